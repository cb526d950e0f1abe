import { formatEuros, parseEuros } from '../../lib/euros.ts'
import { accorde, SENS, type Sens } from './decision.rules.ts'

const VERBES: Record<Sens, string> = {
  retenu: 'Retenir',
  partiel: 'Retenir en partie',
  liste_complementaire: 'Liste complémentaire',
  non_retenu: 'Ne pas retenir',
  ajourne: 'Ajourner',
  sans_suite: 'Classer sans suite',
}

/** What sending the form of a decision does, with its amount: « Retenir en partie : 5 760 € ». Nothing while no sense is chosen. For the browser too. */
export function acteEnMots({ sens, montant, rang }: { sens: string; montant: string; rang: string }): string | undefined {
  const choisi = SENS.find(x => x === sens)
  if (!choisi) return undefined
  const lu = parseEuros(montant)
  if (accorde(choisi)) return lu.ok && lu.value > 0 ? `${VERBES[choisi]}\u00a0: ${formatEuros(lu.value)}` : VERBES[choisi]
  return choisi === 'liste_complementaire' && /^\d{1,4}$/.test(rang.trim()) ? `${VERBES[choisi]}, rang\u00a0${rang.trim()}` : VERBES[choisi]
}
