import { sql } from 'kysely'
import type { Acteur, Contexte } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { NotificationDonnees } from '../../documents/index.ts'

/** A letter as it is kept: its instant is the one of its sending. */
export type Lettre = Omit<NotificationDonnees, 'etabliLe'>
/** Decisions that are told: one put off to another séance is not. */
export type SensNotifie = 'retenu' | 'partiel' | 'liste_complementaire' | 'non_retenu' | 'sans_suite'
/** A letter with what it says. Cents; `cle`: where its bytes are, once it is sent. */
export type LettreLue = {
  id: string
  dossierId: string
  structureId: string
  /** The letter that it replaces. */
  remplaceId: string | null
  sens: SensNotifie
  montant: number
  rang: number | null
  lettre: Lettre
  preparee: Date
  envoyeeLe: Date | null
  cle: string | null
}

const lettres = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('notification as n')
    .innerJoin('decision as d', 'd.id', 'n.decision_id')
    .select([
      'n.id',
      'n.dossier_id as dossierId',
      'n.structure_id as structureId',
      'n.remplace_id as remplaceId',
      'd.sens',
      'd.montant',
      'd.rang',
      'n.lettre',
      'n.cle',
    ])
    .select(['n.preparee_le as preparee', 'n.envoyee_le as envoyeeLe'])
    .where('n.guichet_id', '=', guichetId)

/** One letter, sent or not. */
export const lettreNotifiee = async (tx: Tx, guichetId: string, id: string): Promise<LettreLue | undefined> =>
  (await lettres(tx, guichetId).where('n.id', '=', id).executeTakeFirst()) as LettreLue | undefined

const structuresDe = (acteur: Acteur | null) => (acteur?.structures ?? []).filter(s => s.etat === 'active').map(s => s.id)

/** Letters sent about a dossier to the structures that the reader speaks for: the bearer's first, the last of each first. */
const recues = (tx: Tx, { guichetId, acteur }: Pick<Contexte, 'guichetId' | 'acteur'>, dossierId: string) =>
  lettres(tx, guichetId)
    .innerJoin('dossier as o', 'o.id', 'n.dossier_id')
    .where('n.dossier_id', '=', dossierId)
    .where('n.structure_id', '=', sql<string>`any(${structuresDe(acteur)}::uuid[])`)
    .where('n.envoyee_le', 'is not', null)
    .orderBy(sql`n.structure_id = o.structure_id`, 'desc')
    .orderBy('n.envoyee_le', 'desc')
    .orderBy('n.id', 'desc')

/**
 * A letter sent about a dossier to a structure that the reader speaks for: the one asked for, or the last one, the bearer's first. Nothing
 * before it is sent.
 */
export const lettreRecue = async (
  tx: Tx,
  ctx: Pick<Contexte, 'guichetId' | 'acteur'>,
  dossierId: string,
  id?: string,
): Promise<LettreLue | undefined> =>
  (await recues(tx, ctx, dossierId)
    .$if(id !== undefined, q => q.where('n.id', '=', id!))
    .limit(1)
    .executeTakeFirst()) as LettreLue | undefined

/** The letters that this one came after, for the same structure. */
export const lettresAnterieures = async (tx: Tx, ctx: Pick<Contexte, 'guichetId' | 'acteur'>, derniere: LettreLue): Promise<LettreLue[]> =>
  (await recues(tx, ctx, derniere.dossierId)
    .where('n.structure_id', '=', derniere.structureId)
    .where('n.id', '<>', derniere.id)
    .execute()) as LettreLue[]
