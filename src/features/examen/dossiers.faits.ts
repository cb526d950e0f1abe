import type { Centimes } from '../../lib/euros.ts'
import { parObjet, uneFois } from '../../lib/une-fois.ts'
import { type Appel, type Formulaire, formulaireDuVolet, type TypeStructure } from '../cahier/index.ts'
import { CHAMP_MINIMIS, demandeContact, faitsContact, type StructureDuProjet } from '../champs/index.ts'
import { type Contenu, champCellule, lignesDe, listeDe, montantDe, texteDe } from '../contenu/index.ts'
import type { StructureDuDossier } from '../etats/index.ts'
import { faitsDuPlan, planDe, reglageDe } from '../plan/index.ts'
import type { AideCalculee, Faits } from '../verdicts/index.ts'
import { faitsDesTableaux } from './tableaux.faits.ts'

/** The form of a draft: the one of its volet, the first one while no volet is chosen (C4.3). */
export const formulaireDe = (appel: Appel, contenu: Contenu): Formulaire =>
  formulaireDuVolet(appel, texteDe(contenu, 'volet') ?? '') ?? appel.formulaires[0]!

export type DossierARegler = {
  appel: Appel
  structure: StructureDuDossier
  contenu: Contenu
  pieces: readonly string[]
  partenaires: NonNullable<Faits['partenaires']>
  structures: readonly StructureDuProjet[]
  prolongation?: Date | undefined
  autres?: Faits['autres']
  /** What its intention said, in the second temps of a call. */
  intention?: { contenu: Contenu } | undefined
  /** The aid that the call computes, as far as it is known: its amount then stands in the plan, and what it lacks is said. */
  aide?: (() => AideCalculee | undefined) | undefined
}
/** The same content with the aid that was computed from it, or without any as long as something lacks. Pure. */
export function avecAide(c: Contenu, montant: Centimes | undefined): Contenu {
  if (c.valeurs.aide === montant) return c
  const { aide: _, ...autres } = c.valeurs
  return { ...c, valeurs: montant === undefined ? autres : { ...autres, aide: montant } }
}
const idsDesQuestions = parObjet((appel: Appel): readonly string[] => [
  ...new Set(appel.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions.map(q => q.id)))),
])
const defini = <T>(v: T | null | undefined) => v !== null && v !== undefined

/** The de minimis aids that a dossier declares: nothing until it has said whether there are any, and each of them is whole. */
function minimisDe(c: Contenu): Faits['minimis'] {
  const autres = c.valeurs[CHAMP_MINIMIS]
  const lignes = lignesDe(c, 'minimis').map(l => ({
    le: c.valeurs[champCellule('minimis', l, 'octroi')],
    montant: c.valeurs[champCellule('minimis', l, 'montant')],
  }))
  if (typeof autres !== 'boolean' || (autres && lignes.length === 0)) return undefined
  const lues = lignes.flatMap(({ le, montant }) => (typeof le === 'string' && typeof montant === 'number' ? [{ le, montant }] : []))
  return lues.length === lignes.length ? lues : undefined
}

/**
 * What the rules may know of a dossier at an instant. Fields absent or unreadable are absent: their verdict says what is missing. Pure.
 * `pieces`: codes of the pieces attached; `prolongation`: the last second of a derogation.
 */
export function faitsDe(
  { appel, structure: s, contenu: c, pieces, partenaires, structures, prolongation, autres, aide, intention }: DossierARegler,
  instant: Date,
): Faits {
  const volet = texteDe(c, 'volet')
  const actions = listeDe(c, 'actions')
  // a saving asks what the form shows, which seldom hangs on the plan
  const calculee = aide && uneFois(aide)
  const plan = uneFois(() => faitsDuPlan(planDe(appel, calculee ? avecAide(c, calculee()?.montant) : c), reglageDe(appel)))
  const tableaux = uneFois(() => faitsDesTableaux(appel, c))
  return {
    instant,
    structure: {
      nom: s.nom,
      type: s.type as TypeStructure,
      ...(defini(s.departement) ? { departement: s.departement as string } : {}),
      ...(defini(s.region) ? { region: s.region as string } : {}),
      ...(defini(s.population) ? { population: s.population as number } : {}),
      ...(s.code_insee ? { commune: s.code_insee } : {}),
      ...(s.epci ? { epci: s.epci } : {}),
      ...(s.effectifs ? { effectifs: s.effectifs } : {}),
      ...(typeof s.chiffreAffaires === 'number' ? { chiffreAffaires: s.chiffreAffaires } : {}),
    },
    formulaire: formulaireDe(appel, c).code,
    ...(volet === undefined ? {} : { volet }),
    ...(actions ? { actions } : {}),
    get montants() {
      return plan().montants
    },
    get lots() {
      return plan().lots
    },
    get depenses() {
      return plan().depenses
    },
    get depensesAidees() {
      return plan().depensesAidees
    },
    get lacunes() {
      return plan().lacunes
    },
    get sansAide() {
      return calculee?.()?.manquants
    },
    reponses: Object.fromEntries(idsDesQuestions(appel).flatMap(q => (Object.hasOwn(c.valeurs, q) ? [[q, c.valeurs[q]!]] : []))),
    get tableaux() {
      return tableaux()
    },
    pieces,
    partenaires,
    ...(demandeContact(appel) ? { contact: faitsContact(c, structures) } : {}),
    ...(prolongation ? { prolongation } : {}),
    ...(autres ? { autres } : {}),
    minimis: minimisDe(c),
    ...(intention ? { envisagee: montantDe(intention.contenu, 'aide') } : {}),
  }
}
