import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'

let m: MondeInstruction
beforeAll(async () => {
  m = await ouvrirInstruction()
})
afterAll(() => m.w.close())

it('le référent lit l’accusé que le porteur a reçu, octet pour octet\u00a0; celui d’un autre territoire ne le trouve pas', async () => {
  const id = await m.dossier()
  const octets = async (chemin: string, qui: { cookie: string }) => {
    const r = await m.w.get(chemin, qui.cookie)
    return r.status === 200 ? Buffer.from(await r.arrayBuffer()) : r.status
  }
  const recu = (await octets(paths.dossiers.accuse(id), m.porteur)) as Buffer
  const lu = (await octets(paths.instruction.accuse(id), m.referent)) as Buffer
  expect(lu.subarray(0, 5).toString()).toBe('%PDF-')
  expect(lu.equals(recu)).toBe(true)
  expect(await octets(paths.instruction.accuse(id), m.ailleurs)).toBe(404)
})
