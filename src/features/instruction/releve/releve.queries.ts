import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { Situe } from '../../perimetre/index.ts'
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
    : sql`i.appel_id = ${appelId} and i.etat = 'depose' and i.temps = ${v.temps} and i.depose_le >= ${v.du} and i.depose_le < ${avant}`
  const { rows } = await sql<ComptesReleve['lignes'][number]>`
    select x.volet, x.departement, count(*) filter (where x.depose)::int as deposes, count(*) filter (where not x.depose)::int as brouillons
    from (
      select i.volet, i.departement_pilote as departement, true as depose from instruction i where i.guichet_id = ${guichetId} and ${pris}
      union all
      select d.volet, d.departement, false from dossier d
      where d.guichet_id = ${guichetId} and d.appel_id = ${appelId} and d.etat = ${v.temps === 2 ? 'preselectionne' : 'brouillon'} and d.cree_le < ${avant}
    ) x group by 1, 2 order by 1 nulls last, 2 nulls last`.execute(tx)
  const somme = (cle: 'deposes' | 'brouillons') => rows.reduce((s, l) => s + l[cle], 0)
  return { deposes: somme('deposes'), brouillons: somme('brouillons'), lignes: rows }
}

export type ReleveFait = {
  id: string
  vague: string
  faitLe: Date
  prevuLe: Date
  comptes: ComptesReleve
  /** Whether its porteurs are told, and since when they are. */
  previent: boolean
  prevenuLe: Date | null
  /** Whoever did it by hand; nobody: the guichet did it by itself. */
  par: string | null
  /** Dossiers filed by derogation that have followed it. */
  suivis: number
  /** Its document: sealed, with its SHA-256; or about to be; none for what was done before there were any. */
  document: { sha256: string | null } | null
}
/** The relevés of a call that were done. */
export async function relevesDe(tx: Tx, guichetId: string, appelId: string): Promise<ReleveFait[]> {
  const { rows } = await sql<ReleveFait>`
    select r.id, r.vague, case when d.releve_id is not null then jsonb_build_object('sha256', d.sha256) end as document, r.fait_le as "faitLe", r.prevu_le as "prevuLe", r.comptes, r.previent, r.prevenu_le as "prevenuLe", c.name as par,
      (select count(*)::int from instruction i where i.guichet_id = ${guichetId} and i.releve_id = r.id) - coalesce((r.comptes ->> 'deposes')::int, 0) as suivis
    from releve r left join document_releve d on d.releve_id = r.id
    left join lateral (select x.acteur_id from evenement x where x.guichet_id = r.guichet_id and x.objet_id = r.appel_id and x.action = 'appel.releve'
      and x.donnees ->> 'vague' = r.vague order by x.rang desc limit 1) e on true
    left join compte c on c.id = e.acteur_id
    where r.guichet_id = ${guichetId} and r.appel_id = ${appelId} and r.defait_le is null order by r.prevu_le`.execute(tx)
  return rows
}

/** The relevés that were done, by code, with the instant that each was set for. */
export async function relevesFaits(tx: Tx, guichetId: string, appelId: string): Promise<Map<string, Date>> {
  const lignes = await tx
    .selectFrom('releve')
    .select(['vague', 'prevu_le'])
    .where('guichet_id', '=', guichetId)
    .where('appel_id', '=', appelId)
    .where('defait_le', 'is', null)
    .execute()
  return new Map(lignes.map(l => [l.vague, l.prevu_le]))
}

/** Dossiers shown of what a relevé takes; the rest is counted. */
export const PRIS_MAX = 50
export type DossierPris = {
  id: string
  numero: string
  titre: string
  porteur: string
  deposeLe: Date
  aide: number | null
  departement: string | null
  enModification: boolean
  declaree: boolean
  situe: Situe
}
const deposes = (tx: Tx, guichetId: string, appelId: string, { temps }: VagueARelever) =>
  tx
    .selectFrom('instruction as i')
    .where('i.guichet_id', '=', guichetId)
    .where('i.appel_id', '=', appelId)
    .where('i.etat', '=', 'depose')
    .where('i.temps', '=', temps)

/** How many dossiers wait that were filed after the last second of a relevé. */
export const deposesApres = async (tx: Tx, guichetId: string, appelId: string, v: VagueARelever): Promise<number> =>
  v.avant
    ? (
        await deposes(tx, guichetId, appelId, v)
          .where('i.depose_le', '>=', v.avant)
          .select(sql<number>`count(*)::int`.as('n'))
          .executeTakeFirstOrThrow()
      ).n
    : 0

/** What a relevé takes now, the first filed first, and what it leaves: filed after its instant, drafts. `places`: where its dossiers are, with how many at each. */
export async function prisParLeReleve(tx: Tx, guichetId: string, appelId: string, v: VagueARelever) {
  const dedans = () =>
    deposes(tx, guichetId, appelId, v)
      .where('i.depose_le', '>=', v.du)
      .$if(v.avant !== undefined, q => q.where('i.depose_le', '<', v.avant!))
  const lignes = await dedans()
    .select([
      'i.dossier_id',
      'i.numero',
      'i.titre',
      'i.porteur',
      'i.depose_le',
      'i.aide_demandee',
      'i.departement_pilote',
      'i.departements',
    ])
    .select(['i.tout_territoire', 'i.volet', 'i.rouvert_le'])
    .innerJoin('structure as s', 's.id', 'i.structure_id')
    .select('s.declaree')
    .orderBy('i.depose_le')
    .orderBy('i.dossier_id')
    .limit(PRIS_MAX)
    .execute()
  const total = await dedans()
    .select([sql<number>`count(*)::int`.as('n'), sql<number>`coalesce(sum(i.aide_demandee), 0)::bigint`.as('aide')])
    .executeTakeFirstOrThrow()
  const apres = await deposesApres(tx, guichetId, appelId, v)
  const dossiers = lignes.map(
    (l): DossierPris => ({
      id: l.dossier_id,
      numero: l.numero,
      titre: l.titre,
      porteur: l.porteur,
      deposeLe: l.depose_le,
      aide: l.aide_demandee,
      departement: l.departement_pilote,
      enModification: l.rouvert_le !== null,
      declaree: l.declaree,
      situe: {
        appel: appelId,
        pilote: l.departement_pilote,
        departements: l.departements,
        toutTerritoire: l.tout_territoire,
        volet: l.volet,
      },
    }),
  )
  const places = await dedans()
    .select([
      'i.departement_pilote as pilote',
      'i.departements',
      'i.tout_territoire as toutTerritoire',
      'i.volet',
      sql<number>`count(*)::int`.as('nombre'),
    ])
    .groupBy(['i.departement_pilote', 'i.departements', 'i.tout_territoire', 'i.volet'])
    .execute()
  return { dossiers, nombre: total.n, aide: Number(total.aide), apres, places }
}

/** The bytes of the sealed document of a relevé of this call, and the day of the relevé. */
export const documentDuReleve = (tx: Tx, guichetId: string, appelId: string, releveId: string) =>
  tx
    .selectFrom('document_releve as d')
    .innerJoin('releve as r', 'r.id', 'd.releve_id')
    .select(['d.cle', 'r.prevu_le'])
    .where('d.guichet_id', '=', guichetId)
    .where('r.appel_id', '=', appelId)
    .where('r.id', '=', releveId)
    .where('d.cle', 'is not', null)
    .executeTakeFirst()
