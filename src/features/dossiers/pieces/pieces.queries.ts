import { sql } from 'kysely'
import { type Contexte, structuresActives } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'

/** A file attached to a dossier. `taille` in bytes, `type` one of `TYPES_FICHIER`, `cle` its place in the storage. */
export type PieceJointe = {
  id: string
  code: string
  nom: string
  type: string
  taille: number
  sha256: string
  cle: string
  deposeeLe: Date
}

const COLONNES = ['p.id', 'p.code', 'p.nom', 'p.type', 'p.taille', 'p.sha256', 'p.cle', 'p.deposee_le as deposeeLe'] as const
const presentes = (tx: Tx, guichetId: string, dossierId: string) =>
  tx
    .selectFrom('piece as p')
    .select(COLONNES)
    .where('p.guichet_id', '=', guichetId)
    .where('p.dossier_id', '=', dossierId)
    .where('p.retiree_le', 'is', null)

/** The files of a dossier that have not been withdrawn, in the order in which they came. The caller answers for who may read the dossier. */
export const piecesDe = (tx: Tx, guichetId: string, dossierId: string): Promise<PieceJointe[]> =>
  presentes(tx, guichetId, dossierId).orderBy('p.id').execute()

/** The files of several dossiers, by dossier, in one query. */
export async function piecesDesDossiers(tx: Tx, guichetId: string, ids: readonly string[]): Promise<Map<string, PieceJointe[]>> {
  const lignes = await tx
    .selectFrom('piece as p')
    .select(COLONNES)
    .select('p.dossier_id')
    .where('p.guichet_id', '=', guichetId)
    .where('p.dossier_id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('p.retiree_le', 'is', null)
    .orderBy('p.id')
    .execute()
  const parDossier = new Map<string, PieceJointe[]>()
  for (const { dossier_id, ...p } of lignes) parDossier.set(dossier_id, [...(parDossier.get(dossier_id) ?? []), p])
  return parDossier
}

/** One file of a dossier that the caller has made sure may be read (an agent in their perimeter); `undefined` once withdrawn. */
export const pieceDuDossier = (tx: Tx, guichetId: string, dossierId: string, id: string): Promise<PieceJointe | undefined> =>
  presentes(tx, guichetId, dossierId).where('p.id', '=', id).executeTakeFirst()

const structuresDe = (ctx: Contexte) => sql<string>`any(${structuresActives(ctx.acteur).map(s => s.id)}::uuid[])`

/** One file, for a member of the dossier's structure; for anybody else it does not exist. */
export const trouverPiece = (tx: Tx, ctx: Contexte, p: { dossierId: string; code: string; id: string }): Promise<PieceJointe | undefined> =>
  presentes(tx, ctx.guichetId, p.dossierId)
    .innerJoin('dossier as d', 'd.id', 'p.dossier_id')
    .where('p.id', '=', p.id)
    .where('p.code', '=', p.code)
    .where('d.structure_id', '=', structuresDe(ctx))
    .executeTakeFirst()

/** What the acts on pieces need of a dossier of the actor's structures. `verrou` makes two acts on one dossier follow one another. */
export const dossierDesPieces = (tx: Tx, ctx: Contexte, id: string, { verrou = false } = {}) =>
  tx
    .selectFrom('dossier as d')
    .select(['d.id', 'd.etat', 'd.volet', 'd.structure_id', 'd.appel_version_id'])
    .where('d.guichet_id', '=', ctx.guichetId)
    .where('d.id', '=', id)
    .where('d.structure_id', '=', structuresDe(ctx))
    .$if(verrou, q => q.forUpdate())
    .executeTakeFirst()

/** Marks files as withdrawn; their rows stay. */
export const marquerRetirees = (tx: Tx, ctx: Contexte, ids: readonly string[]) =>
  tx
    .updateTable('piece')
    .set({ retiree_le: ctx.instant })
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('retiree_le', 'is', null)
    .execute()

/** The dossier has changed: whoever files it must have seen it so. */
export const noterChangement = (tx: Tx, ctx: Contexte, dossierId: string) =>
  tx
    .updateTable('dossier')
    .set(eb => ({ revision: eb('revision', '+', 1), modifie_le: ctx.instant, modifie_par: ctx.acteur?.compteId ?? null }))
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', dossierId)
    .execute()
