import type { Tx } from '../../../db/db.ts'
import { lireDepose } from '../../examen/index.ts'
import { type FicheComite, lireFicheComite } from '../../instruction/index.ts'
import type { Inscrit, Seance } from '../seance.ts'
import { type CritereNote, criteresNotes } from './notation.rules.ts'

/** The sheet of a dossier of the agenda, and what the call of the séance asks to score in it. */
export type Notation = { fiche: FicheComite; criteres: CritereNote[] }

export async function lireNotation(tx: Tx, guichetId: string, s: Seance, d: Inscrit): Promise<Notation> {
  const fiche = await lireFicheComite(tx, guichetId, d.id)
  return { fiche, criteres: notesPour(s, { connus: fiche.criteres, applicables: fiche.applicables }) }
}

/** What the call asks to score in a dossier, where its sheet is not shown. */
export async function lireCriteres(tx: Tx, guichetId: string, s: Seance, d: Inscrit): Promise<CritereNote[]> {
  const { lecture } = await lireDepose(tx, guichetId, d.id)
  return notesPour(s, { connus: new Set(lecture.appel.criteres.liste.map(c => c.code)), applicables: lecture.visibilite.criteres })
}

type Codes = { has: (code: string) => boolean }
/** A criterion that the version of the dossier does not know concerns it. Pure. */
function notesPour(s: Seance, { connus, applicables }: { connus: Codes; applicables: Codes }): CritereNote[] {
  const concernent = s.appel.criteres.liste.map(c => c.code).filter(c => !connus.has(c) || applicables.has(c))
  return criteresNotes(s.appel, new Set(concernent))
}
