import { sansMarques } from './accents.ts'
import { formatNombre } from './euros.ts'

/** « 1 bilan », « 12 bilans », « 3 travaux ». */
export const pluriel = (n: number, un: string, plusieurs = `${un}s`) => `${formatNombre(n)}\u00a0${n > 1 ? plusieurs : un}`

/** A number with the unit that a call gives it, in the plural there: « 12 agents », « 1 agent », « 1 mois », « 0 heure par jour ». */
export function avecUnite(n: number, unite: string): string {
  const [premier = '', ...suite] = unite.split(' ')
  const mot = Math.abs(n) < 2 && /\p{L}{2}s$/u.test(premier) && !INVARIABLES.has(premier) ? premier.slice(0, -1) : premier
  return `${formatNombre(n)}\u00a0${[mot, ...suite].join(' ')}`
}
const INVARIABLES = new Set(['mois', 'fois', 'pays', 'temps', 'repas', 'avis', 'accès', 'cours', 'corps', 'succès', 'permis'])

/** « commune » → « Commune ». */
export const majuscule = (mots: string) => mots.charAt(0).toUpperCase() + mots.slice(1)

/** « de Vico », « d’Ajaccio », « du Tampon ». An h is not elided: a name alone does not say whether it is heard. */
export const de = (nom: string) => contracter(nom, 'du ', 'des ') ?? (VOYELLE.test(sansMarques(nom)) ? `d’${nom}` : `de ${nom}`)
const VOYELLE = /^[aeiouyœæ]/i
const contracter = (nom: string, le: string, les: string) =>
  nom.startsWith('Le ') ? le + nom.slice(3) : nom.startsWith('Les ') ? les + nom.slice(4) : undefined

/** As words are looked for: « Évisa » → « evisa ». */
export const sansAccents = (mots: string) => sansMarques(mots).toLowerCase()

/** Whether two names are one for whoever reads them, capitals aside. */
export const memeNom = (a: string, b: string) => a.toLocaleLowerCase('fr') === b.toLocaleLowerCase('fr')

/** The paragraphs of a text that somebody typed, without blank ones. Line by line: one pattern of spaces around line ends looks at a long run of them again and again. */
export const paragraphes = (texte: string): string[] =>
  texte
    .split('\n')
    .map(p => p.trim())
    .filter(p => p !== '')
