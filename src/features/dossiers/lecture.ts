import type { Appel, Etape, Formulaire } from '../appels/index.ts'
import { type Faits, type Manque, preparerRegles, type Verdict, type Visibilite } from '../recevabilite/index.ts'
import { type Contenu, texteDe } from './contenu.ts'
import { faitsDe, formulaireDe, type StructureDuDossier } from './dossiers.faits.ts'
import { type Champ, champsMontres } from './etapes/champs.ts'

type ALire = {
  structure: StructureDuDossier
  contenu: Contenu
  pieces: readonly { code: string }[]
  version: { appel: Appel; sha256: string }
}
/** A draft with all that its rules say at an instant. */
export type Lecture = {
  appel: Appel
  formulaire: Formulaire
  faits: Faits
  visibilite: Visibilite
  verdicts: Verdict[]
  manques: Manque[]
  /** The fields that a step shows now. */
  champs: (etape: Etape) => Champ[]
}

/** Applies the rules of the call to a draft. Pure: what it depends on is given. */
export function lireRegles({ structure, contenu, pieces, version }: ALire, instant: Date): Lecture {
  const { appel } = version
  const regles = preparerRegles(appel, version.sha256)
  const faits = faitsDe(appel, structure, contenu, [...new Set(pieces.map(p => p.code))], instant)
  const visibilite = regles.visibilite(faits)
  return {
    appel,
    formulaire: formulaireDe(appel, contenu),
    faits,
    visibilite,
    verdicts: regles.evaluer(faits, 'depot'),
    manques: regles.manques(faits),
    champs: etape => champsMontres(appel, etape, texteDe(contenu, 'volet'), visibilite.questions),
  }
}
