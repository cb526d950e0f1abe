import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { sansMarques } from '../../lib/accents.ts'
import { lireIdentifiant } from '../../lib/siren.ts'
import { COLONNES, enStructure, type Structure } from './structures.queries.ts'

/** Where the guichet is: its structures come first. */
export type Territoire = { region: string; departements: string[] }
export type Recherche =
  | { genre: 'trouvees'; structures: Structure[] }
  | { genre: 'siren_faux' }
  | { genre: 'siret_faux' }
  | { genre: 'trop_court' }

const LIMITE = 10
/** How near a name must be: below, what is found has nothing to do with what was typed (trigram similarity, tried on 200 typing errors). */
const MOTS_PROCHES = 0.45
const NOM_PROCHE = 0.3

/**
 * Structures by name (typos, accents, apostrophes, « St » forgiven), SIREN, SIRET or INSEE code; those of the territory first, 10 at most.
 * A SIREN or SIRET with a wrong key is said to be wrong, not « not found ».
 */
export async function rechercherStructures(
  tx: Tx,
  guichetId: string,
  q: string,
  { territoire }: { territoire: Territoire },
): Promise<Recherche> {
  const lu = lireIdentifiant(q)
  if (lu.genre === 'siren_faux' || lu.genre === 'siret_faux') return { genre: lu.genre }
  if (lu.genre !== 'nom')
    return {
      genre: 'trouvees',
      structures: await parIdentifiant(tx, guichetId, lu.genre === 'siren' ? { siren: lu.siren } : { code_insee: lu.code }),
    }
  const nom = abreger(q.slice(0, 120))
  if (nom.replace(/[^\p{L}\p{N}]/gu, '').length < 2) return { genre: 'trop_court' }
  const formes = await normaliser(tx, nom)
  const ici = await parNom(tx, guichetId, formes.nom, territoire)
  if (ici.length >= LIMITE) return { genre: 'trouvees', structures: ici.slice(0, LIMITE) }
  const ailleurs = await parNomPartout(tx, guichetId, formes)
  const vues = new Set(ici.map(s => s.id))
  return { genre: 'trouvees', structures: [...ici, ...ailleurs.filter(s => !vues.has(s.id))].slice(0, LIMITE) }
}

/** What people write before the name that the referential gives: « Mairie de Bastia », « Communauté de communes de… ». */
function abreger(q: string): string {
  return sansMarques(q)
    .replace(/^\s*(mairie|commune|ville)\s+(de\s+la\s+|de\s+l['’]\s*|des\s+|du\s+|de\s+|d['’]\s*)?/i, '')
    .replace(/communaute\s+de\s+communes/i, 'CC')
    .replace(/communaute\s+d['’]\s*agglomeration/i, 'CA')
}

const visible = (guichetId: string) => sql<boolean>`(guichet_id is null or guichet_id = ${guichetId}::uuid)`

const parIdentifiant = async (tx: Tx, guichetId: string, id: { siren: string } | { code_insee: string }) => {
  const [colonne, valeur] = 'siren' in id ? (['siren', id.siren] as const) : (['code_insee', id.code_insee] as const)
  const lignes = await tx
    .selectFrom('structure')
    .select(COLONNES)
    .where(colonne, '=', valeur)
    .where(visible(guichetId))
    .orderBy('type')
    .limit(LIMITE)
    .execute()
  return lignes.map(enStructure)
}

/** Words that tell no name from another: left out where the index is searched, since its cost grows with the length. */
const MOTS_VIDES = /\b(de|du|des|la|le|les|l|d|et|en|sur|sous|aux?)\b/gi
type Formes = { nom: string; saillant: string }
/** Once and apart: within a query, the function would run again for each row. */
const normaliser = (tx: Tx, nom: string): Promise<Formes> =>
  tx
    .selectNoFrom([
      sql<string>`forme_structure(${nom})`.as('nom'),
      sql<string>`forme_structure(${nom.replace(MOTS_VIDES, ' ').trim() || nom})`.as('saillant'),
    ])
    .executeTakeFirstOrThrow()

/** In the territory (a few hundred rows): every word may be anywhere in the name. Materialised: the likeness is computed once a row. */
async function parNom(tx: Tx, guichetId: string, q: string, t: Territoire) {
  const lignes = await tx
    .with(
      cte => cte('proches').materialized(),
      db =>
        db
          .selectFrom('structure')
          .select([...COLONNES, 'recherche', sql<number>`word_similarity(${q}, recherche)`.as('mots')])
          .where('region', '=', t.region)
          .where(eb => eb.or([eb('departement', 'in', t.departements), eb('departement', 'is', null)]))
          .where(visible(guichetId)),
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

/** Everywhere (36 000 rows): the nearest names, in the order of the index. */
async function parNomPartout(tx: Tx, guichetId: string, { nom, saillant }: Formes) {
  const lignes = await tx
    .selectFrom(
      tx
        .selectFrom('structure')
        .select([...COLONNES, sql<number>`similarity(${nom}, recherche)`.as('proche')])
        .where(visible(guichetId))
        .orderBy(sql`recherche <-> ${saillant}`)
        .limit(LIMITE * 2)
        .as('s'),
    )
    .select(COLONNES)
    .where('proche', '>=', NOM_PROCHE)
    .orderBy('proche', 'desc')
    .orderBy('population', o => o.desc().nullsLast())
    .limit(LIMITE)
    .execute()
  return lignes.map(enStructure)
}
