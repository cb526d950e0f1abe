import { expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type GestesComplements, surUnDossierInstruit } from '../../../test/complements.ts'
import type { MondeInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeInstruction
let id: string
let g: GestesComplements
surUnDossierInstruit(v => {
  ;({ m, id, g } = v)
})

const vu = (html: string) => /name="vu" value="([^"]*)"/.exec(html)![1]!
const enLigne = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/\s+/g, ' ')
const LA_SIENNE = { 'cible-1': 'p:budget', 'demande-1': 'Le budget est illisible.', echeance: '15/10/2021', message: 'Bonjour.' }

it('deux référents demandent à la fois : le second apprend qui a envoyé quoi, et sa demande reste écrite, prête à partir', async () => {
  const avant = vu(await (await g.page(m.collegue)).text())
  await g.demander()
  const r = await g.demander({ ...LA_SIENNE, vu: avant }, m.collegue)
  expect(r.status).toBe(409)
  const html = await r.text()
  for (const mot of ['Référent de la Corse-du-Sud a envoyé la demande n° 1', 'une seule attend à la fois', 'n’est pas partie'])
    expect(enLigne(html)).toContain(mot)
  for (const mot of ['Le budget est illisible.', '15/10/2021', 'Bonjour.']) expect(html).toContain(mot)
  expect(await g.demandes()).toHaveLength(1)
  await g.repondre()
  expect((await g.demander({ ...LA_SIENNE, vu: '1-repondue' }, m.collegue)).status).toBe(303)
})

it('l’un clôt la réponse pendant que l’autre redemande : le second l’apprend, puis confirme', async () => {
  await g.demander()
  await g.repondre()
  const [k] = await g.demandes()
  const avant = vu(await (await g.page(m.collegue)).text())
  expect((await m.w.post(paths.instruction.clotureComplement(id, k!.id), { note: 'Bon.', tout: 'oui' }, m.referent.cookie)).status).toBe(
    303,
  )
  const r = await g.demander({ ...LA_SIENNE, vu: avant }, m.collegue)
  expect(r.status).toBe(409)
  const html = await r.text()
  expect(enLigne(html)).toContain('Référent de la Corse-du-Sud a clos la demande n° 1')
  expect(html).toContain('Le budget est illisible.')
  expect((await g.demander({ ...LA_SIENNE, vu: vu(html) }, m.collegue)).status).toBe(303)
})

it('deux closent la même réponse : la note du second n’est pas perdue', async () => {
  await g.demander()
  await g.repondre()
  const [k] = await g.demandes()
  const clore = (qui: { cookie: string }, note: string) =>
    m.w.post(paths.instruction.clotureComplement(id, k!.id), { note, tout: 'oui' }, qui.cookie)
  await clore(m.referent, 'Bon.')
  const r = await clore(m.collegue, 'Le chiffre vient de la CAF.')
  expect(r.status).toBe(409)
  const texte = await lisible(r)
  expect(texte).toContain('Référent de la Corse-du-Sud a clos la demande n° 1')
  expect(texte).toContain('« Le chiffre vient de la CAF. »')
})

it('l’un retire la demande au moment où le porteur répond : la réponse reste, et le motif n’est pas perdu', async () => {
  await g.demander()
  await g.repondre()
  const [k] = await g.demandes()
  const r = await m.w.post(paths.instruction.retraitComplement(id, k!.id), { motif: 'Trouvé ailleurs.' }, m.referent.cookie)
  expect(r.status).toBe(409)
  const texte = await lisible(r)
  expect(texte).toContain('Le porteur a répondu à la demande n° 1')
  expect(texte).toContain('« Trouvé ailleurs. »')
})
