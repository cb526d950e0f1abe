import { pluriel } from '../../lib/mots.ts'

type Groupe = Readonly<Record<string, unknown>>
const groupe = (v: unknown): Groupe => (v !== null && typeof v === 'object' && !Array.isArray(v) ? (v as Groupe) : {})
const nombre = (v: unknown) => (Array.isArray(v) ? v.length : Object.keys(groupe(v)).length)
const dit = (...morceaux: (string | false)[]) => morceaux.filter(Boolean).join(', ')
const combien = (v: unknown, un: string, plusieurs?: string) => (nombre(v) > 0 ? pluriel(nombre(v), un, plusieurs) : false)
const texte = (v: unknown) => (typeof v === 'string' && v !== '' ? v : false)

/** What each section of a draft holds, in a few words; a draft may lack anything. Pure. */
export function contenuDesSections(brut: unknown) {
  const a = groupe(brut)
  const formulaires = Array.isArray(a.formulaires) ? a.formulaires.map(groupe) : []
  const etapes = formulaires.flatMap(f => (Array.isArray(f.etapes) ? f.etapes.map(groupe) : []))
  const questions = new Set(etapes.flatMap(e => (Array.isArray(e.questions) ? e.questions.map(q => groupe(q).id) : [])))
  const calendrier = groupe(a.calendrier)
  const porteurs = groupe(a.porteurs)
  return {
    bref: dit(texte(a.resume)),
    argent: dit(
      combien(a.enveloppes, 'enveloppe'),
      calendrier.continu ? 'au fil de l’eau' : combien(calendrier.vagues, 'période de dépôt', 'périodes de dépôt'),
    ),
    qui: dit(combien(porteurs.types, 'type de structure', 'types de structures'), texte(groupe(a.territoire).libelle)),
    quoi: dit(combien(a.volets, 'volet'), combien(a.natures, 'nature de dépense', 'natures de dépense')),
    formulaire: dit(
      combien(formulaires, 'formulaire'),
      questions.size > 0 && pluriel(questions.size, 'question'),
      combien(a.pieces, 'pièce'),
    ),
    regles: dit(combien(a.regles, 'règle'), combien(a.parametres, 'chiffre'), combien(a.clauses, 'clause')),
    comite: dit(combien(groupe(a.criteres).liste, 'critère'), combien(a.priorites, 'priorité')),
    textes: dit(combien(a.lettres, 'lettre'), combien(a.actes, 'réglage d’acte', 'réglages d’actes')),
    suivi: dit(
      Number(groupe(a.suivi).cadence_mois) > 0 && `un bilan tous les ${pluriel(Number(groupe(a.suivi).cadence_mois), 'mois', 'mois')}`,
    ),
    contacts: dit(combien(a.contacts, 'contact')),
    essais: dit(combien(a.essais, 'essai')),
  }
}
