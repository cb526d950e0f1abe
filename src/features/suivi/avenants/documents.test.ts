import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { lireDocuments } from '../../../test/documents-lus.ts'
import { fautesDe } from '../../../test/fautes-de-texte.ts'
import { type MondeSuivis, ouvrirSuivis } from '../../../test/suivi.ts'
import { formSigne, type GestesActes, gestesActes } from '../../../test/suivi-actes.ts'

/** Every PDF and every mail of projects whose act was amended, which no moment of the demonstration has: words, and amounts of the ledger to the cent. */
let m: MondeSuivis
let g: GestesActes
let lu: Awaited<ReturnType<typeof lireDocuments>>
const AMENDEMENTS = [
  { objets: ['montant', 'delai'], montant: '6 000,50', fin: '31/12/2022', motif: 'Le devis a changé.\nLe maire l’a dit.' },
  { objets: ['montant'], montant: '10 000', motif: 'Un marché plus cher.' },
  { objets: ['objet'], objet: 'Un portail et son application.', motif: 'Les habitants le demandent.' },
]
const GENRES = [
  'suiviDossier.actePdf',
  'actes.pdf',
  'instruction.fiche',
  'instruction.accuse',
  'dossiers.pdf',
  'dossiers.budgetPdf',
  'dossiers.accuse',
]
beforeAll(async () => {
  m = await ouvrirSuivis()
  g = gestesActes(m)
  for (const corps of AMENDEMENTS) {
    const d = await g.unConventionne('2022-03-01T10:00:00')
    expect((await m.w.post(paths.actes.avenants(d), corps as never, m.vico.cookie)).status).toBe(303)
    const { id } = (await m.w.owner.query('select id from avenant where dossier_id = $1', [d])).rows[0]
    await m.w.post(paths.suiviDossier.avisAvenant(d, id), { avis: 'Favorable.' }, m.referent.cookie)
    expect((await m.w.post(paths.suiviDossier.decisionAvenant(d, id), { sens: 'accorde', reponse: '' }, m.admin.cookie)).status).toBe(303)
    const signature = paths.suiviDossier.signature(d, (await g.actes(d)).at(-1).id)
    expect((await m.w.post(signature, formSigne('2022-03-01'), m.referent.cookie)).status).toBe(303)
  }
  lu = await lireDocuments(m.w, GENRES)
}, 240_000)
afterAll(() => m.w.close())
const de = (...genres: string[]) => lu.lus.filter(d => genres.includes(d.genre))

// Seen to fail: « de le bénéficiaire » in the call's text of amendments; below, ceilings worked out on a euro more.
it('les PDF et les courriels d’un projet dont l’acte a changé se lisent sans faute de langue ni caractère invisible', async () => {
  expect([lu.refuses, lu.vides]).toEqual([[], []])
  expect(de('suiviDossier.actePdf').length).toBe(2 * AMENDEMENTS.length)
  const courriels = (await m.w.courriels()).map(c => ({ ou: c.sujet, texte: `${c.sujet}\n${c.texte}` }))
  expect(courriels.some(c => /avenant/i.test(c.ou))).toBe(true)
  expect([...lu.lus, ...courriels].flatMap(d => fautesDe(d.texte).map(f => `${d.ou} — ${f}`))).toEqual([])
})

/** Written here, so that what formats the documents is not what checks them. */
const milliers = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ' ')
const pleins = (c: number) => `${milliers(Math.trunc(c / 100))},${String(c % 100).padStart(2, '0')} €`
const MONTANT = /(\d[\d ]*,\d\d) €/g
const enCentimes = (t: string) => Math.round(Number(t.replaceAll(' ', '').replace(',', '.')) * 100)

it('les montants de chaque avenant sont ceux du livre\u00a0: la décision d’avant, celle d’après, les plafonds que l’on en tire', async () => {
  const { rows } = await m.w.owner.query<{ numero: string; base: number; montants: number[] }>(
    `select i.numero, 1200000 as base, array_agg(x.montant::int order by x.prise_le, x.id) as montants
     from instruction i join decision x on x.dossier_id = i.dossier_id where exists (select from acte a where a.dossier_id = i.dossier_id) group by 1`,
  )
  const { rows: livre } = await m.w.owner.query<{ numero: string; accorde: number }>(
    `select i.numero, sum(mv.montant)::int as accorde from mouvement mv join instruction i on i.dossier_id = mv.dossier_id group by 1`,
  )
  const accorde = new Map(livre.map(l => [l.numero, l.accorde]))
  const decisions = new Map(rows.map(r => [r.numero, r.montants]))
  expect([...decisions.values()].flat().sort()).toEqual([900_000, 900_000, 900_000, 600_050, 1_000_000].sort())
  const avenants = de('suiviDossier.actePdf', 'actes.pdf').filter(d => d.texte.includes('Avenant à l’acte'))
  expect(avenants.length).toBeGreaterThanOrEqual(AMENDEMENTS.length)
  for (const a of avenants) {
    const montants = decisions.get(a.dossier!)!
    const dits = [...new Set([...a.texte.matchAll(MONTANT)].map(x => enCentimes(x[1]!)))]
    const [avant, apres] = [montants[0]!, montants.at(-1)!]
    if (montants.length === 1) expect(dits, a.ou).toEqual([])
    else {
      expect(a.texte, a.ou).toContain(`de ${pleins(avant)}, est ${apres > avant ? 'porté' : 'ramené'} à ${pleins(apres)}`)
      const part = (taux: number) => Math.floor(apres * taux)
      const tires = [avant, apres, 1_200_000, part(0.3), part(0.8)]
      expect(
        dits.filter(c => !tires.includes(c)),
        a.ou,
      ).toEqual([])
      expect(accorde.get(a.dossier!) ?? apres, 'the envelope follows').toBe(apres)
    }
  }
  const { rows: demandes } = await m.w.owner.query<{ numero: string; aide: number; cout: number }>(
    'select numero, aide_demandee::int as aide, cout_global::int as cout from instruction',
  )
  const demande = new Map(demandes.map(r => [r.numero, r]))
  for (const d of de('dossiers.pdf', 'dossiers.accuse', 'instruction.accuse'))
    expect(d.texte, d.ou).toContain(`Aide demandée ${pleins(demande.get(d.dossier!)!.aide)}`)
  for (const d of de('dossiers.budgetPdf'))
    for (const c of [demande.get(d.dossier!)!.aide, demande.get(d.dossier!)!.cout]) expect(d.texte, d.ou).toContain(pleins(c))
  for (const d of de('instruction.fiche'))
    expect(d.texte, d.ou).toMatch(new RegExp(`Aide demandée ${pleins(demande.get(d.dossier!)!.aide).replace(/,00 €/, '(?:,00)? €')}`))
})
