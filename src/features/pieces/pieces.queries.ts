import { type ExpressionBuilder, sql } from 'kysely'
import { type Contexte, structuresActives } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { DB } from '../../db/types.gen.ts'
import { COLONNES_PIECE, deMesStructures, type PieceJointe } from '../dossiers/index.ts'

/**
 * Files that the service reads: those of the last filing of a dossier, and of those about which complements were asked, which it read then and
 * compares. The caller has made sure that the dossier may be read (an agent in their perimeter).
 */
export const piecesLues = (tx: Tx, guichetId: string, dossierId: string): Promise<PieceJointe[]> =>
  luesDuService(tx, guichetId, dossierId).orderBy('p.id').execute()
/** One of them. */
export const pieceDuDossier = (tx: Tx, guichetId: string, dossierId: string, id: string): Promise<PieceJointe | undefined> =>
  luesDuService(tx, guichetId, dossierId).where('p.id', '=', id).executeTakeFirst()

const luesDuService = (tx: Tx, guichetId: string, dossierId: string) =>
  tx
    .selectFrom('piece as p')
    .select(COLONNES_PIECE)
    .where('p.guichet_id', '=', guichetId)
    .where('p.dossier_id', '=', dossierId)
    .where(
      sql<boolean>`exists (select from depot x where x.guichet_id = ${guichetId} and x.dossier_id = ${dossierId} and p.id = any(x.pieces)
        and (x.version = (select max(y.version) from depot y where y.dossier_id = x.dossier_id)
          or exists (select from complement k where k.depot_id = x.id)))`,
    )

/**
 * One file, for a member of one of the project's structures; for anybody else it does not exist. A file withdrawn or replaced is for the
 * porteur's members alone: it may have been sent by mistake.
 */
export const trouverPiece = (tx: Tx, ctx: Contexte, p: { dossierId: string; code: string; id: string }): Promise<PieceJointe | undefined> =>
  tx
    .selectFrom('piece as p')
    .innerJoin('dossier as d', 'd.id', 'p.dossier_id')
    .select(COLONNES_PIECE)
    .where('p.guichet_id', '=', ctx.guichetId)
    .where('p.dossier_id', '=', p.dossierId)
    .where('p.id', '=', p.id)
    .where('p.code', '=', p.code)
    .where(deMesStructures(ctx))
    .where(eb => eb.or([eb('p.retiree_le', 'is', null), eb('d.structure_id', '=', duPorteur(ctx))]))
    .executeTakeFirst()

const duPorteur = (ctx: Contexte) => sql<string>`any(${structuresActives(ctx.acteur).map(s => s.id)}::uuid[])`

/** A file that is no longer attached: `remplacee` when another took its place, else it was withdrawn. It never counts as attached. */
export type VersionPrecedente = PieceJointe & { deposeePar: string | null; retireeLe: Date; remplacee: boolean }

/** The files of a dossier that were withdrawn or replaced, the latest first; none for whoever is not of the porteur's structure. */
export async function versionsPrecedentes(tx: Tx, ctx: Contexte, dossierId: string): Promise<VersionPrecedente[]> {
  const lignes = await tx
    .selectFrom('piece as p')
    .innerJoin('dossier as d', 'd.id', 'p.dossier_id')
    .leftJoin('compte as c', 'c.id', 'p.deposee_par')
    .select(COLONNES_PIECE)
    .select(['c.name as deposeePar', 'p.retiree_le as retireeLe'])
    .select(eb =>
      eb
        .exists(
          eb
            .selectFrom('piece as s')
            .select('s.id')
            .whereRef('s.dossier_id', '=', 'p.dossier_id')
            .whereRef('s.code', '=', 'p.code')
            .whereRef('s.deposee_le', '=', 'p.retiree_le')
            .whereRef('s.id', '<>', 'p.id'),
        )
        .as('remplacee'),
    )
    .where('p.guichet_id', '=', ctx.guichetId)
    .where('p.dossier_id', '=', dossierId)
    .where('p.retiree_le', 'is not', null)
    .where('d.structure_id', '=', duPorteur(ctx))
    .orderBy('p.retiree_le', 'desc')
    .orderBy('p.id', 'desc')
    .limit(100)
    .execute()
  return lignes.map(l => ({ ...l, retireeLe: l.retireeLe!, remplacee: !!l.remplacee }))
}

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

/** A file as it is kept; `photos` and `lot` of one made of photographs. */
export type FichierGarde = Pick<PieceJointe, 'nom' | 'type' | 'taille' | 'sha256' | 'cle'> & { photos?: string[]; lot?: string | null }

/** Once filed, the row of a dossier says what was filed, whatever is being changed: it says nothing of the plan that one sees. */
const duBrouillon = (eb: ExpressionBuilder<DB, 'piece'>, dossierId: string, montant: 'cout_global' | 'aide_demandee') =>
  eb.selectFrom('dossier as o').select(`o.${montant}`).where('o.id', '=', dossierId).where('o.etat', '=', 'brouillon')

export const insererPiece = (tx: Tx, ctx: Contexte, p: { id: string; dossierId: string; code: string; fichier: FichierGarde }) =>
  tx
    .insertInto('piece')
    .values(eb => ({
      id: p.id,
      guichet_id: ctx.guichetId,
      dossier_id: p.dossierId,
      cout_global: duBrouillon(eb, p.dossierId, 'cout_global'),
      aide_demandee: duBrouillon(eb, p.dossierId, 'aide_demandee'),
      code: p.code,
      nom: p.fichier.nom,
      type: p.fichier.type,
      taille: p.fichier.taille,
      sha256: p.fichier.sha256,
      cle: p.fichier.cle,
      deposee_le: ctx.instant,
      deposee_par: ctx.acteur?.compteId ?? null,
      photos: p.fichier.photos ?? null,
      lot: p.fichier.lot ?? null,
    }))
    .execute()

/** Other pages for a file of photographs that no filing holds; whether it was such a file. The bytes that it had go with those that nothing names. */
export async function ecrirePages(tx: Tx, ctx: Contexte, f: FichierGarde, id: string): Promise<boolean> {
  const r = await tx
    .updateTable('piece')
    .set({ taille: f.taille, sha256: f.sha256, cle: f.cle, photos: f.photos ?? null, deposee_le: ctx.instant })
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', id)
    .where('photos', 'is not', null)
    .where('retiree_le', 'is', null)
    .where(sql<boolean>`not exists (select from depot x where x.dossier_id = piece.dossier_id and piece.id = any(x.pieces))`)
    .executeTakeFirst()
  return r.numUpdatedRows > 0n
}

/** The file made of the photographs that were chosen together, if it has begun. */
export const pieceDuLot = (tx: Tx, guichetId: string, p: { dossierId: string; code: string; lot: string }) =>
  tx
    .selectFrom('piece as p')
    .select(COLONNES_PIECE)
    .where('p.guichet_id', '=', guichetId)
    .where('p.dossier_id', '=', p.dossierId)
    .where('p.code', '=', p.code)
    .where('p.lot', '=', p.lot)
    .where('p.retiree_le', 'is', null)
    .executeTakeFirst()
