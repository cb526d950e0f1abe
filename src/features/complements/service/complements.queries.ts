import type { Tx } from '../../../db/db.ts'

export type Point = {
  id: string
  /** From 1, in the order of the form. */
  rang: number
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
  /** When somebody of the project opened it first. */
  vuLe: Date | null
  reponduLe: Date | null
  reponduPar: string | null
  reponse: string | null
  reponses: unknown
  pieces: string[]
  closLe: Date | null
  closPar: string | null
  annuleLe: Date | null
  annulePar: string | null
  annuleMotif: string | null
  points: Point[]
}

/** Every request for complements of a dossier, the latest first, each with its points in their order. */
export async function demandesDe(tx: Tx, guichetId: string, dossierId: string): Promise<Demande[]> {
  const lignes = await tx
    .selectFrom('complement as k')
    .innerJoin('compte as d', 'd.id', 'k.demande_par')
    .leftJoin('compte as r', 'r.id', 'k.repondu_par')
    .leftJoin('compte as c', 'c.id', 'k.clos_par')
    .leftJoin('compte as a', 'a.id', 'k.annule_par')
    .selectAll('k')
    .select(['d.name as par', 'r.name as qui_repond', 'c.name as qui_clot', 'a.name as qui_annule'])
    .where('k.guichet_id', '=', guichetId)
    .where('k.dossier_id', '=', dossierId)
    .orderBy('k.numero', 'desc')
    .execute()
  if (lignes.length === 0) return []
  const points = await tx
    .selectFrom('complement_point')
    .select(['id', 'rang', 'complement_id', 'etape', 'champ', 'piece', 'demande', 'decision', 'motif'])
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
    vuLe: l.vu_le,
    reponduLe: l.repondu_le,
    reponduPar: l.qui_repond,
    reponse: l.reponse,
    reponses: l.reponses,
    pieces: l.pieces,
    closLe: l.clos_le,
    closPar: l.qui_clot,
    annuleLe: l.annule_le,
    annulePar: l.qui_annule,
    annuleMotif: l.annule_motif,
    points: points.filter(p => p.complement_id === l.id) as Point[],
  }))
}

/** The acts of the journal about requests for complements. */
export const ACTES_COMPLEMENTS = [
  'instruction.complement_demande',
  'instruction.complement_rappele',
  'instruction.complement_prolonge',
  'instruction.complement_retire',
  'instruction.complement_clos',
  'dossier.complements_lus',
  'dossier.complements_envoyes',
] as const
type ActeComplement = (typeof ACTES_COMPLEMENTS)[number]

/** How many times the journal holds one of these acts for a dossier. */
export async function compterActes(tx: Tx, guichetId: string, dossierId: string, action: ActeComplement): Promise<number> {
  const { n } = await tx
    .selectFrom('evenement')
    .select(eb => eb.fn.countAll<string>().as('n'))
    .where('guichet_id', '=', guichetId)
    .where('objet_id', '=', dossierId)
    .where('action', '=', action)
    .executeTakeFirstOrThrow()
  return Number(n)
}
