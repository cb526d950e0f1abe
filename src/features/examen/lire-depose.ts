import type { Tx } from '../../db/db.ts'
import { type Depot, type Dossier, dossierEtDepot } from '../dossiers/index.ts'
import { type Lecture, lireRegles } from './lecture.ts'

/** A filed dossier as it stood at its filing, with what its rules said then. The caller has made sure that it is in the reader's perimeter. */
export async function lireDepose(tx: Tx, guichetId: string, id: string): Promise<{ dossier: Dossier; depot: Depot; lecture: Lecture }> {
  const lu = await dossierEtDepot(tx, guichetId, id)
  if (!lu) throw new Error(`dossier ${id} is read as filed without a filing`)
  return { ...lu, lecture: lireRegles(lu.dossier, lu.depot.recuLe) }
}
