import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { openWorld, type World } from '../../test/world.ts'
import { importerReferentiel } from './importer-referentiel.ts'
import { rechercherStructures } from './rechercher.ts'

let w: World
const territoire = { region: '94', departements: ['2A', '2B'] }
beforeAll(async () => {
  w = await openWorld()
  // the national referential, 36 000 rows, in the place of Corsica's alone
  await w.owner.query('delete from structure')
  await importerReferentiel(w.owner)
})
afterAll(() => w.close())

const chercher = (q: string) => w.auGuichet(tx => rechercherStructures(tx, w.guichetId, q, { territoire }))
const noms = async (q: string) => {
  const r = await chercher(q)
  return r.genre === 'trouvees' ? r.structures.map(s => s.nom) : [r.genre]
}

test.each([
  ['Ajaccio', 'Ajaccio'],
  ['ajacio', 'Ajaccio'],
  ['AJACCIO', 'Ajaccio'],
  ['mairie d’Ajaccio', 'Ajaccio'],
  ['Ville de Bastia', 'Bastia'],
  ['porto vechio', 'Porto-Vecchio'],
  ['ile rousse', 'L’Île-Rousse'],
  ['L’Île Rousse', 'L’Île-Rousse'],
  ['st florent', 'Saint-Florent'],
  ['Saint-Florant', 'Saint-Florent'],
  ['communauté d’agglomération de Bastia', 'CA de Bastia'],
  ['pays ajaccien', 'CA du Pays Ajaccien'],
  ['collectivité de corse', 'Collectivité de Corse'],
  ['2a004', 'Ajaccio'],
  ['212 000 046', 'Ajaccio'],
  ['21200004600012', 'Ajaccio'],
  ['200076958', 'Collectivité de Corse'],
  ['St Etienne de Mer Morte', 'Saint-Étienne-de-Mer-Morte'],
  ['bordeau', 'Bordeaux'],
  ['Ste-Marie-aux-Mines', 'Sainte-Marie-aux-Mines'],
])('je tape « %s », je trouve %s', async (q, attendu) => {
  expect((await noms(q))[0]).toBe(attendu)
})

test('les structures de mon territoire viennent d’abord', async () => {
  const r = await chercher('sainte lucie')
  const regions = r.genre === 'trouvees' ? r.structures.map(s => s.region) : []
  expect(regions[0]).toBe('94')
  expect(regions.lastIndexOf('94')).toBeLessThan(regions.findIndex(x => x !== '94') === -1 ? 99 : regions.findIndex(x => x !== '94'))
  expect(regions.length).toBeLessThanOrEqual(10)
})

test('un SIREN dont la clé est fausse : on me le dit, on ne me dit pas « introuvable »', async () => {
  expect((await chercher('212000047')).genre).toBe('siren_faux')
  const html = await (await w.get(`${paths.structures.recherche}?q=212000047`)).text()
  expect(html).toContain('Ce SIREN n’existe pas\u00a0: sa clé est fausse')
  expect((await chercher('21200004600016')).genre).toBe('siret_faux')
})

test('rien ne ressemble, ou presque rien n’est tapé : pas de liste au hasard', async () => {
  expect(await noms('xqzwk')).toEqual([])
  expect(await noms('a')).toEqual(['trop_court'])
  expect(await noms(' - ')).toEqual(['trop_court'])
  expect(await noms(`${'a'.repeat(5000)}`)).toEqual([])
  expect(await noms("'; drop table structure; --")).toBeInstanceOf(Array)
})

test('la saisie assistée reçoit du JSON, avec de quoi distinguer deux homonymes', async () => {
  const r = await w.get(`${paths.structures.recherche}?q=bastia`, undefined, { accept: 'application/json' })
  const { structures } = (await r.json()) as { structures: { id: string; nom: string; detail: string }[] }
  expect(structures[0]).toMatchObject({ nom: 'Bastia' })
  expect(structures[0]?.detail).toMatch(/^Commune, 2B, .*habitants, SIREN/)
})

test('un nom importé avec une apostrophe droite la perd quand le programme redémarre', async () => {
  await w.owner.query("update structure set nom = 'CC de l''Alta Rocca' where nom = 'CC de l’Alta Rocca'")
  expect(await noms("cc de l'alta rocca")).toContain("CC de l'Alta Rocca")
  await importerReferentiel(w.owner)
  for (const q of ["cc de l'alta rocca", 'cc de l’alta rocca']) expect(await noms(q)).toContain('CC de l’Alta Rocca')
})
