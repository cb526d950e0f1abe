import { sql } from 'kysely'
import type { Durees } from '../../../config.ts'
import type { Tx } from '../../../db/db.ts'
import { ADRESSE_EFFACEE } from '../../comptes/index.ts'

/** What comes to its term: `depuis` is the last thing that happened to it, `terme` when it is erased. */
export type Objet = 'brouillon' | 'refuse' | 'suivi' | 'compte'
export type AConserver = { id: string; objet: Objet; depuis: Date; terme: Date }

/** Days between the notice and the end. */
const PREAVIS_JOURS = 30
const PAR_PASSAGE = 500

export async function dureesDuGuichet(tx: Tx, guichetId: string): Promise<Durees> {
  const { durees } = await tx
    .selectFrom('guichet')
    .select(sql<Durees>`configuration -> 'conservation'`.as('durees'))
    .where('id', '=', guichetId)
    .executeTakeFirstOrThrow()
  return durees
}

/** Every dossier and account with a term, as rows `id, objet, depuis, mois`. Dossiers under way have none. */
const termes = (guichetId: string, d: Durees) => sql`
  select id, 'brouillon' as objet, modifie_le as depuis, ${d.brouillonsMois}::int as mois from dossier
    where guichet_id = ${guichetId} and efface_le is null and etat in ('brouillon', 'abandonne')
  union all
  select x.id, 'refuse', greatest(x.modifie_le, x.depose_le, (select max(n.envoyee_le) from notification n where n.dossier_id = x.id)), ${d.refusesAns * 12}::int
    from dossier x where x.guichet_id = ${guichetId} and x.efface_le is null
    and x.etat in ('irrecevable', 'preselectionne', 'non_preselectionne', 'non_retenu', 'liste_complementaire', 'retire', 'sans_suite', 'renonce')
    and not exists (select from suivi u where u.dossier_id = x.id)
  union all
  select u.dossier_id, 'suivi', u.clos_le, ${d.dossiersAns * 12}::int from suivi u join dossier x on x.id = u.dossier_id
    where u.guichet_id = ${guichetId} and x.efface_le is null and u.clos_le is not null
  union all
  select c.id, 'compte', coalesce((select l.le from derniere_connexion l where l.compte_id = c.id), c.created_at), ${d.comptesMois}::int
    from compte c where c.email not like ${`%@${ADRESSE_EFFACEE}`} and not exists (select from role r where r.guichet_id = ${guichetId} and r.compte_id = c.id)`

type Quand = { guichetId: string; durees: Durees; instant: Date }
const prevenu = sql`exists (select from preavis p where p.objet_id = t.id and p.envoye_le >= t.depuis)`

/** What reaches its term within thirty days and was not told yet, since the last thing that happened to it. `id`: that one alone. */
export const aPrevenir = async (tx: Tx, { guichetId, durees, instant }: Quand, id?: string) =>
  (
    await sql<AConserver>`
      select t.id, t.objet, t.depuis, greatest(t.depuis + make_interval(months => t.mois), ${instant}::timestamptz + make_interval(days => ${PREAVIS_JOURS})) as terme
      from (${termes(guichetId, durees)}) t
      where t.depuis + make_interval(months => t.mois) <= ${instant}::timestamptz + make_interval(days => ${PREAVIS_JOURS})
        and not ${prevenu} ${id ? sql`and t.id = ${id}` : sql``}
      order by t.depuis, t.id limit ${PAR_PASSAGE}`.execute(tx)
  ).rows

/** How many dossiers and accounts are past the end that these durations give them, of each kind: what `conserver` would tell, then erase. Reads alone. */
export async function compterEchus(tx: Tx, { guichetId, durees, instant }: Quand): Promise<Record<Objet, number>> {
  const { rows } = await sql<{ objet: Objet; n: number }>`
    select t.objet, count(*)::int as n from (${termes(guichetId, durees)}) t
    where t.depuis + make_interval(months => t.mois) <= ${instant}::timestamptz group by t.objet`.execute(tx)
  return { brouillon: 0, refuse: 0, suivi: 0, compte: 0, ...Object.fromEntries(rows.map(r => [r.objet, r.n])) }
}

/** What was told thirty days ago or more, is past its term, and did not move since. */
export const aEffacer = async (tx: Tx, { guichetId, durees, instant }: Quand, id?: string) =>
  (
    await sql<AConserver>`
      select t.id, t.objet, t.depuis, p.terme from (${termes(guichetId, durees)}) t join preavis p on p.objet_id = t.id
      where p.guichet_id = ${guichetId} and p.efface_le is null and p.terme <= ${instant} and p.envoye_le >= t.depuis ${id ? sql`and t.id = ${id}` : sql``}
      order by p.terme, t.id limit ${PAR_PASSAGE}`.execute(tx)
  ).rows

/** The row of the dossier or of the account is locked: nobody changes it while it is told or erased. */
export const verrouiller = (tx: Tx, guichetId: string, { id, objet }: Pick<AConserver, 'id' | 'objet'>) =>
  objet === 'compte'
    ? sql`select from compte where id = ${id} for update`.execute(tx)
    : sql`select from dossier where id = ${id} and guichet_id = ${guichetId} for update`.execute(tx)

export const noterPreavis = async (tx: Tx, guichetId: string, a: AConserver, instant: Date) =>
  (
    await tx
      .insertInto('preavis')
      .values({ guichet_id: guichetId, objet: a.objet, objet_id: a.id, terme: a.terme, envoye_le: instant })
      .onConflict(oc => oc.doNothing())
      .executeTakeFirst()
  ).numInsertedOrUpdatedRows === 1n

export const dossierAnnonce = (tx: Tx, guichetId: string, id: string) =>
  tx
    .selectFrom('dossier as d')
    .innerJoin('structure as s', 's.id', 'd.structure_id')
    .select(['d.numero', 'd.titre', 's.id as structure', 's.nom'])
    .where('d.guichet_id', '=', guichetId)
    .where('d.id', '=', id)
    .executeTakeFirstOrThrow()

export const viderDossier = (tx: Tx, id: string, instant: Date) => sql`select effacer_dossier(${id}, ${instant})`.execute(tx)
