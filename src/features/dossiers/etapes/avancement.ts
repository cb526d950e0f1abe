import type { Etape } from '../../appels/index.ts'
import type { Contenu } from '../contenu.ts'
import type { Lecture } from '../lecture.ts'
import { champsPossibles } from './champs.ts'

export type EtatEtape = 'complet' | 'manque' | 'erreur' | 'attention' | 'a_faire'
/** Where a step stands, in one word for the eye and in words for all. */
export type Avancement = { etape: Etape; etat: EtatEtape; mot: string }

const n = (nombre: number, un: string, plusieurs: string) => `${nombre}\u00a0${nombre > 1 ? plusieurs : un}`

const PIECES = ['pièce manque', 'pièces manquent'] as const
const REPONSES = ['réponse manque', 'réponses manquent'] as const

/** The state of each step of a draft, in the order of its form. Pure. */
export const avancement = (l: Lecture, contenu: Contenu): Avancement[] =>
  l.formulaire.etapes.map(etape => ({ etape, ...(etape.blocs.includes('depot') ? etatDepot(l, contenu) : etatEtape(l, contenu, etape)) }))

function etatDepot(l: Lecture, contenu: Contenu): Omit<Avancement, 'etape'> {
  const pret = !l.verdicts.some(v => v.bloquant) && Object.keys(contenu.illisibles).length === 0
  return pret ? { etat: 'complet', mot: 'Prêt à déposer' } : { etat: 'a_faire', mot: 'À faire en dernier' }
}

function etatEtape(l: Lecture, contenu: Contenu, etape: Etape): Omit<Avancement, 'etape'> {
  const noms = new Set(champsPossibles(l.appel, etape, contenu).map(c => c.nom))
  const erreurs = Object.keys(contenu.illisibles).filter(nom => noms.has(nom)).length
  const verdicts = l.verdicts.filter(v => v.etape === etape.code)
  const bloquants = verdicts.filter(v => v.bloquant && v.resultat !== 'a_completer').length
  const attentions = verdicts.filter(v => v.resultat === 'attention' || v.resultat === 'autre_appel').length
  const manques = manquesDe(l, etape)
  if (erreurs > 0) return { etat: 'erreur', mot: n(erreurs, 'erreur', 'erreurs') }
  if (bloquants > 0) return { etat: 'erreur', mot: n(bloquants, 'point bloque', 'points bloquent') }
  if (manques.length > 0) {
    const [un, plusieurs] = etape.blocs.includes('pieces') ? PIECES : REPONSES
    return { etat: 'manque', mot: n(manques.length, un, plusieurs) }
  }
  if (attentions > 0) return { etat: 'attention', mot: n(attentions, 'point d’attention', 'points d’attention') }
  return { etat: 'complet', mot: 'Complet' }
}

/** What a step still lacks: mandatory questions and pieces, and what its rules miss; each counted once. */
export function manquesDe(l: Lecture, etape: Etape): string[] {
  const champs = l.manques.filter(m => m.etape === etape.code).map(m => m.champ)
  const regles = l.verdicts.filter(v => v.etape === etape.code && v.resultat === 'a_completer' && !v.regle.startsWith('completude-'))
  const autres = regles.filter(v => !v.champ || !champs.includes(v.champ)).flatMap(v => (v.manquants.length > 0 ? v.manquants : [v.titre]))
  return [...new Set([...champs, ...autres])]
}

/** The step to open first: the first that is not complete, else the last. */
export const premiereAFaire = (etapes: readonly Avancement[]): Etape =>
  (etapes.find(e => e.etat === 'erreur' || e.etat === 'manque') ?? etapes.at(-1)!).etape
