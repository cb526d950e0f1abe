import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { type Contenu, lireContenu } from '../contenu/index.ts'

/** The intention that a full dossier completes, as it was filed. `pieces`: ids of its files. */
export type Intention = { depotId: string; recuLe: Date; contenu: Contenu; pieces: readonly string[] }

/** The last filing of the first temps of each dossier. */
export async function intentionsDe(tx: Tx, guichetId: string, ids: readonly string[]): Promise<Map<string, Intention>> {
  if (ids.length === 0) return new Map()
  const lignes = await tx
    .selectFrom('depot')
    .select(['dossier_id', 'id', 'recu_le', 'reponses', 'pieces'])
    .distinctOn('dossier_id')
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('temps', '=', 1)
    .orderBy('dossier_id')
    .orderBy('version', 'desc')
    .execute()
  return new Map(lignes.map(l => [l.dossier_id, { depotId: l.id, recuLe: l.recu_le, contenu: lireContenu(l.reponses), pieces: l.pieces }]))
}
