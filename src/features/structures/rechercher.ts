import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { sansMarques } from '../../lib/accents.ts'
import { lireIdentifiant, sirensVoisins } from '../../lib/siren.ts'
import { motsConnus, motsProches, type Proches } from './mots-proches.queries.ts'
import { nomLisible } from './repertoire/noms.rules.ts'
import { type Fiche, ficheParSiren, fichesNommees, fichesParRna } from './repertoire/repertoire.queries.ts'
import { lireRna } from './repertoire/sirene.rules.ts'
import { motsCherches, requeteDe, requetePrecise } from './requete.rules.ts'
import { COLONNES, enStructure, type Structure } from './structures.queries.ts'

/** Where the guichet is: its structures come first. */
export type Territoire = { region: string; departements: string[] }
export type Proche = { siren: string; nom: string }
/** `declarees`: those declared by hand and not confirmed, which who is signed in alone may find; `departement`: of this one alone. */
export type Ou = { territoire: Territoire; declarees?: boolean; departement?: string | undefined }
export type Recherche =
  | { genre: 'trouvees'; structures: Structure[] /** Of the national directory, when it was asked too. */; fiches?: Fiche[] }
  /** `proche`: the one structure known whose SIREN is one fault away. */
  | { genre: 'siren_faux'; proche?: Proche | undefined }
  | { genre: 'siret_faux' }
  | { genre: 'trop_court' }

const LIMITE = 10
/** Of which those of one département are kept. */
const LIMITE_FILTREE = 100
/** How near a name must be: below, what is found has nothing to do with what was typed (trigram similarity, tried on 200 typing errors). */
const MOTS_PROCHES = 0.45
const NOM_PROCHE = 0.3

/**
 * Structures by name (typos, accents, apostrophes, « St » forgiven), SIREN, SIRET or INSEE code; those of the territory first, 10 at most.
 * A SIREN or SIRET with a wrong key is said to be wrong, not « not found ».
 */
export async function rechercherStructures(tx: Tx, guichetId: string, q: string, ou: Ou): Promise<Recherche> {
  const lu = lireIdentifiant(q)
  if (lu.genre === 'siret_faux') return { genre: lu.genre }
  if (lu.genre === 'siren_faux') return { genre: lu.genre, proche: await sirenProche(tx, guichetId, lu.saisi) }
  if (lu.genre !== 'nom')
    return {
      genre: 'trouvees',
      structures: await parIdentifiant(tx, guichetId, lu.genre === 'siren' ? { siren: lu.siren } : { code_insee: lu.code }, ou),
    }
  const nom = abreger(q.slice(0, 120))
  if (nom.replace(/[^\p{L}\p{N}]/gu, '').length < 2) return { genre: 'trop_court' }
  const forme = await normaliser(tx, nom)
  const ici = await parNom(tx, guichetId, forme, ou)
  if (ici.length >= LIMITE) return { genre: 'trouvees', structures: ici.slice(0, LIMITE) }
  const ailleurs = await parNomPartout(tx, forme, ou)
  return { genre: 'trouvees', structures: sansDoublon(ici, ailleurs) }
}

export type Partout = Exclude<Recherche, { genre: 'trouvees' }> | { genre: 'trouvees'; structures: Structure[]; fiches: Fiche[] }

/**
 * The same, then the national directory: by name, sigle, SIREN or RNA. Structures of the territory, structures elsewhere, then who is in the directory alone; a name is
 * mended when nothing bears it as it was typed, anywhere.
 */
export async function rechercherPartout(tx: Tx, guichetId: string, q: string, ou: Ou): Promise<Partout> {
  const rna = lireRna(q)
  if (rna) return trouvees(await parIdentifiant(tx, guichetId, { rna }, ou), await fichesParRna(tx, guichetId, rna))
  const lu = lireIdentifiant(q)
  const nom = abreger(q.slice(0, 120))
  if (lu.genre !== 'nom' || nom.replace(/[^\p{L}\p{N}]/gu, '').length < 2) {
    const r = await rechercherStructures(tx, guichetId, q, ou)
    if (r.genre !== 'trouvees') return r
    const fiche = lu.genre === 'siren' && r.structures.length === 0 ? await ficheParSiren(tx, guichetId, lu.siren) : undefined
    return trouvees(r.structures, fiche ? [fiche] : [])
  }
  const forme = await normaliser(tx, nom)
  const mots = motsCherches(forme)
  const chezSoi = ou.departement ? [ou.departement] : ou.territoire.departements
  const dansLeRepertoire = async (requete: string) =>
    (await fichesNommees(tx, guichetId, requete, forme, chezSoi, LIMITE)).filter(f => !ou.departement || f.departement === ou.departement)
  // asked together: none waits for the answer to another
  const [ici, ailleurs, connus] = await Promise.all([
    parNom(tx, guichetId, forme, ou),
    nommees(tx, requeteDe(mots), forme, 0, ou),
    motsConnus(tx, mots),
  ])
  const entamee = !connus.has(mots.at(-1)!)
  const fiches = await dansLeRepertoire(requetePrecise(mots, entamee))
  if (ici.length + ailleurs.length + fiches.length > 0) return trouvees(sansDoublon(ici, ailleurs), fiches)
  const reparer = async (fautifs: readonly string[]) => {
    const proches = await motsProches(tx, fautifs)
    const [structures, reparees] = await Promise.all([
      nommeesReparees(tx, mots, forme, proches, ou),
      proches.tous.size > 0 ? dansLeRepertoire(requetePrecise(mots, entamee, proches.tous)) : [],
    ])
    return trouvees(structures, reparees)
  }
  // a word that some name bears is most often the right one: it is mended when mending the others was not enough
  const inconnus = mots.filter(m => !connus.has(m))
  const r = inconnus.length > 0 ? await reparer(inconnus) : trouvees([], [])
  return r.structures.length + r.fiches.length > 0 || inconnus.length === mots.length ? r : reparer(mots)
}
const trouvees = (structures: Structure[], fiches: Fiche[]) => ({ genre: 'trouvees' as const, structures, fiches })
function sansDoublon(ici: Structure[], ailleurs: Structure[]): Structure[] {
  const vues = new Set(ici.map(s => s.id))
  return [...ici, ...ailleurs.filter(s => !vues.has(s.id))].slice(0, LIMITE)
}

/** What people write before the name that the referential gives: « Mairie de Bastia », « Communauté de communes de… ». */
function abreger(q: string): string {
  return sansMarques(q)
    .replace(/^\s*(mairie|commune|ville)\s+(de\s+la\s+|de\s+l['’]\s*|des\s+|du\s+|de\s+|d['’]\s*)?/i, '')
    .replace(/communaute\s+de\s+communes/i, 'CC')
    .replace(/communaute\s+d['’]\s*agglomeration/i, 'CA')
}

/** Of the referential or of this guichet. What was declared by hand is shown to who is signed in alone: its name is anybody's. */
const visible = (guichetId: string, declarees: boolean) =>
  sql<boolean>`(guichet_id is null or guichet_id = ${guichetId}::uuid) and reunie_a is null and (${declarees} or not declaree)`

/** The SIREN known that is one digit, or two that changed places, away from this one: when there are several, none is. */
async function sirenProche(tx: Tx, guichetId: string, saisi: string): Promise<Proche | undefined> {
  const { rows } = await sql<Proche>`select siren, nom from (
      select distinct on (x.siren) x.siren, x.nom from (
        select siren, nom from structure where siren = any(${sirensVoisins(saisi)}::text[]) and ${visible(guichetId, false)}
        union all select siren, nom from repertoire where siren = any(${sirensVoisins(saisi)}::text[]) and etat = 'active') x order by x.siren) y limit 2`.execute(
    tx,
  )
  return rows.length === 1 ? { siren: rows[0]!.siren, nom: nomLisible(rows[0]!.nom) } : undefined
}

type Id = { siren: string } | { code_insee: string } | { rna: string }
const parIdentifiant = async (tx: Tx, guichetId: string, id: Id, { declarees = false }: Ou) => {
  const [[colonne, valeur]] = Object.entries(id) as [['siren' | 'code_insee' | 'rna', string]]
  const lignes = await tx
    .selectFrom('structure')
    .select(COLONNES)
    .where(colonne, '=', valeur)
    .where(visible(guichetId, declarees))
    .orderBy('type')
    .limit(LIMITE)
    .execute()
  return lignes.map(enStructure)
}

/** Once and apart: within a query, the function would run again for each row. */
const normaliser = async (tx: Tx, nom: string): Promise<string> =>
  (await tx.selectNoFrom(sql<string>`forme_structure(${nom})`.as('forme')).executeTakeFirstOrThrow()).forme

/** In the territory (a few hundred rows): every word may be anywhere in the name. Materialised: the likeness is computed once a row. */
async function parNom(tx: Tx, guichetId: string, q: string, { territoire: t, declarees = false, departement }: Ou) {
  const lignes = await tx
    .with(
      cte => cte('proches').materialized(),
      db =>
        db
          .selectFrom('structure')
          .select([...COLONNES, 'recherche', sql<number>`word_similarity(${q}, recherche)`.as('mots')])
          .where('region', '=', t.region)
          .where(eb =>
            departement
              ? eb('departement', '=', departement)
              : eb.or([eb('departement', 'in', t.departements), eb('departement', 'is', null)]),
          )
          .where(visible(guichetId, declarees)),
    )
    .selectFrom('proches')
    .select(COLONNES)
    .where('mots', '>=', MOTS_PROCHES)
    .orderBy(sql`recherche = ${q}`, 'desc')
    .orderBy(sql`starts_with(recherche, ${q})`, 'desc')
    .orderBy(sql`mots + similarity(${q}, recherche)`, 'desc')
    .orderBy('population', o => o.desc().nullsLast())
    .limit(LIMITE)
    .execute()
  return lignes.map(enStructure)
}

/**
 * Everywhere (36 000 rows): names that have all the words as they were typed; else, mended; else, those of its longest word that are near. Each question costs a few
 * thousandths of a second: the next is asked when one found nothing.
 */
async function parNomPartout(tx: Tx, forme: string, ou: Ou): Promise<Structure[]> {
  const mots = motsCherches(forme)
  const telles = await nommees(tx, requeteDe(mots), forme, 0, ou)
  return telles.length > 0 ? telles : nommeesReparees(tx, mots, forme, await motsProches(tx, mots), ou)
}
async function nommeesReparees(
  tx: Tx,
  mots: readonly string[],
  forme: string,
  { structures: proches }: Proches,
  ou: Ou,
): Promise<Structure[]> {
  const trouvees = proches.size > 0 ? await nommees(tx, requeteDe(mots, proches), forme, 0, ou) : []
  if (trouvees.length > 0 || mots.length < 2) return trouvees
  const long = mots.reduce((a, b) => (b.length > a.length ? b : a))
  return nommees(tx, requeteDe([long], proches), forme, NOM_PROCHE, ou)
}

async function nommees(
  tx: Tx,
  requete: string,
  forme: string,
  proche: number,
  { declarees = false, departement }: Ou,
): Promise<Structure[]> {
  const lignes = await tx
    .selectFrom(
      sql<{ id: string; proche: number }>`chercher_structures(${requete}::tsquery, ${forme}, ${departement ? LIMITE_FILTREE : LIMITE})`.as(
        'c',
      ),
    )
    .innerJoin('structure as s', 's.id', 'c.id')
    .select(COLONNES.map(c => `s.${c}` as const))
    .where('c.proche', '>=', proche)
    .where('s.reunie_a', 'is', null)
    .where(eb => eb.or([eb.val(declarees), eb.not(eb.ref('s.declaree'))]))
    .$if(departement !== undefined, qb => qb.where('s.departement', '=', departement!))
    .limit(LIMITE)
    .orderBy('c.proche', 'desc')
    .orderBy('s.population', o => o.desc().nullsLast())
    .execute()
  return lignes.map(enStructure)
}
