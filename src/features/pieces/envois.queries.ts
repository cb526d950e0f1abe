import { type ContexteActeur, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { deMesStructures } from '../dossiers/index.ts'

/** An upload that has begun: `recu` of its `taille` bytes are on disk. */
export type Envoi = {
  id: string
  dossierId: string
  code: string
  nom: string
  taille: number
  recu: number
  modifieLe: Date
  lot: string | null
}

const COLONNES = [
  't.id',
  't.dossier_id as dossierId',
  't.code',
  't.nom',
  't.taille',
  't.recu',
  't.modifie_le as modifieLe',
  't.lot',
] as const
const miens = (tx: Tx, ctx: ContexteActeur, dossierId: string) =>
  tx
    .selectFrom('televersement as t')
    .innerJoin('dossier as d', 'd.id', 't.dossier_id')
    .select(COLONNES)
    .where('t.guichet_id', '=', ctx.guichetId)
    .where('t.dossier_id', '=', dossierId)
    .where('t.compte_id', '=', ctx.acteur.compteId)
    .where(deMesStructures(ctx))

/**
 * The uploads of this person in this dossier, the oldest first. Nobody else's: only they have the file at hand. None once they have left the
 * project's structures.
 */
export const mesEnvois = (tx: Tx, ctx: ContexteActeur, dossierId: string): Promise<Envoi[]> =>
  miens(tx, ctx, dossierId).orderBy('t.id').execute()

export type OuEnvoi = { dossierId: string; code: string; id: string }
export const trouverEnvoi = (tx: Tx, ctx: ContexteActeur, ou: OuEnvoi): Promise<Envoi | undefined> =>
  miens(tx, ctx, ou.dossierId).where('t.id', '=', ou.id).where('t.code', '=', ou.code).executeTakeFirst()

/** The upload of the same file by the same person for the same piece, if it has begun. */
export const envoiDeMarque = (tx: Tx, ctx: ContexteActeur, p: { dossierId: string; code: string; marque: string }) =>
  miens(tx, ctx, p.dossierId).where('t.code', '=', p.code).where('t.marque', '=', p.marque).executeTakeFirst()

export async function insererEnvoi(
  tx: Tx,
  ctx: ContexteActeur,
  p: { dossierId: string; code: string; nom: string; taille: number; marque: string; lot?: string | undefined },
): Promise<string> {
  const id = nouvelId()
  await tx
    .insertInto('televersement')
    .values({
      id,
      guichet_id: ctx.guichetId,
      dossier_id: p.dossierId,
      code: p.code,
      nom: p.nom,
      taille: p.taille,
      marque: p.marque,
      lot: p.lot ?? null,
      compte_id: ctx.acteur.compteId,
      cree_le: ctx.instant,
      modifie_le: ctx.instant,
    })
    .execute()
  return id
}

/** Moves how far an upload goes, from where it was thought to be; whether it was still there. */
export async function avancerEnvoi(tx: Tx, ctx: ContexteActeur, { id, de, a }: { id: string; de: number; a: number }): Promise<boolean> {
  const r = await tx
    .updateTable('televersement')
    .set({ recu: a, modifie_le: ctx.instant })
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', id)
    .where('recu', '=', de)
    .executeTakeFirst()
  return r.numUpdatedRows > 0n
}

export const effacerEnvoi = (tx: Tx, guichetId: string, id: string) =>
  tx.deleteFrom('televersement').where('guichet_id', '=', guichetId).where('id', '=', id).execute()

/** Deletes the uploads of the guichet that have not moved since `avant`; their ids. */
export const effacerEnvoisPerimes = async (tx: Tx, guichetId: string, avant: Date): Promise<string[]> =>
  (await tx.deleteFrom('televersement').where('guichet_id', '=', guichetId).where('modifie_le', '<', avant).returning('id').execute()).map(
    l => l.id,
  )
