import type { Etape } from '../cahier/index.ts'
import { champsPossibles } from '../champs/index.ts'
import type { Contenu } from '../contenu/index.ts'
import { minutesDe } from './effort.ts'
import type { Lecture } from './lecture.ts'

export type EtatEtape = 'complet' | 'manque' | 'erreur' | 'attention' | 'attente' | 'a_faire'
/** Something to settle in a step before filing, and its field. */
export type PointEtape = { genre: 'illisible' | 'manque' | 'bloque'; champ: string | undefined; texte: string }
/** Where a step stands, in one word for the eye and in words for all; what is left in it, and the minutes that it should take. */
export type Avancement = { etape: Etape; etat: EtatEtape; mot: string; points: PointEtape[]; minutes: number }

const n = (nombre: number, un: string, plusieurs: string) => `${nombre}\u00a0${nombre > 1 ? plusieurs : un}`

const PIECES = ['pièce manque', 'pièces manquent'] as const
const REPONSES = ['réponse manque', 'réponses manquent'] as const

/** The state of each step of a draft, in the order of its form. Pure. */
export const avancement = (l: Lecture, contenu: Contenu): Avancement[] =>
  l.formulaire.etapes.map(etape => {
    if (etape.blocs.includes('depot')) return { etape, points: [], minutes: minutesDe(etape, [], []), ...etatDepot(l, contenu) }
    const points = pointsDe(l, contenu, etape)
    return { etape, points, minutes: minutesDe(etape, l.champs(etape), points), ...etatEtape(l, etape, points) }
  })

/** Minutes that the whole dossier still takes. */
export const minutesRestantes = (etapes: readonly Avancement[]) => etapes.reduce((somme, e) => somme + e.minutes, 0)

type Etat = Pick<Avancement, 'etat' | 'mot'>
function etatDepot(l: Lecture, contenu: Contenu): Etat {
  const pret = !l.verdicts.some(v => v.bloquant) && Object.keys(contenu.illisibles).length === 0
  return pret ? { etat: 'complet', mot: 'Prêt à déposer' } : { etat: 'a_faire', mot: 'À faire en dernier' }
}

const combien = (points: readonly PointEtape[], genre: PointEtape['genre']) => points.filter(p => p.genre === genre).length

function etatEtape(l: Lecture, etape: Etape, points: readonly PointEtape[]): Etat {
  const illisibles = combien(points, 'illisible')
  const manques = combien(points, 'manque')
  const bloquants = points.filter(p => p.genre === 'bloque')
  const autres = bloquants.filter(p => p.champ !== 'partenaires').length
  if (illisibles > 0) return { etat: 'erreur', mot: n(illisibles, 'erreur', 'erreurs') }
  if (autres > 0) return { etat: 'erreur', mot: n(bloquants.length, 'point bloque', 'points bloquent') }
  if (manques > 0) {
    const [un, plusieurs] = etape.blocs.includes('pieces') ? PIECES : REPONSES
    return { etat: 'manque', mot: n(manques, un, plusieurs) }
  }
  if (bloquants.length > 0) return { etat: 'attente', mot: motAttente(l) }
  const attentions = l.verdicts.filter(v => v.etape === etape.code && (v.resultat === 'attention' || v.resultat === 'autre_appel')).length
  if (attentions > 0) return { etat: 'attention', mot: n(attentions, 'point d’attention', 'points d’attention') }
  return { etat: 'complet', mot: 'Complet' }
}

function motAttente({ faits: { partenaires } }: Lecture) {
  const attendues = (partenaires?.nombre ?? 0) - (partenaires?.valides ?? 0)
  return attendues > 0 ? n(attendues, 'validation attendue', 'validations attendues') : 'À valider'
}

/** What a step still needs before filing, each thing once: what cannot be read, what is missing, what a rule forbids. */
export function pointsDe(l: Lecture, contenu: Contenu, etape: Etape): PointEtape[] {
  const illisibles = champsPossibles(l.appel, etape, contenu, { structures: l.structures }).filter(c => c.nom in contenu.illisibles)
  const manques = l.manques.filter(m => m.etape === etape.code)
  const verdicts = l.verdicts.filter(v => v.etape === etape.code && v.bloquant)
  const dits = new Set([...illisibles.map(c => c.nom), ...manques.map(m => m.champ)])
  // a rule that only waits for answers already asked for here says nothing more
  const regles = verdicts.filter(v => {
    if (v.regle.startsWith('completude-') || v.resultat !== 'a_completer') return false
    const demande = v.manquants[0] === v.explication
    return demande ? !dits.has(v.champ ?? '') : dits.size === 0
  })
  return [
    ...illisibles.map(c => ({ genre: 'illisible' as const, champ: c.nom, texte: `${c.libelle}, à corriger` })),
    ...verdicts.filter(v => v.resultat !== 'a_completer').map(v => ({ genre: 'bloque' as const, champ: v.champ, texte: v.titre })),
    ...manques.map(m => ({ genre: 'manque' as const, champ: m.champ, texte: m.libelle })),
    ...regles.map(v => ({ genre: 'manque' as const, champ: v.champ, texte: v.titre })),
  ]
}

/** The step to open first: the first that is not complete, else the last. */
export const premiereAFaire = (etapes: readonly Avancement[]): Etape =>
  (etapes.find(e => e.etat === 'erreur' || e.etat === 'manque') ?? etapes.at(-1)!).etape
