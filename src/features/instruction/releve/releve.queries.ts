import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { VagueARelever } from './releve.rules.ts'

/** What a relevé collected, and the drafts that nobody filed, by volet and département. */
export type ComptesReleve = {
  deposes: number
  brouillons: number
  lignes: { volet: string | null; departement: string | null; deposes: number; brouillons: number }[]
}

/** What a relevé has collected, once `releveId` is written on its dossiers; without it, what one would collect now. */
export async function comptesDuReleve(
  tx: Tx,
  guichetId: string,
  appelId: string,
  v: VagueARelever,
  releveId?: string,
): Promise<ComptesReleve> {
  const avant = sql`coalesce(${v.avant ?? null}::timestamptz, 'infinity')`
  const pris = releveId
    ? sql`i.releve_id = ${releveId}`
    : sql`i.appel_id = ${appelId} and i.etat = 'depose' and i.depose_le >= ${v.du} and i.depose_le < ${avant}`
  const { rows } = await sql<ComptesReleve['lignes'][number]>`
    select x.volet, x.departement, count(*) filter (where x.depose)::int as deposes, count(*) filter (where not x.depose)::int as brouillons
    from (
      select i.volet, i.departement_pilote as departement, true as depose from instruction i where i.guichet_id = ${guichetId} and ${pris}
      union all
      select d.volet, d.departement, false from dossier d
      where d.guichet_id = ${guichetId} and d.appel_id = ${appelId} and d.etat = 'brouillon' and d.cree_le < ${avant}
    ) x group by 1, 2 order by 1 nulls last, 2 nulls last`.execute(tx)
  const somme = (cle: 'deposes' | 'brouillons') => rows.reduce((s, l) => s + l[cle], 0)
  return { deposes: somme('deposes'), brouillons: somme('brouillons'), lignes: rows }
}

export type ReleveFait = {
  vague: string
  faitLe: Date
  prevuLe: Date
  comptes: ComptesReleve
  /** Whoever did it by hand; nobody: the guichet did it by itself. */
  par: string | null
  /** Dossiers filed by derogation that have followed it. */
  suivis: number
}
/** The relevés of a call that were done. */
export async function relevesDe(tx: Tx, guichetId: string, appelId: string): Promise<ReleveFait[]> {
  const { rows } = await sql<ReleveFait>`
    select r.vague, r.fait_le as "faitLe", r.prevu_le as "prevuLe", r.comptes, c.name as par,
      (select count(*)::int from instruction i where i.guichet_id = ${guichetId} and i.releve_id = r.id) - coalesce((r.comptes ->> 'deposes')::int, 0) as suivis
    from releve r
    left join evenement e on e.guichet_id = r.guichet_id and e.objet_id = r.appel_id and e.action = 'appel.releve' and e.donnees ->> 'vague' = r.vague
    left join compte c on c.id = e.acteur_id
    where r.guichet_id = ${guichetId} and r.appel_id = ${appelId} order by r.prevu_le`.execute(tx)
  return rows
}

/** The relevés that were done, by code, with the instant that each was set for. */
export async function relevesFaits(tx: Tx, guichetId: string, appelId: string): Promise<Map<string, Date>> {
  const lignes = await tx
    .selectFrom('releve')
    .select(['vague', 'prevu_le'])
    .where('guichet_id', '=', guichetId)
    .where('appel_id', '=', appelId)
    .execute()
  return new Map(lignes.map(l => [l.vague, l.prevu_le]))
}
