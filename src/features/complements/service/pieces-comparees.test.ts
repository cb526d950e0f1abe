import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { joindre } from '../../../test/vico.ts'

let m: MondeInstruction
let id: string
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
})
afterAll(() => m.w.close())

const pdf = (mot: string) => new Blob([`%PDF-1.7\n% ${mot}\ntrailer\n<<>>\n%%EOF\n`], { type: 'application/pdf' })
const idDe = async (nom: string) =>
  (
    await m.w.auGuichet(tx =>
      tx.selectFrom('piece').select('id').where('dossier_id', '=', id).where('nom', '=', nom).executeTakeFirstOrThrow(),
    )
  ).id
const lire = (piece: string, qui = m.referent) => m.w.get(paths.instruction.piece(id, piece), qui.cookie)

it('une pièce redemandée et remplacée se lit à côté de celle du dépôt, par le service qui l’a lue, et par personne d’autre', async () => {
  const corps = { 'cible-1': 'p:deliberation', 'demande-1': 'La page 2 est illisible.', echeance: '12/10/2021' }
  expect((await m.w.post(paths.instruction.complements(id), corps, m.referent.cookie)).status).toBe(303)
  expect((await joindre(m.w, m.porteur.cookie, id, 'deliberation', pdf('rature'), 'rature.pdf')).status).toBe(303)
  expect((await joindre(m.w, m.porteur.cookie, id, 'deliberation', pdf('signee'), 'signee.pdf')).status).toBe(303)
  const nouvelle = await idDe('signee.pdf')
  expect((await lire(nouvelle)).status).toBe(404)
  expect((await m.w.post(paths.dossiers.complements(id), { reponse: '' }, m.porteur.cookie)).status).toBe(303)

  const html = await (await m.w.get(paths.instruction.complements(id), m.referent.cookie)).text()
  const ancienne = await idDe('deliberation.pdf')
  for (const piece of [ancienne, nouvelle]) {
    expect(html).toContain(`href="${paths.instruction.piece(id, piece)}"`)
    const r = await lire(piece)
    expect(r.status).toBe(200)
    expect((await r.arrayBuffer()).byteLength).toBeGreaterThan(0)
    expect((await lire(piece, m.ailleurs)).status).toBe(404)
  }
  // joined then replaced before the answer left: it was sent to nobody
  expect(html).not.toContain('rature.pdf')
  expect((await lire(await idDe('rature.pdf'))).status).toBe(404)
})
