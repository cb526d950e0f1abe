import { formatEuros, formatNombre } from '../../lib/euros.ts'
import type { Conflit } from './conflits.ts'
import { type Cle, montantDeLaPart, type Probleme } from './probleme.ts'
import { deplier } from './verifier.ts'

const liste = new Intl.ListFormat('fr', { type: 'conjunction' })
/** 2333 → « 23,33 ». */
export const formatPoints = (centiemes: number) => formatNombre(centiemes / 100)
export const pluriel = (n: number, mot: string) => `${formatNombre(n)} ${mot}${Math.abs(n) >= 2 ? 's' : ''}`

/** A constraint in the words of the people who set it: « Corse-du-Sud, au moins 400 000 € ». */
export function nommer(p: Probleme, cle: Cle): string {
  const c = p.contraintes
  const [genre, id] = deplier(cle)
  const d = p.dossiers.find(x => x.id === id)
  switch (genre) {
    case 'enveloppe':
      return `Enveloppe, au plus ${formatEuros(c.enveloppe)}`
    case 'plafond':
      return `Aide d’un dossier, au plus ${formatEuros(c.plafond!)}`
    case 'plancher':
      return `Aide d’un dossier, au moins ${formatEuros(c.plancher!)}`
    case 'seuil':
      return `Note, au moins ${formatPoints(c.seuil!)}`
    case 'laureats':
      return `Au plus ${pluriel(c.laureatsMax!, 'lauréat')}`
    case 'part': {
      const part = c.parts.find(x => x.id === id)!
      return `${part.libelle}, ${part.sens === 'au_moins' ? 'au moins' : 'au plus'} ${formatEuros(montantDeLaPart(part, c.enveloppe))}`
    }
    case 'incompatibilite': {
      const noms = c.incompatibilites.find(x => x.id === id)!.dossiers.map(i => p.dossiers.find(x => x.id === i)!.libelle)
      return `Un seul dossier parmi ${liste.format(noms)}`
    }
    case 'porteur':
      return `${d!.libelle}, au moins ${formatEuros(d!.plancher)}\u00a0: plancher accepté par le porteur`
    default:
      return `${d!.libelle}, ${d!.decide ? decidee(d!.main!) : decision(d!.main!)}`
  }
}

const decision = (m: NonNullable<Probleme['dossiers'][number]['main']>) =>
  m.geste === 'retenir' ? 'imposé' : m.geste === 'exclure' ? 'exclu' : `montant fixé à ${formatEuros(m.montant)}`

const decidee = (m: NonNullable<Probleme['dossiers'][number]['main']>) =>
  `déjà décidé par le comité\u00a0: ${m.geste === 'montant' ? formatEuros(m.montant) : 'aucune aide'}`

/** What giving way on one constraint of a conflict would take. */
export function ceQuIlFaudrait(p: Probleme, { cle, suffit, ecart }: Conflit): string {
  if (!suffit) return 'La relâcher seule ne suffit pas\u00a0: d’autres contraintes se contredisent aussi.'
  if (ecart === null) return 'Sans elle, le calcul aboutit.'
  const [genre, id] = deplier(cle)
  if (genre === 'laureats') return `Il faudrait ${pluriel(ecart, 'lauréat')} de plus.`
  if (genre === 'seuil') return `Il faudrait la ramener à ${formatPoints(p.contraintes.seuil! - ecart)}.`
  const auMoins = genre === 'plancher' || genre === 'porteur' || p.contraintes.parts.find(x => x.id === id)?.sens === 'au_moins'
  return `Il faudrait ${formatEuros(ecart)} de ${auMoins ? 'moins' : 'plus'}.`
}

/** How far an allocation is from a constraint that it breaks. */
export function direRupture(p: Probleme, { cle, ecart }: Conflit): string {
  const [genre, id] = deplier(cle)
  const n = ecart ?? 0
  switch (genre) {
    case 'plafond':
      return `Un dossier reçoit ${formatEuros(n)} de plus.`
    case 'plancher':
      return `Un dossier reçoit ${formatEuros(n)} de moins.`
    case 'seuil':
      return `Il manque ${pluriel(n / 100, 'point')} à un dossier retenu.`
    case 'incompatibilite':
      return `Il y en a ${pluriel(n, 'dossier')} de trop.`
    case 'part':
      return p.contraintes.parts.find(x => x.id === id)?.sens === 'au_moins'
        ? `Il manque ${formatEuros(n)}.`
        : `Il y a ${formatEuros(n)} de trop.`
    case 'main':
      return p.dossiers.find(d => d.id === id)?.main?.geste === 'exclure'
        ? 'Ces montants le retiennent.'
        : 'Ces montants ne le retiennent pas.'
    default:
      return ceQuIlFaudrait(p, { cle, suffit: true, ecart })
  }
}
