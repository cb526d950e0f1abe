import type { Tx } from '../../../db/db.ts'

const lignes = (tx: Tx, guichetId: string, dossierId: string) =>
  tx
    .selectFrom('annotation as a')
    .innerJoin('compte as c', 'c.id', 'a.auteur_id')
    .select([
      'a.id',
      'a.ancre',
      'a.texte',
      'a.auteur_id as auteurId',
      'c.name as auteur',
      'a.ecrite_le as ecriteLe',
      'a.modifiee_le as modifieeLe',
    ])
    .where('a.guichet_id', '=', guichetId)
    .where('a.dossier_id', '=', dossierId)
    .where('a.retiree_le', 'is', null)
export type Note = Awaited<ReturnType<ReturnType<typeof lignes>['executeTakeFirstOrThrow']>>

/** The private notes of a dossier, the latest first. */
export const notesDe = (tx: Tx, guichetId: string, dossierId: string): Promise<Note[]> =>
  lignes(tx, guichetId, dossierId).orderBy('a.ecrite_le', 'desc').orderBy('a.id', 'desc').limit(200).execute()

export const noteDe = (tx: Tx, guichetId: string, dossierId: string, id: string): Promise<Note | undefined> =>
  lignes(tx, guichetId, dossierId).where('a.id', '=', id).executeTakeFirst()
