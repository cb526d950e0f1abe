import { parObjet, uneFois } from '../../lib/une-fois.ts'
import type { Appel, Etape, Formulaire } from '../cahier/index.ts'
import { champsMontres, type Forme, formeDe, type StructureDuProjet, structuresDuProjet } from '../champs/index.ts'
import type { Champ, Contenu } from '../contenu/index.ts'
import type { Partenaire } from '../dossiers/index.ts'
import type { StructureDuDossier } from '../etats/index.ts'
import { type Faits, type Manque, preparerRegles, type Verdict, type Visibilite } from '../recevabilite/index.ts'
import { faitsDe, formulaireDe } from './dossiers.faits.ts'
import { champDeRegle, champsManquants } from './manques.ts'
import { empreinteAValider, etatValidation } from './valide.ts'

type ALire = {
  structure: StructureDuDossier
  contenu: Contenu
  pieces: readonly { code: string }[]
  version: { appel: Appel; sha256: string }
  partenaires: readonly Partenaire[]
  derogation?: { jusquAu: Date } | undefined
}
/** A draft with all that its rules say at an instant. */
export type Lecture = {
  appel: Appel
  formulaire: Formulaire
  faits: Faits
  /** The structures of the project, the porteur first. */
  structures: StructureDuProjet[]
  readonly visibilite: Visibilite
  readonly verdicts: Verdict[]
  /** What the form still expects, étape by étape: fields, rows to complete, pieces. */
  readonly manques: Manque[]
  /** The fields that a step shows now. */
  champs: (etape: Etape) => Champ[]
  forme: (etape: Etape) => Forme
}

/** Applies the rules of the call to a draft. Pure: what it depends on is given. */
export function lireRegles({ structure, contenu, pieces, version, partenaires, derogation }: ALire, instant: Date): Lecture {
  const { appel } = version
  const regles = preparerRegles(appel, version.sha256)
  const structures = structuresDuProjet({ structure, partenaires })
  const faits = faitsDe(
    {
      appel,
      structure,
      contenu,
      pieces: [...new Set(pieces.map(p => p.code))],
      partenaires: faitsPartenaires(appel, contenu, partenaires),
      structures,
      prolongation: derogation?.jusquAu,
    },
    instant,
  )
  // saving a field needs the questions shown and nothing else: each part is worked out when it is asked for
  const visibilite = uneFois(() => regles.visibilite(faits))
  const formulaire = formulaireDe(appel, contenu)
  const champs = parObjet((etape: Etape) => champsMontres(appel, etape, contenu, visibilite().questions, structures))
  const desChamps = uneFois(() => formulaire.etapes.flatMap(e => champsManquants(e, champs(e), contenu)))
  const questions = uneFois(() => new Set(formulaire.etapes.flatMap(e => e.questions.map(q => q.id))))
  const verdicts = uneFois(() => {
    const horsQuestions = desChamps().filter(m => !questions().has(m.champ))
    const dits = regles.evaluer(faits, 'depot', horsQuestions)
    return dits.map(v => (v.champ === undefined ? v : { ...v, champ: champDeRegle(v.champ, contenu, appel) }))
  })
  const manques = uneFois(() => [...desChamps(), ...regles.manques(faits).filter(m => !questions().has(m.champ))])
  return {
    appel,
    formulaire,
    faits,
    structures,
    get visibilite() {
      return visibilite()
    },
    get verdicts() {
      return verdicts()
    },
    get manques() {
      return manques()
    },
    champs,
    forme: etape => formeDe(appel, etape, contenu, visibilite().questions, structures),
  }
}

/** How many other structures, and which have not validated what stands now (C2.5, C2.7). */
function faitsPartenaires(appel: Appel, contenu: Contenu, partenaires: readonly Partenaire[]): NonNullable<Faits['partenaires']> {
  if (partenaires.length === 0) return { nombre: 0, valides: 0 }
  const empreinte = empreinteAValider(appel, contenu)
  const manquants = partenaires.filter(p => etatValidation(p, empreinte) !== 'validee').map(p => p.nom)
  return { nombre: partenaires.length, valides: partenaires.length - manquants.length, manquants }
}
