import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { ACTES_TUS } from '../../journal/index.ts'

/** Acts of one page of the history. */
const PAR_PAGE = 50
/** `actions`: these alone, instead of all that is the service's to follow. */
type Lecture = { dossierId: string; lecteur: string; avant?: number | undefined; actions?: readonly string[]; limite?: number }
export type Evenement = { rang: number; instant: Date; action: string; donnees: Record<string, unknown>; par: string | null; moi: boolean }

/** The relevé that collected a dossier: one act of the call for all of them. One that followed it by derogation has its own. */
async function rangDuReleve(tx: Tx, guichetId: string, dossierId: string): Promise<number | undefined> {
  const lu = await tx
    .selectFrom('instruction as i')
    .innerJoin('releve as r', 'r.id', 'i.releve_id')
    .innerJoin('evenement as e', join => join.onRef('e.objet_id', '=', 'r.appel_id').onRef('e.guichet_id', '=', 'r.guichet_id'))
    .select('e.rang')
    .where('i.guichet_id', '=', guichetId)
    .where('i.dossier_id', '=', dossierId)
    .where('e.action', '=', 'appel.releve')
    .where(sql<boolean>`e.donnees ->> 'vague' = r.vague`)
    // undone and done again, the last one counts
    .orderBy('e.rang', 'desc')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('evenement as s')
            .select('s.rang')
            .whereRef('s.guichet_id', '=', 'i.guichet_id')
            .whereRef('s.objet_id', '=', 'i.dossier_id')
            .where('s.action', '=', 'dossier.releve'),
        ),
      ),
    )
    .executeTakeFirst()
  return lu?.rang
}

/** The acts of a dossier as the journal holds them, the latest first; `avant` is the rank that the page before ended with. */
export async function evenementsDe(
  tx: Tx,
  guichetId: string,
  { dossierId, lecteur, avant, actions, limite = PAR_PAGE }: Lecture,
): Promise<{ evenements: Evenement[]; suite: number | undefined }> {
  const releve = await rangDuReleve(tx, guichetId, dossierId)
  const lignes = await tx
    .selectFrom(eb => {
      const siens = eb.selectFrom('evenement').selectAll().where('guichet_id', '=', guichetId).where('objet_id', '=', dossierId)
      if (releve === undefined) return siens.as('e')
      return siens.unionAll(eb.selectFrom('evenement').selectAll().where('guichet_id', '=', guichetId).where('rang', '=', releve)).as('e')
    })
    .leftJoin('compte as c', 'c.id', 'e.acteur_id')
    .select(['e.rang', 'e.instant', 'e.action', 'e.donnees', 'e.acteur_id', 'c.name'])
    // the journal keeps identifiers: whom an act is about is read from the account, and is nobody any more once it is erased
    .select(
      sql<string | null>`case when e.action in ('instruction.affecte', 'instruction.ouvert')
        then (select q.name from compte q where q.id = coalesce(e.donnees ->> 'a', e.donnees ->> 'compte')::uuid) end`.as('concerne'),
    )
    .where(eb => (actions ? eb('e.action', 'in', actions) : eb('e.action', 'not in', ACTES_TUS)))
    .$if(avant !== undefined, q => q.where('e.rang', '<', avant!))
    .orderBy('e.rang', 'desc')
    .limit(limite + 1)
    .execute()
  const evenements = lignes.slice(0, limite).map(l => ({
    rang: l.rang,
    instant: l.instant,
    action: l.action,
    donnees: { ...(l.donnees as Record<string, unknown>), ...(l.concerne ? { nom: l.concerne } : {}) },
    par: l.name,
    moi: l.acteur_id === lecteur,
  }))
  return { evenements, suite: lignes.length > limite ? evenements.at(-1)!.rang : undefined }
}
