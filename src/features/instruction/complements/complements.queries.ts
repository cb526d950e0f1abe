import type { Tx } from '../../../db/db.ts'

export type Point = {
  id: string
  etape: string
  champ: string | null
  piece: string | null
  demande: string
  decision: 'acceptee' | 'redemandee' | 'refusee' | null
  motif: string | null
}
/** A request for complements, as it stands: it waits, it was answered, or it was withdrawn. */
export type Demande = {
  id: string
  numero: number
  message: string
  depotId: string
  demandeLe: Date
  par: string
  echeance: Date
  reponduLe: Date | null
  reponduPar: string | null
  reponse: string | null
  reponses: unknown
  pieces: string[]
  closLe: Date | null
  annuleLe: Date | null
  annuleMotif: string | null
  points: Point[]
}

/** Every request for complements of a dossier, the latest first, each with its points in their order. */
export async function demandesDe(tx: Tx, guichetId: string, dossierId: string): Promise<Demande[]> {
  const lignes = await tx
    .selectFrom('complement as k')
    .innerJoin('compte as d', 'd.id', 'k.demande_par')
    .leftJoin('compte as r', 'r.id', 'k.repondu_par')
    .selectAll('k')
    .select(['d.name as par', 'r.name as qui_repond'])
    .where('k.guichet_id', '=', guichetId)
    .where('k.dossier_id', '=', dossierId)
    .orderBy('k.numero', 'desc')
    .execute()
  if (lignes.length === 0) return []
  const points = await tx
    .selectFrom('complement_point')
    .select(['id', 'complement_id', 'etape', 'champ', 'piece', 'demande', 'decision', 'motif'])
    .where('guichet_id', '=', guichetId)
    .where(
      'complement_id',
      'in',
      lignes.map(l => l.id),
    )
    .orderBy('rang')
    .execute()
  return lignes.map(l => ({
    id: l.id,
    numero: l.numero,
    message: l.message,
    depotId: l.depot_id,
    demandeLe: l.demande_le,
    par: l.par,
    echeance: l.echeance,
    reponduLe: l.repondu_le,
    reponduPar: l.qui_repond,
    reponse: l.reponse,
    reponses: l.reponses,
    pieces: l.pieces,
    closLe: l.clos_le,
    annuleLe: l.annule_le,
    annuleMotif: l.annule_motif,
    points: points.filter(p => p.complement_id === l.id) as Point[],
  }))
}
