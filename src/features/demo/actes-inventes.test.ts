import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { decide } from '../../test/laureats.ts'
import { lisible } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { jouerActes } from './actes-inventes.ts'
import { installerDemonstration } from './index.ts'
import { lireJeu } from './jeu.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
  await installerDemonstration(w.deps)
})
afterAll(() => w.close())

const jeu = () => lireJeu(w.deps.config.GUICHET_DEMONSTRATION)
const etats = async (monde: World) => {
  const { rows } = await monde.owner.query('select etat, suite, count(*)::int as n from instruction group by 1, 2 order by 1, 2')
  return Object.fromEntries(rows.map(r => [`${r.etat} ${r.suite}`, r.n]))
}
const instruits = async () => (await w.journal()).filter(e => e.action.startsWith('instruction.')).length
const aller = (instant: string) => w.post(paths.demo.horloge, { instant })

test('avant le relevé, aucun acte du service', async () => {
  await aller('2021-09-20T09:00')
  expect(await instruits()).toBe(0)
})

test('pendant l’instruction : chaque acte du fichier est fait, une fois, quel que soit le nombre de pas', async () => {
  await Promise.all([aller('2021-09-24T12:00'), aller('2021-09-24T12:00'), aller('2021-10-05T09:40')])
  const n = await instruits()
  expect(await jouerActes(w.deps, jeu(), new Date('2021-10-05T08:00:00Z'))).toEqual([])
  expect(await instruits()).toBe(n)
  const vus = await etats(w)
  for (const suite of ['prendre', 'verifier', 'attendre', 'examiner', 'analyser', 'presenter'])
    expect(vus[`en_instruction ${suite}`], suite).toBeGreaterThan(0)
  expect(vus).toMatchObject({ 'irrecevable clos': 1, 'au_comite comite': 3 })
})

test('la référente de la Haute-Corse retrouve le dossier de la Balagne, avec ses réponses à examiner', async () => {
  w.regler('2021-10-05T09:40:00')
  const cookie = (await w.post(paths.demo.session, { persona: 'referent-2b' })).headers.get('set-cookie')!.split(';')[0]!
  const { rows } = await w.owner.query("select dossier_id from instruction where porteur like '%Balagne%'")
  const page = await lisible(await w.get(paths.instruction.dossier(rows[0].dossier_id), cookie))
  for (const mot of ['Compléments reçus', 'Affecté à vous', 'mutualisation', 'version 2', 'La version 2 a été déposée depuis'])
    expect(page).toContain(mot)
})

test('qui a clos les compléments et terminé la fiche avant l’histoire ne l’arrête pas : l’horloge avance, et la page dit ce qui est laissé', async () => {
  const autre = await openWorld()
  await installerDemonstration(autre.deps)
  await autre.post(paths.demo.horloge, { instant: '2021-10-05T09:40' })
  const referent = (await autre.post(paths.demo.session, { persona: 'referent-2b' })).headers.get('set-cookie')!.split(';')[0]!
  const { rows } = await autre.owner.query(
    `select c.id, c.dossier_id, i.titre from complement c join instruction i on i.dossier_id = c.dossier_id
      where c.repondu_le is not null and c.clos_le is null and i.porteur like '%Balagne%'`,
  )
  expect(rows).toHaveLength(1)
  const [{ id, dossier_id: dossier, titre }] = rows
  expect((await autre.post(paths.instruction.clotureComplement(dossier, id), { tout: 'oui' }, referent)).status).toBe(303)
  await autre.post(paths.instruction.finAnalyse(dossier), { avis: 'favorable', montant: '' }, referent)
  // an act that finds nothing to close threw: 500, and three dossiers before the comité
  expect((await autre.post(paths.demo.horloge, { instant: '2021-10-25T09:00' })).status).toBe(303)
  const comite = await autre.owner.query("select count(*)::int as n from instruction where etat = 'au_comite'")
  expect(comite.rows[0].n).toBeGreaterThanOrEqual(18)
  expect(await lisible(await autre.get(paths.demo.accueil))).toMatch(
    new RegExp(`geste.* inventé.*clore les compléments \\(${titre.slice(0, 10)}`),
  )
  await autre.close()
}, 180_000)

test('un lauréat, puis l’horloge avancée de deux mois : son bilan et son rappel sont là aussitôt, une fois', async () => {
  await aller('2021-11-08T09:00')
  const { rows } = await w.owner.query("select dossier_id as id from instruction where etat = 'au_comite' limit 1")
  const par = await w.owner.query('select id from compte limit 1')
  await decide(w, rows[0].id, par.rows[0].id)
  for (const instant of ['2022-01-08T09:00', '2022-01-08T18:00']) expect((await aller(instant)).status).toBe(303)
  const bilans = await w.owner.query('select fin from bilan where dossier_id = $1 order by rang', [rows[0].id])
  expect(bilans.rows.map(b => b.fin)).toEqual(['2021-12-31', '2022-03-31'])
  const rappels = (await w.courriels()).filter(c => c.dossier_id === rows[0].id && c.sujet.includes('pour déposer le bilan'))
  expect(new Set(rappels.map(c => c.destinataire)).size).toBe(rappels.length)
  expect(rappels.length).toBeGreaterThan(0)
})
