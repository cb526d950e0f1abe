import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MondeInstances, ouvrirInstances } from '../../../test/instances.ts'

let m: MondeInstances
beforeAll(async () => {
  m = await ouvrirInstances()
})
afterAll(() => m.w.close())
const convoquer = async () => m.w.get(m.versElus, m.administratrice.cookie)

it('l’ordre du jour d’une commission attend la base autant de fois pour dix dossiers que pour un', async () => {
  await m.dossiers(1)
  await convoquer()
  const pourUn = await m.w.echanges(convoquer)
  await m.dossiers(9)
  expect(await m.w.echanges(convoquer)).toBe(pourUn)
})

it('il ne propose que ceux qu’elle doit voir, d’après ce qui est proposé de chacun', async () => {
  const [petit, grand] = (await m.dossiers(2)) as [string, string]
  await m.proposer(petit, 600_000)
  await m.proposer(grand, 600_001)
  const page = await (await convoquer()).text()
  expect([page.includes(`value="${petit}"`), page.includes(`value="${grand}"`)]).toEqual([false, true])
})
