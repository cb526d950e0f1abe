import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { DateCivile } from '../../lib/dates.ts'
import type { Centimes } from '../../lib/euros.ts'
import { sansAccents } from '../../lib/mots.ts'
import { type DescriptionListe, descriptionGardee } from './liste.schema.ts'

/** A list that was imported. Amount in cents; `annees`: those of its projects. */
export type ListePassee = {
  id: string
  slug: string
  titre: string
  description: DescriptionListe
  entetes: string[]
  separateur: ',' | ';'
  sha256: string
  importeeLe: Date
  projets: number
  montant: Centimes
  annees: string[]
  /** Lines of the file that were wrong and that were left out. */
  ecartees: number[]
}
/** A past project. `nom`: of the bearer, as the referential writes it when it knows its SIREN, else as the list does. */
export type ProjetPasse = {
  rang: number
  dossier: string | null
  titre: string
  nom: string
  type: string | null
  siren: string | null
  siret: string | null
  rna: string | null
  montant: Centimes
  commune: string | null
  communeNom: string | null
  departement: string | null
  departementNom: string | null
  theme: string | null
  /** The day of the decision, when the list says it; its year in any case. */
  accordeeLe: DateCivile | null
  annee: string
  /** Who granted it, where a column says so. */
  attribuant: { nom: string; siret?: string | undefined } | undefined
  cellules: string[]
  /** Names the line, whatever its place; none for a list imported before lines were named. */
  cle: string | null
}

/** The lists of the guichet, or the one of this slug, the latest projects first. */
export async function listesPassees(tx: Tx, guichetId: string, slug?: string): Promise<ListePassee[]> {
  const lignes = await tx
    .selectFrom('liste_passee as l')
    .innerJoin('projet_passe as p', j => j.onRef('p.liste_id', '=', 'l.id').onRef('p.guichet_id', '=', 'l.guichet_id'))
    .select([
      'l.id',
      'l.slug',
      'l.titre',
      'l.description',
      'l.precisions',
      'l.entetes',
      'l.separateur',
      'l.sha256',
      'l.importee_le as importeeLe',
    ])
    .select([
      sql<number>`count(*)`.as('projets'),
      sql<number>`sum(p.montant)::bigint`.as('montant'),
      sql<string[]>`array_agg(distinct extract(year from p.accordee_le)::text)`.as('annees'),
    ])
    .where('l.guichet_id', '=', guichetId)
    .$if(slug !== undefined, q => q.where('l.slug', '=', slug!))
    .groupBy('l.id')
    .orderBy(sql`max(p.accordee_le)`, 'desc')
    .orderBy('l.slug')
    .execute()
  return lignes.map(l => ({
    ...l,
    description: descriptionGardee(l.description, l.precisions),
    ecartees: (l.precisions as { ecartees?: number[] }).ecartees ?? [],
    entetes: l.entetes as string[],
    separateur: l.separateur as ',' | ';',
    annees: l.annees.sort(),
  }))
}

export type FiltreProjets = { q: string; theme: string; departement: string }
const SANS_FILTRE: FiltreProjets = { q: '', theme: '', departement: '' }

/** What a line says of its bearer and its place once the referential is asked; what the filter keeps. Words are looked for accents aside. */
function lignes(tx: Tx, guichetId: string, listeId: string, f: FiltreProjets) {
  const mots = sansAccents(f.q).split(/\s+/).filter(Boolean)
  return tx
    .selectFrom('projet_passe as p')
    .leftJoinLateral(
      eb =>
        eb
          .selectFrom('structure as s')
          .select(['s.nom', 's.type'])
          .whereRef('s.siren', '=', 'p.siren')
          .where('s.guichet_id', 'is', null)
          .orderBy('s.type')
          .limit(1)
          .as('s'),
      j => j.onTrue(),
    )
    .leftJoin('structure as c', j => j.onRef('c.code_insee', '=', 'p.commune').on('c.type', '=', 'commune').on('c.guichet_id', 'is', null))
    .where('p.guichet_id', '=', guichetId)
    .where('p.liste_id', '=', listeId)
    .$if(f.theme !== '', q => q.where('p.theme', '=', f.theme))
    .$if(f.departement !== '', q => q.where('p.departement', '=', f.departement))
    .$if(mots.length > 0, q =>
      mots.reduce(
        (r, mot) =>
          r.where(
            sql<boolean>`strpos(lower(sans_accent(concat_ws(' ', p.titre, coalesce(s.nom, p.beneficiaire), c.nom, p.dossier))), ${mot}) > 0`,
          ),
        q,
      ),
    )
}

/** The lines of a list after this rank, in its order. */
export async function projetsPasses(
  tx: Tx,
  guichetId: string,
  liste: Pick<ListePassee, 'id' | 'entetes' | 'description'>,
  { apres = 0, nombre = 500, filtre = SANS_FILTRE }: { apres?: number; nombre?: number; filtre?: FiltreProjets } = {},
): Promise<ProjetPasse[]> {
  const lues = await lignes(tx, guichetId, liste.id, filtre)
    .leftJoin('departement as d', 'd.code', 'p.departement')
    .leftJoin('siret_siege as g', 'g.siren', 'p.siren')
    .select([
      'p.rang',
      'p.dossier',
      'p.titre',
      'p.siren',
      'p.rna',
      'p.montant',
      'p.commune',
      'p.departement',
      'p.theme',
      'p.cellules',
      'p.cle',
    ])
    .select(['s.type', 'c.nom as communeNom', 'd.nom as departementNom', 'p.jour as accordeeLe'])
    .select([
      sql<string>`extract(year from p.accordee_le)::text`.as('annee'),
      sql<string>`coalesce(s.nom, p.beneficiaire)`.as('nom'),
      sql<string | null>`coalesce(p.siret, g.siret)`.as('siret'),
    ])
    .where('p.rang', '>', apres)
    .orderBy('p.rang')
    .limit(nombre)
    .execute()
  return lues.map(l => {
    const cellules = l.cellules as string[]
    return { ...l, cellules, attribuant: attribuantDe(liste, cellules) }
  })
}

function attribuantDe({ entetes, description: { colonnes } }: Pick<ListePassee, 'entetes' | 'description'>, cellules: readonly string[]) {
  const lire = (entete: string | undefined) => (entete === undefined ? '' : (cellules[entetes.indexOf(entete)] ?? '').trim())
  const nom = lire(colonnes.attribuant)
  return nom ? { nom, siret: lire(colonnes.siret_attribuant) || undefined } : undefined
}

/** What a list holds, whole or filtered: never read line by line to be counted. Amounts in cents. */
export type ComptesListe = {
  projets: number
  montant: Centimes
  porteurs: number
  communes: { code: string; nom: string; projets: number; montant: Centimes }[]
  ailleurs: { projets: number; montant: Centimes }
}
export async function comptesDe(tx: Tx, guichetId: string, listeId: string, filtre: FiltreProjets = SANS_FILTRE): Promise<ComptesListe> {
  const parLieu = await lignes(tx, guichetId, listeId, filtre)
    .select([
      sql<string | null>`case when c.nom is not null then p.commune end`.as('code'),
      'c.nom',
      sql<number>`count(*)::int`.as('projets'),
      sql<number>`sum(p.montant)::bigint`.as('montant'),
    ])
    .groupBy([sql`1`, 'c.nom'])
    .orderBy(sql`sum(p.montant)`, 'desc')
    .orderBy(sql`c.nom collate fr`)
    .execute()
  const { porteurs } = await lignes(tx, guichetId, listeId, filtre)
    .select(sql<number>`count(distinct coalesce(p.siren, p.beneficiaire))::int`.as('porteurs'))
    .executeTakeFirstOrThrow()
  const somme = (ls: readonly { projets: number; montant: number }[]) => ({
    projets: ls.reduce((t, l) => t + l.projets, 0),
    montant: ls.reduce((t, l) => t + l.montant, 0),
  })
  return {
    ...somme(parLieu),
    porteurs,
    communes: parLieu.flatMap(l => (l.code && l.nom ? [{ ...l, code: l.code, nom: l.nom }] : [])),
    ailleurs: somme(parLieu.filter(l => !l.code)),
  }
}

/** What a list may be filtered by. */
export async function choixDe(tx: Tx, guichetId: string, listeId: string): Promise<{ themes: string[]; departements: [string, string][] }> {
  const lire = (colonne: 'theme' | 'departement') =>
    tx
      .selectFrom('projet_passe as p')
      .leftJoin('departement as d', 'd.code', 'p.departement')
      .select([`p.${colonne} as code`, sql<string | null>`max(d.nom)`.as('nom')])
      .where('p.guichet_id', '=', guichetId)
      .where('p.liste_id', '=', listeId)
      .where(`p.${colonne}`, 'is not', null)
      .groupBy(`p.${colonne}`)
      .orderBy(sql.raw(`p.${colonne} collate fr`))
      .execute()
  const [themes, departements] = [await lire('theme'), await lire('departement')]
  return { themes: themes.map(t => t.code!), departements: departements.map(d => [d.code!, d.nom ?? d.code!]) }
}

/** What a list adds to the open data, by year, and its lines without a number that the formats take, or without a day. Amounts in cents. */
export async function bilanListe(tx: Tx, guichetId: string, listeId: string) {
  const { rows } = await sql<{ annee: string; aides: number; montant: number; sansNumero: number; sansDate: number }>`
    select extract(year from p.accordee_le)::text as annee, count(*)::int as aides, sum(p.montant)::bigint as montant,
      count(*) filter (where p.siret is null and g.siret is null and p.rna is null)::int as "sansNumero", count(*) filter (where p.jour is null)::int as "sansDate"
    from projet_passe p left join siret_siege g on g.siren = p.siren
    where p.guichet_id = ${guichetId} and p.liste_id = ${listeId} group by 1`.execute(tx)
  return rows
}
