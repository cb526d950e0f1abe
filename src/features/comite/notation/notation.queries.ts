import type { Tx } from '../../../db/db.ts'
import type { Notes } from './notation.rules.ts'

/** A member's scores of a dossier as they are saved; `depotId`: the filing judged, once finalised. */
export type Grille = {
  id: string
  membreId: string
  dossierId: string
  avis: string
  modifieeLe: Date
  finaliseeLe: Date | null
  depotId: string | null
  notes: Notes
}

const lues = (tx: Tx, guichetId: string) => tx.selectFrom('grille').selectAll().where('guichet_id', '=', guichetId)
type Ligne = Awaited<ReturnType<ReturnType<typeof lues>['executeTakeFirstOrThrow']>>

export async function grilleDe(tx: Tx, guichetId: string, membreId: string, dossierId: string): Promise<Grille | undefined> {
  const l = await lues(tx, guichetId).where('dossier_id', '=', dossierId).where('membre_id', '=', membreId).executeTakeFirst()
  return l && (await completer(tx, guichetId, [l]))[0]
}

/** The finalised grids of these dossiers at a séance. */
export async function grillesFinalisees(tx: Tx, guichetId: string, seanceId: string, dossiers: readonly string[]): Promise<Grille[]> {
  if (dossiers.length === 0) return []
  const lignes = await lues(tx, guichetId)
    .where('seance_id', '=', seanceId)
    .where('dossier_id', 'in', [...dossiers])
    .where('finalisee_le', 'is not', null)
    .execute()
  return completer(tx, guichetId, lignes)
}

async function completer(tx: Tx, guichetId: string, lignes: readonly Ligne[]): Promise<Grille[]> {
  if (lignes.length === 0) return []
  const notes = await tx
    .selectFrom('note')
    .selectAll()
    .where('guichet_id', '=', guichetId)
    .where(
      'grille_id',
      'in',
      lignes.map(l => l.id),
    )
    .execute()
  return lignes.map(l => ({
    id: l.id,
    membreId: l.membre_id,
    dossierId: l.dossier_id,
    avis: l.avis,
    modifieeLe: l.modifiee_le,
    finaliseeLe: l.finalisee_le,
    depotId: l.depot_id,
    notes: Object.fromEntries(
      notes
        .filter(n => n.grille_id === l.id)
        .map(n => [n.critere, { valeur: n.valeur, sansObjet: n.sans_objet, commentaire: n.commentaire, depotId: n.depot_id }]),
    ),
  }))
}

/** Who has begun and finalised what, at a séance: no score is read. */
export type Avancement = { membreId: string; dossierId: string; finalisee: boolean; depotId: string | null }
export async function avancementDe(tx: Tx, guichetId: string, seanceId: string): Promise<Avancement[]> {
  const lignes = await tx
    .selectFrom('grille')
    .select(['membre_id', 'dossier_id', 'finalisee_le', 'depot_id'])
    .where('guichet_id', '=', guichetId)
    .where('seance_id', '=', seanceId)
    .execute()
  return lignes.map(l => ({ membreId: l.membre_id, dossierId: l.dossier_id, finalisee: l.finalisee_le !== null, depotId: l.depot_id }))
}
