import type { Tx } from '../../../db/db.ts'
import { type FicheComite, lireFicheComite } from '../../instruction/index.ts'
import type { Inscrit, Seance } from '../seance.ts'
import { type CritereNote, criteresNotes } from './notation.rules.ts'

/** The sheet of a dossier of the agenda, and what the call of the séance asks to score in it. */
export type Notation = { fiche: FicheComite; criteres: CritereNote[] }

export async function lireNotation(tx: Tx, guichetId: string, s: Seance, d: Inscrit): Promise<Notation> {
  const fiche = await lireFicheComite(tx, guichetId, d.id)
  // a criterion that the version of the dossier does not know concerns it
  const concernent = s.appel.criteres.liste.map(c => c.code).filter(c => !fiche.criteres.has(c) || fiche.applicables.has(c))
  return { fiche, criteres: criteresNotes(s.appel, new Set(concernent)) }
}
