import { sql } from 'kysely'
import type { Portee } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { DateCivile } from '../../lib/dates.ts'
import { porteesDe } from '../perimetre/index.ts'

/**
 * Somebody in an office, as letters and acts name them (CRPA L. 212-1). `qualite` has its article: « le préfet de Corse ». `enPropre`: the authority itself, who signs
 * everything; the others sign what a delegation opens to them. `depuis` is a civil day of Paris, `finLe` the instant at which it was over.
 */
export type Signataire = {
  id: string
  compteId: string
  prenom: string
  nom: string
  qualite: string
  service: string
  enPropre: boolean
  depuis: DateCivile
  finLe: Date | null
  /** What the role opens today; nothing once it is taken back. */
  perimetres: Portee[]
}

const base = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('signataire as s')
    .leftJoin('role as r', j =>
      j.onRef('r.compte_id', '=', 's.compte_id').onRef('r.guichet_id', '=', 's.guichet_id').on('r.role', '=', 'signataire'),
    )
    .select(['s.id', 's.compte_id as compteId', 's.prenom', 's.nom', 's.qualite', 's.service', 's.en_propre as enPropre'])
    .select(['s.depuis', 's.fin_le as finLe'])
    .select(sql<Portee[]>`case when s.fin_le is not null then '[]'::jsonb else ${porteesDe('r')} end`.as('perimetres'))
    .where('s.guichet_id', '=', guichetId)
    .orderBy('s.en_propre', 'desc')
    .orderBy(sql`s.nom collate fr`)
    .orderBy('s.id')

/** These people, in office or not, in any call. */
export const signatairesParId = (tx: Tx, guichetId: string, ids: readonly string[]): Promise<Signataire[]> =>
  ids.length === 0 ? Promise.resolve([]) : (base(tx, guichetId).where('s.id', 'in', ids).execute() as Promise<Signataire[]>)

/** Whether a role opens something of a call. */
export const surLAppel = (s: Pick<Signataire, 'perimetres'>, appelId: string) =>
  s.perimetres.some(p => p.appel === null || p.appel === appelId)

/** Who may sign for a call: in office, with the role for it; the authority first. Empty: what the call's file says of its signatory is what its letters and acts bear. */
export const signatairesDe = async (tx: Tx, guichetId: string, appelId: string): Promise<Signataire[]> =>
  ((await base(tx, guichetId).where('s.fin_le', 'is', null).execute()) as Signataire[]).filter(s => surLAppel(s, appelId))

/** Somebody in office who does not sign for a call, with the role by which it is given to them. */
export type SignataireAilleurs = Signataire & { roleId: string }

/** Who signs for other calls of the guichet and not for this one; never whoever asks, whom somebody else designates. */
export const signatairesAilleurs = async (tx: Tx, guichetId: string, appelId: string, demandeur: string): Promise<SignataireAilleurs[]> =>
  (
    (await base(tx, guichetId)
      .select('r.id as roleId')
      .where('s.fin_le', 'is', null)
      .where('s.compte_id', '<>', demandeur)
      .where('r.id', 'is not', null)
      .execute()) as SignataireAilleurs[]
  ).filter(s => !surLAppel(s, appelId))

/** What somebody is and was in office as, the last first. */
export const fonctionsDe = (tx: Tx, guichetId: string, compteId: string): Promise<Signataire[]> =>
  base(tx, guichetId).clearOrderBy().where('s.compte_id', '=', compteId).orderBy('s.nomme_le', 'desc').execute() as Promise<Signataire[]>

/** Accounts that may be designated, at most: more than a service has. */
const DESIGNABLES_MAX = 500
/** Who may be made a signatory: whoever holds a role for calls, or was in office before. */
export const designables = (tx: Tx, guichetId: string): Promise<{ id: string; nom: string; courriel: string }[]> =>
  tx
    .selectFrom('compte as c')
    .select(['c.id', 'c.name as nom', 'c.email as courriel'])
    .where(eb =>
      eb.or([
        eb.exists(
          eb
            .selectFrom('role as r')
            .select('r.id')
            .whereRef('r.compte_id', '=', 'c.id')
            .where('r.guichet_id', '=', guichetId)
            .where('r.role', 'not in', ['administrateur', 'direction']),
        ),
        eb.exists(
          eb.selectFrom('signataire as s').select('s.id').whereRef('s.compte_id', '=', 'c.id').where('s.guichet_id', '=', guichetId),
        ),
      ]),
    )
    .orderBy(sql`c.name collate fr`)
    .orderBy('c.id')
    .limit(DESIGNABLES_MAX)
    .execute()
