import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type pg from 'pg'
import { nouvelId } from '../../contexte.ts'

type Commune = { code: string; nom: string; type: string; siren?: string; departement: string; region: string; population?: number }
type Epci = { code: string; nom: string; type: string; populationMunicipale: number; membres: { code: string; siren: string }[] }
type Departement = { code: string; nom: string; region: string }

/** SIREN of the Collectivité de Corse, one body for both départements since 2018 (source: répertoire Sirene). */
const COLLECTIVITE_CORSE = { siren: '200076958', nom: 'Collectivité de Corse', region: '94' }
const LOT = 4000

/**
 * Fills the national referential (communes, EPCI, départements; npm package `@etalab/decoupage-administratif`, Licence Ouverte) as the
 * database's owner. Does nothing when it is there. `regions` limits it, for tests.
 */
export async function importerReferentiel(owner: pg.Pool, { regions }: { regions?: string[] } = {}): Promise<void> {
  if (await present(owner)) return void (await owner.query(APOSTROPHES))
  await ecrire(
    owner,
    lignes(await lireSources(), region => !regions || regions.includes(region)),
  )
}

/**
 * The same in two parts: the bodies of one region, which are enough to begin with, then by `suite` all others while the guichet is being filled. Only for a
 * database that is thrown away when its preparation is cut short.
 */
export async function importerParRegion(owner: pg.Pool, region: string): Promise<{ suite: () => Promise<void> }> {
  if (await present(owner)) return { suite: async () => {} }
  const sources = await lireSources()
  await owner.query(INDEX.oter)
  await inserer(
    owner,
    lignes(sources, r => r === region),
  )
  await owner.query(MOTS)
  return {
    suite: () =>
      ecrire(
        owner,
        lignes(sources, r => r !== region),
      ),
  }
}

const present = async (owner: pg.Pool) => !!(await owner.query('select from structure where guichet_id is null limit 1')).rowCount

async function lireSources() {
  const [communes, epci] = await Promise.all([charger<Commune>('communes'), charger<Epci>('epci')])
  return { communes, epci }
}

function lignes({ communes, epci }: Awaited<ReturnType<typeof lireSources>>, garde: (region: string) => boolean) {
  const epciParCommune = new Map(epci.flatMap(e => e.membres.map(m => [m.code, e.code] as const)))
  return [
    ...communes.filter(c => c.type === 'commune-actuelle' && c.siren && garde(c.region)).map(c => ligneCommune(c, epciParCommune)),
    ...lignesEpci(epci, communes).filter(e => garde(e.region)),
    ...[ligneCollectivite()].filter(c => garde(c.region)),
  ]
}
type Ligne = ReturnType<typeof lignes>[number]

/** Rows first, their index once at the end. */
async function ecrire(owner: pg.Pool, toutes: Ligne[]) {
  const client = await owner.connect()
  try {
    await client.query('begin')
    // a machine that does other things takes longer than any page may: without its communes the program does not start
    await client.query('set local statement_timeout = 0')
    await client.query(INDEX.oter)
    await inserer(client, toutes)
    await client.query(INDEX.faire)
    await client.query(MOTS)
    await client.query('commit')
  } catch (e) {
    await client.query('rollback')
    throw e
  } finally {
    client.release()
  }
  await owner.query('analyze structure')
}

async function inserer(base: pg.Pool | pg.PoolClient, toutes: Ligne[]) {
  const departements = await charger<Departement>('departements')
  await base.query(
    `insert into departement select * from jsonb_to_recordset($1) as t(code text, nom text, region text) on conflict do nothing`,
    [JSON.stringify(departements.map(d => ({ ...d, nom: typo(d.nom) })))],
  )
  for (let i = 0; i < toutes.length; i += LOT) await base.query(INSERER, [JSON.stringify(toutes.slice(i, i + LOT))])
}

const INDEX = {
  oter: 'drop index if exists structure_mots',
  faire: `create index structure_mots on structure using gin (to_tsvector('simple', recherche))`,
}
/** What mends a mistyped name. */
const MOTS = `insert into mot_de_nom select distinct m, true from structure, mots_de_forme(recherche) m where guichet_id is null
  on conflict (mot) do update set de_structure = true where not mot_de_nom.de_structure`
/** The source types « Fium'Orbu »; pages write « Fium’Orbu ». What an earlier version brought in is put right when the program starts. */
const typo = (nom: string) => nom.replaceAll("'", '’')
const APOSTROPHES = `update structure set nom = replace(nom, '''', '’') where guichet_id is null and nom like '%''%';
  update departement set nom = replace(nom, '''', '’') where nom like '%''%'`

const INSERER = `insert into structure (id, type, nature, nom, siren, code_insee, departement, region, population, epci_siren)
  select * from jsonb_to_recordset($1) as t(id uuid, type text, nature text, nom text, siren text, code_insee text, departement text, region text, population int, epci_siren text)`

const require = createRequire(import.meta.url)
const charger = async <T>(nom: string): Promise<T[]> =>
  JSON.parse(await readFile(require.resolve(`@etalab/decoupage-administratif/data/${nom}.json`), 'utf8'))

const ligneCommune = (c: Commune, epci: Map<string, string>) => ({
  id: nouvelId(),
  type: 'commune',
  nature: null,
  nom: typo(c.nom),
  siren: c.siren,
  code_insee: c.code,
  departement: c.departement,
  region: c.region,
  population: c.population ?? null,
  epci_siren: epci.get(c.code) ?? null,
})

/** An EPCI belongs to the département where most of its members are. */
function lignesEpci(epci: Epci[], communes: Commune[]) {
  const parCode = new Map(communes.filter(c => c.type === 'commune-actuelle').map(c => [c.code, c]))
  return epci.map(e => {
    const membres = e.membres.map(m => parCode.get(m.code)).filter(c => c !== undefined)
    const departement = plusFrequent(membres.map(m => m.departement))
    const region = plusFrequent(membres.map(m => m.region))
    return {
      id: nouvelId(),
      type: 'epci',
      nature: e.type,
      nom: typo(e.nom),
      siren: e.code,
      code_insee: null,
      departement,
      region,
      population: e.populationMunicipale,
      epci_siren: null,
    }
  })
}
function plusFrequent(valeurs: string[]): string {
  const n = new Map<string, number>()
  for (const v of valeurs) n.set(v, (n.get(v) ?? 0) + 1)
  return [...n].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

const ligneCollectivite = () => ({
  id: nouvelId(),
  type: 'collectivite_corse',
  nature: null,
  ...COLLECTIVITE_CORSE,
  code_insee: null,
  departement: null,
  population: null,
  epci_siren: null,
})
