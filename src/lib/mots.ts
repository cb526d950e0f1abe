import { sansMarques } from './accents.ts'
import { formatNombre } from './euros.ts'

/** « 1 bilan », « 12 bilans », « 3 travaux ». */
export const pluriel = (n: number, un: string, plusieurs = `${un}s`) => `${formatNombre(n)}\u00a0${n > 1 ? plusieurs : un}`

/** « 1 agent », « 12 agents », « 1 mois »: a figure in a unit that somebody wrote in the plural. */
export const avecUnite = (n: number, unite: string | undefined) =>
  unite ? `${formatNombre(n)}\u00a0${Math.abs(n) < 2 ? unite.replace(/\p{L}{3,}s(?!\p{L})/gu, auSingulier) : unite}` : formatNombre(n)
const auSingulier = (mot: string) => (INVARIABLES.test(mot) ? mot : mot.slice(0, -1))
const INVARIABLES = /^(mois|fois|avis|pays|cours|accès|procès|colis|temps|repas|corps|succès|permis|sans|dans|sous|vers)$/i

/** « a, b et c ». */
export const enumeration = (mots: readonly string[]) =>
  mots.length < 2 ? (mots[0] ?? '') : `${mots.slice(0, -1).join(', ')} et ${mots.at(-1)}`

/** « commune » → « Commune ». */
export const majuscule = (mots: string) => mots.charAt(0).toUpperCase() + mots.slice(1)

/** What a structure’s name begins with, when it is a common noun: such a name takes an article, the name of a commune does not. */
const FEMININS =
  /^(agence|assemblée|association|caisse|chambre|collectivité|communauté|commune|compagnie|coopérative|entreprise|eurl|fédération|fondation|école|ligue|mairie|maison|métropole|mission|mutuelle|région|régie|sarl|sas|scic|scop|société|union|université|ville)(?= )/i
const MASCULINS =
  /^(bureau|ccas|centre|cias|collège|comité|conseil|consortium|département|établissement|gip|groupement|institut|lycée|office|parc|petr|pôle|rectorat|sdis|service|sivom|sivu|syndicat)(?= )/i
const VOYELLE = /^[aeiouyœæ]/i

/** « la Collectivité de Corse », « l’Office public », « le Syndicat mixte »; « Vico » as it is. */
export function avecArticle(nom: string): string {
  const [feminin, masculin] = [FEMININS.exec(nom), MASCULINS.exec(nom)]
  const mot = (feminin ?? masculin)?.[0]
  if (!mot) return nom
  // the letters of an acronym are said one by one: « la SARL », and « l’EURL » as « l’Association »
  if (VOYELLE.test(sansMarques(mot))) return `l’${nom}`
  return feminin ? `la ${nom}` : `le ${nom}`
}

/** The preposition with what it makes of « le » and « les ». */
const contracter = (nom: string, le: string, les: string) => {
  const dit = avecArticle(nom)
  if (dit.startsWith('le ') || dit.startsWith('Le ')) return le + dit.slice(3)
  return dit.startsWith('Les ') ? les + dit.slice(4) : undefined
}

/** « de Vico », « d’Ajaccio », « du Tampon », « de la Collectivité de Corse ». An h is not elided: a name alone does not say whether it is heard. */
export function de(nom: string): string {
  const dit = avecArticle(nom)
  return contracter(nom, 'du ', 'des ') ?? (dit === nom && VOYELLE.test(sansMarques(nom)) ? `d’${nom}` : `de ${dit}`)
}

/** « à Vico », « au Tampon », « à la Collectivité de Corse », « au Syndicat mixte ». */
export const a = (nom: string) => contracter(nom, 'au ', 'aux ') ?? `à ${avecArticle(nom)}`

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
