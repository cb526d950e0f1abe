import { sql } from 'kysely'
import { composee, type Tx } from '../../db/db.ts'

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
  /** Of a file made of photographs, the SHA-256 of the photograph of each page; none of any other. */
  photos?: string[] | null
  /** What the plan of the draft said when it was attached, in cents. */
  coutDit?: number | null
  aideDite?: number | null
}

/** What is read of a file, of `piece as p`. */
export const COLONNES_PIECE = [
  'p.id',
  'p.code',
  'p.nom',
  'p.type',
  'p.taille',
  'p.sha256',
  'p.cle',
  'p.deposee_le as deposeeLe',
  'p.photos',
  'p.cout_global as coutDit',
  'p.aide_demandee as aideDite',
] as const
const presentes = (tx: Tx, guichetId: string, dossierId: string) =>
  tx
    .selectFrom('piece as p')
    .select(COLONNES_PIECE)
    .where('p.guichet_id', '=', guichetId)
    .where('p.dossier_id', '=', dossierId)
    .where('p.retiree_le', 'is', null)

/** The files of a dossier that have not been withdrawn, in the order in which they came. The caller answers for who may read the dossier. */
export const piecesDe = (tx: Tx, guichetId: string, dossierId: string): Promise<PieceJointe[]> =>
  presentes(tx, guichetId, dossierId).orderBy('p.id').execute()

const presentesParDossier = composee((tx, p: { guichetId: string; ids: readonly string[] }) =>
  tx
    .selectFrom('piece as p')
    .select(COLONNES_PIECE)
    .select('p.dossier_id')
    .where('p.guichet_id', '=', p.guichetId)
    .where('p.dossier_id', '=', sql<string>`any(${p.ids}::uuid[])`)
    .where('p.retiree_le', 'is', null)
    .orderBy('p.id'),
)

/** The files of several dossiers, by dossier, in one query. */
export async function piecesDesDossiers(tx: Tx, guichetId: string, ids: readonly string[]): Promise<Map<string, PieceJointe[]>> {
  const lignes = await presentesParDossier(tx, { guichetId, ids })
  const parDossier = new Map<string, PieceJointe[]>()
  for (const { dossier_id, ...p } of lignes) parDossier.set(dossier_id, [...(parDossier.get(dossier_id) ?? []), p])
  return parDossier
}

/** These files of some dossiers, withdrawn since or not: those of their filings. */
export const piecesParId = (tx: Tx, guichetId: string, dossiers: readonly string[], ids: readonly string[]): Promise<PieceJointe[]> =>
  tx
    .selectFrom('piece as p')
    .select(COLONNES_PIECE)
    .where('p.guichet_id', '=', guichetId)
    .where('p.dossier_id', '=', sql<string>`any(${[...dossiers]}::uuid[])`)
    .where('p.id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .orderBy('p.id')
    .execute()
