import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'

/** One thing that the service asks again: a question, a piece, or a whole step. */
export type PointDemande = { id: string; etape: string; champ: string | null; piece: string | null; demande: string }
/** The request for complements that waits for an answer. */
export type ComplementOuvert = {
  id: string
  numero: number
  message: string
  demandeLe: Date
  echeance: Date
  /** When somebody of the project opened it first. */
  vuLe: Date | null
  points: PointDemande[]
}

/** The requests that wait, by dossier: one at most for each. */
export async function complementsOuverts(tx: Tx, guichetId: string, ids: readonly string[]): Promise<Map<string, ComplementOuvert>> {
  if (ids.length === 0) return new Map()
  const lignes = await tx
    .selectFrom('complement as k')
    .innerJoin('complement_point as p', 'p.complement_id', 'k.id')
    .select(['k.dossier_id', 'k.id', 'k.numero', 'k.message', 'k.demande_le', 'k.echeance', 'k.vu_le'])
    .select(['p.id as point', 'p.etape', 'p.champ', 'p.piece', 'p.demande'])
    .where('k.guichet_id', '=', guichetId)
    .where('k.dossier_id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('k.repondu_le', 'is', null)
    .where('k.annule_le', 'is', null)
    .orderBy('p.rang')
    .execute()
  const ouverts = new Map<string, ComplementOuvert>()
  for (const l of lignes) {
    const { id, numero, message, demande_le: demandeLe, echeance, vu_le: vuLe } = l
    const k = ouverts.get(l.dossier_id) ?? { id, numero, message, demandeLe, echeance, vuLe, points: [] }
    k.points.push({ id: l.point, etape: l.etape, champ: l.champ, piece: l.piece, demande: l.demande })
    ouverts.set(l.dossier_id, k)
  }
  return ouverts
}

/** The fields of a step that a request opens: those asked, or all of the step but the volet, which says who instructs. */
export const champOuvert = (points: readonly PointDemande[], etape: string, champ: string) =>
  points.some(p => p.etape === etape && p.piece === null && (p.champ === null ? champ !== 'volet' : p.champ === champ))
export const pieceOuverteParPoint = (points: readonly PointDemande[], code: string) => points.some(p => p.piece === code)
