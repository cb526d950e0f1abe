import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { lisible } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { fermerDocuments } from '../documents/index.ts'
import { installerDemonstration } from './index.ts'

/** The call in two stages of the demonstration, as a visitor finds it. */
const SLUG = 'tiers-lieux-2021'
let w: World
beforeAll(async () => {
  w = await openWorld()
  await installerDemonstration(w.deps, undefined, { deuxTemps: true })
}, 120_000)
afterAll(async () => {
  await fermerDocuments()
  await w.close()
})
const entrer = async (persona: string) => (await w.post(paths.demo.session, { persona })).headers.get('set-cookie')!.split(';')[0]!
const lire = async (chemin: string, cookie?: string) => (await lisible(await w.get(chemin, cookie))).replace(/[\u00a0\u202f]/g, ' ')

test('ses dossiers sont à chaque moment, et le journal des deux appels raconte leur histoire dans l’ordre', async () => {
  const { rows } = await w.owner.query(
    `select d.etat, d.temps, count(*)::int as n from dossier d join appel a on a.id = d.appel_id where a.slug = $1 group by 1, 2 order by 1, 2`,
    [SLUG],
  )
  expect(rows).toEqual([
    { etat: 'brouillon', temps: 1, n: 1 },
    { etat: 'depose', temps: 2, n: 1 },
    { etat: 'non_preselectionne', temps: 1, n: 1 },
    { etat: 'preselectionne', temps: 2, n: 2 },
  ])
  const lus = await w.auGuichet(tx => tx.selectFrom('evenement').select('instant').orderBy('rang').execute())
  const instants = lus.map(e => e.instant.getTime())
  expect(instants).toEqual(instants.toSorted((a, b) => a - b))
})

test('sa page le dit inventé, et les personnages du fondateur n’en reçoivent rien', async () => {
  expect(await lire(paths.appels.voir(SLUG))).toContain('inventé pour la démonstration')
  expect(await lire(paths.instruction.boite, await entrer('referent-2b'))).not.toContain('TLM21')
})

test('la secrétaire de Venaco reprend le second formulaire avec ce qu’elle avait écrit, jusqu’à la clôture', async () => {
  const venaco = await entrer('porteur-deux-temps')
  const espace = await lire(paths.espace, venaco)
  expect(espace).toContain('Un tiers-lieu dans l’ancienne gare')
  const { rows } = await w.owner.query("select id from dossier where titre like 'Un tiers-lieu%'")
  const lieu = await lire(paths.dossiers.etape(rows[0].id, 'lieu'), venaco)
  expect(lieu).toContain('Vous aviez écrit dans votre intention : « 240 m² »')
  expect((await w.get(paths.dossiers.preselection(rows[0].id), venaco)).status).toBe(200)
})

test('la chargée de mission lit les réponses et le dossier complet de Corte', async () => {
  const agent = await entrer('instructrice-deux-temps')
  const reponses = await lire(paths.instruction.preselection(SLUG), agent)
  for (const titre of ['Maison du col', 'L’école fermée redevient un lieu']) expect(reponses).toContain(titre)
  const boite = await lire(paths.instruction.boite, agent)
  expect(boite).toContain('TLM21-0002')
  expect(boite).not.toContain('ITN7-')
})

test('après la clôture du second temps, son dossier complet est relevé', async () => {
  await w.post(paths.demo.horloge, { instant: '2021-11-03T09:00' })
  const { rows } = await w.owner.query("select etat from dossier where numero = 'TLM21-0002'")
  expect(rows).toEqual([{ etat: 'en_instruction' }])
})
