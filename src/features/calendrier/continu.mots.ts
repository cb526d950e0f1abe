import { formatHeure, formatInstant } from '../../lib/dates.ts'
import { enumeration } from '../../lib/mots.ts'
import type { Appel } from '../cahier/index.ts'

type Continu = NonNullable<Appel['calendrier']['continu']>

/** « 5 à 12 h 00 », « 1er à 9 h 30 ». */
const jourEtHeure = ({ jour, heure, minute }: { jour: number; heure: number; minute: number }) =>
  `${jour === 1 ? '1er' : jour} à ${formatHeure(new Date(Date.UTC(2021, 0, 15, heure - 1, minute)))}`

/** How the dossiers of a call without waves are taken up. */
export function rythmeEnMots({ releves, sans_releve }: Continu): string {
  if (!releves) return 'Chaque dossier est instruit dès son dépôt.'
  if (releves.genre === 'a_la_main') return 'Les dossiers sont relevés à des dates annoncées ici, et instruits ensemble.'
  const fin = releves.jour > 28 ? ', ou le dernier jour du mois s’il est plus court' : ''
  const sauf = sans_releve.length > 0 ? `, sauf en ${enumeration(sans_releve)}` : ''
  return `Les dossiers sont relevés chaque mois, le ${jourEtHeure(releves)}${fin}${sauf}, et instruits ensemble.`
}

/** When a call without waves ends. */
export const finEnMots = ({ fin }: Continu) =>
  fin ? `Le dépôt prend fin le ${formatInstant(fin, { secondes: fin.getSeconds() !== 0 })}.` : 'Le dépôt n’a pas de fin prévue.'
