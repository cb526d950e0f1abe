import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { DateCivile } from '../../lib/dates.ts'
import type { Centimes } from '../../lib/euros.ts'
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
  accordeeLe: DateCivile
  cellules: string[]
}

/** The lists of the guichet, or the one of this slug, the latest projects first. */
export async function listesPassees(tx: Tx, guichetId: string, slug?: string): Promise<ListePassee[]> {
  const lignes = await tx
    .selectFrom('liste_passee as l')
    .innerJoin('projet_passe as p', j => j.onRef('p.liste_id', '=', 'l.id').onRef('p.guichet_id', '=', 'l.guichet_id'))
    .select(['l.id', 'l.slug', 'l.titre', 'l.description', 'l.entetes', 'l.separateur', 'l.sha256', 'l.importee_le as importeeLe'])
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
    description: descriptionGardee(l.description),
    entetes: l.entetes as string[],
    separateur: l.separateur as ',' | ';',
    annees: l.annees.sort(),
  }))
}

/** The lines of a list after this rank, in its order. */
export async function projetsPasses(
  tx: Tx,
  guichetId: string,
  listeId: string,
  { apres = 0, nombre = 500 }: { apres?: number; nombre?: number } = {},
): Promise<ProjetPasse[]> {
  const lignes = await tx
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
    .leftJoin('departement as d', 'd.code', 'p.departement')
    .leftJoin('siret_siege as g', 'g.siren', 'p.siren')
    .select(['p.rang', 'p.dossier', 'p.titre', 'p.siren', 'p.rna', 'p.montant', 'p.commune', 'p.departement', 'p.theme', 'p.cellules'])
    .select(['s.type', 'c.nom as communeNom', 'd.nom as departementNom', 'p.accordee_le as accordeeLe'])
    .select([sql<string>`coalesce(s.nom, p.beneficiaire)`.as('nom'), sql<string | null>`coalesce(p.siret, g.siret)`.as('siret')])
    .where('p.guichet_id', '=', guichetId)
    .where('p.liste_id', '=', listeId)
    .where('p.rang', '>', apres)
    .orderBy('p.rang')
    .limit(nombre)
    .execute()
  return lignes.map(l => ({ ...l, cellules: l.cellules as string[] }))
}
