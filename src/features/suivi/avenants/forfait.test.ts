import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeForfait, ouvrirForfait } from '../../../test/forfait.ts'
import { formSigne } from '../../../test/suivi-actes.ts'
import { jouerEnvois } from '../../notifications/index.ts'

/** A lump sum that is a de minimis aid, 5 000 € over three years at most. */
const deMinimis = (texte: string) =>
  texte
    .replace('  clauses: [A2]\n\nparametres', '  minimis: { plafond: 5 000 € }\n  clauses: [A2]\n\nparametres')
    .replace('        blocs: [plan]', '        blocs: [plan, minimis]')
const p = paths.suiviDossier
let m: MondeForfait
let a: string
let b: string
beforeAll(async () => {
  m = await ouvrirForfait(deMinimis)
  ;[a, b] = [await m.brouillon({ minimis_autres: 'non' }), await m.brouillon({ minimis_autres: 'non' })]
  for (const d of [a, b]) await m.reussir('dépôt', m.deposer(d))
  await m.relever('2027-03-15T16:00:01')
  for (const d of [a, b]) await m.auComite(d)
  m.w.regler('2027-04-20T14:30:00')
  await m.notifier(a, await m.decider(a, '3 600'))
  await m.reussir('acte', m.w.post(p.acte(a), { duree: '10' }, m.referent.cookie))
  await signer()
}, 120_000)
afterAll(() => m.w.close())

const signer = async () => {
  const { id } = (await m.q('select id from acte where dossier_id = $1 order by rang desc limit 1', [a])).rows[0]
  await m.reussir('signature', m.w.post(p.signature(a, id), formSigne('2027-04-20'), m.referent.cookie))
  await jouerEnvois(m.w.deps)
}
const demander = (montant: string) =>
  m.w.post(paths.actes.avenants(a), { objets: ['montant'], montant, motif: 'Des ateliers changent.' }, m.porteur.cookie)
const decider = async (sens = 'accorde', reponse = '') => {
  const { id } = (await m.q('select id from avenant where dossier_id = $1 and retire_le is null and sens is null', [a])).rows[0]
  await m.w.post(p.avisAvenant(a, id), { avis: 'Favorable.' }, m.referent.cookie)
  return m.w.post(p.decisionAvenant(a, id), { sens, reponse, enveloppe: '' }, m.administratrice.cookie)
}

// seen to fail: « 4 800 € dépassent la dépense éligible, 3 600 € », of a lump sum that rests on no spending
it('un forfait monte par avenant dans ce que l’appel donne, et la demande parle du forfait, jamais de dépense éligible', async () => {
  const page = await m.lire(m.w.get(paths.actes.avenants(a), m.porteur.cookie))
  for (const mot of ['Le forfait est de 3 600 €', 'Nouveau montant du forfait', 'Calculé au dépôt : ', 'L’appel donne 15 000 € au plus.'])
    expect(page).toContain(mot)
  for (const [montant, phrase] of [
    ['3 600', 'Le forfait est déjà de 3 600 €'],
    ['15 000,01', '15 000,01 € dépassent le maximum de l’appel, 15 000 €'],
  ] as const) {
    const r = await demander(montant)
    expect([r.status, await m.lire(r)]).toEqual([422, expect.stringContaining(phrase)])
  }
  await m.reussir('hausse', demander('4 800'))
  await m.reussir('accord', decider())
  const acte = (await m.q('select id, contenu from acte where dossier_id = $1 order by rang desc limit 1', [a])).rows[0]
  expect(JSON.stringify(acte.contenu)).not.toMatch(/éligible/)
  await signer()
  const { rows } = await m.q(
    'select montant::int, base from decision d where dossier_id = $1 and not exists (select from decision r where r.remplace_id = d.id)',
    [a],
  )
  expect(rows).toEqual([{ montant: 480_000, base: null }])
  expect(await m.lire(m.w.get(paths.suivi.dossier(a), m.referent.cookie))).toContain('4 800,00 €')
})

// seen to fail: the amendment was granted, and its porteur went 2 200 € beyond the ceiling
it('un avenant qui remonte une aide de minimis au-delà du plafond est refusé, et la page dit ce qui peut être accordé', async () => {
  await m.reussir('baisse', demander('1 400'))
  await m.reussir('accord', decider())
  await signer()
  await m.notifier(b, await m.decider(b, '3 600'))
  await m.reussir('hausse', demander('3 600'))
  const trop = await decider()
  expect([trop.status, await m.lire(trop)]).toEqual([422, expect.stringContaining('Accordez-lui 1 400 € au plus')])
  await m.reussir('refus', decider('refuse', 'Au-delà du plafond.'))
})
