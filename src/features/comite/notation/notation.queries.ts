import { sql } from 'kysely'
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

/** Grids with their scores, in one reading: a grid taken back meanwhile is never half read. */
const lues = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('grille as g')
    .select(['g.id', 'g.membre_id as membreId', 'g.dossier_id as dossierId', 'g.avis', 'g.modifiee_le as modifieeLe'])
    .select(['g.finalisee_le as finaliseeLe', 'g.depot_id as depotId'])
    .select(
      sql<Notes>`coalesce((select jsonb_object_agg(n.critere, jsonb_build_object('valeur', n.valeur, 'sansObjet', n.sans_objet, 'commentaire', n.commentaire,
        'depotId', n.depot_id)) from note n where n.guichet_id = ${guichetId} and n.grille_id = g.id), '{}')`.as('notes'),
    )
    .where('g.guichet_id', '=', guichetId)

export const grilleDe = (tx: Tx, guichetId: string, membreId: string, dossierId: string): Promise<Grille | undefined> =>
  lues(tx, guichetId).where('g.dossier_id', '=', dossierId).where('g.membre_id', '=', membreId).executeTakeFirst()

/** The finalised grids of these dossiers at a séance. */
export const grillesFinalisees = async (tx: Tx, guichetId: string, seanceId: string, dossiers: readonly string[]): Promise<Grille[]> =>
  dossiers.length === 0
    ? []
    : lues(tx, guichetId)
        .where('g.seance_id', '=', seanceId)
        .where('g.dossier_id', 'in', [...dossiers])
        .where('g.finalisee_le', 'is not', null)
        .execute()

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
