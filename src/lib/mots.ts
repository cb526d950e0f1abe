import { sansMarques } from './accents.ts'
import { formatNombre } from './euros.ts'

/** « 1 bilan », « 12 bilans », « 3 travaux ». */
export const pluriel = (n: number, un: string, plusieurs = `${un}s`) => `${formatNombre(n)}\u00a0${n > 1 ? plusieurs : un}`

/** « 1 agent », « 12 agents », « 1 mois »: a figure in a unit that somebody wrote in the plural. */
export const avecUnite = (n: number, unite: string | undefined) =>
  unite ? `${formatNombre(n)}\u00a0${Math.abs(n) < 2 ? unite.replace(/\p{L}{3,}s(?!\p{L})/gu, auSingulier) : unite}` : formatNombre(n)
const auSingulier = (mot: string) => (INVARIABLES.test(mot) ? mot : mot.slice(0, -1))
const INVARIABLES = /^(mois|fois|avis|pays|cours|accès|procès|colis|temps|repas|corps|succès|permis|sans|dans|sous|vers)$/i

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
