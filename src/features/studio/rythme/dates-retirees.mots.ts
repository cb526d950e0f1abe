import { formatDateCivile } from '../../../lib/dates.ts'
import { enumeration } from '../../../lib/mots.ts'
import type { DateRetiree, Retrait } from '../document/retraits.ts'

/** A date of the calendar in a sentence, with its article. */
const DATES: Readonly<Record<string, string>> = {
  ouverture: 'l’ouverture',
  cloture: 'la clôture',
  fin: 'la fin du dépôt',
  premier_releve: 'le premier relevé',
  releve: 'le relevé',
  comite: 'le comité',
  resultats: 'les résultats',
  reponse: 'la réponse aux intentions',
}
const quoi = (lieu: string) => {
  const cle = lieu.split('/').at(-1) ?? ''
  const mot = (Object.hasOwn(DATES, cle) && DATES[cle]) || 'une date'
  return lieu.startsWith('/phases/dossier_complet/') ? `${mot} du second temps` : mot
}
const jour = (valeur: string) => formatDateCivile(valeur.slice(0, 10))

/** One date that went, for the history: « le comité du 4 mars 2027 retiré, avant la clôture du 15 avril 2027 ». */
export const direDateRetiree = ({ lieu, valeur, ligne, devant }: DateRetiree) =>
  `date retirée\u00a0: ${quoi(lieu)} du ${jour(valeur)}${ligne ? ` (${ligne})` : ''}, avant ${quoi(devant.lieu)} du ${jour(devant.valeur)}`

/** The same for the page on which they went, in one sentence; nothing where none did. */
export function direDatesRetirees(retraits: readonly Retrait[]): string | undefined {
  const retirees = retraits.filter(r => r.sorte === 'date')
  const [premiere] = retirees
  if (!premiere) return undefined
  const parDevant = Map.groupBy(retirees, r => r.devant.lieu)
  const dits = [...parDevant.values()].map(
    rs =>
      `${enumeration(rs.map(r => `${quoi(r.lieu)} du ${jour(r.valeur)}${r.ligne ? ` (${r.ligne})` : ''}`))}, à dire de nouveau après ${quoi(rs[0]!.devant.lieu)} du ${jour(rs[0]!.devant.valeur)}`,
  )
  return `${retirees.length > 1 ? 'Dates devenues impossibles et retirées' : 'Date devenue impossible et retirée'}\u00a0: ${dits.join('\u202f; ')}.`
}
