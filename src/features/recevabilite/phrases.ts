import { dateDe, formatDateCivile } from '../../lib/dates.ts'
import { formatEuros, formatNombre, formatTaux } from '../../lib/euros.ts'
import { ErreurFormule } from './formules.ts'
import type { Definition, Genre } from './typer.ts'

/** A sentence with its figures: text, and formulas between braces. `cle` names the formula in the engine. */
export type Figure = { genre: Genre; cle: string; options?: Definition['options']; mots?: [string, string] }
export type Morceau = string | Figure
export type Phrase = Morceau[]

/** « formule » or « nombre | singulier | pluriel ». */
function figure(dedans: string, compiler: (formule: string) => Figure): Figure {
  const [formule = '', ...mots] = dedans.split('|')
  const trouvee = compiler(formule)
  const [singulier, pluriel] = mots.map(m => m.trim())
  if (mots.length === 0) return trouvee
  if (mots.length !== 2 || !singulier || !pluriel || trouvee.genre !== 'nombre')
    throw new ErreurFormule('un nombre suivi de ses mots s’écrit « {partenaires | structure | structures} »', formule.length)
  return { ...trouvee, mots: [singulier, pluriel] }
}

/**
 * Cuts « Il manque {coût minimal - coût global} ». `compiler` reads and types each formula and gives it a name.
 * @throws ErreurFormule with the column in the sentence
 */
export function analyserPhrase(texte: string, compiler: (formule: string) => Figure): Phrase {
  const morceaux: Phrase = []
  for (let i = 0; i < texte.length; ) {
    const ouvre = texte.indexOf('{', i)
    const ferme = texte.indexOf('}', i)
    if (ferme !== -1 && (ouvre === -1 || ferme < ouvre)) throw new ErreurFormule('une accolade fermante est en trop', ferme)
    if (ouvre === -1) return [...morceaux, texte.slice(i)]
    if (ferme === -1 || texte.slice(ouvre + 1, ferme).includes('{')) throw new ErreurFormule('il manque une accolade fermante', ouvre)
    if (ouvre > i) morceaux.push(texte.slice(i, ouvre))
    try {
      morceaux.push(figure(texte.slice(ouvre + 1, ferme), compiler))
    } catch (e) {
      if (e instanceof ErreurFormule) throw new ErreurFormule(e.message, ouvre + 1 + e.colonne)
      throw e
    }
    i = ferme + 1
  }
  return morceaux
}

/** A rate with as few decimals as tell it apart from a whole percent: « 20 % », « 12,6 % », « 10,04 % ». */
function texteTaux(t: number) {
  const entier = Math.abs(t * 100 - Math.round(t * 100)) < 1e-9
  if (entier) return formatTaux(t, 0)
  return formatTaux(t, Math.abs(t * 100 - Math.round(t * 100)) < 0.05 ? 2 : 1)
}

/** A value as people read it; `undefined` (missing) is said, never shown as 0. */
export function formater(valeur: number | boolean | string | undefined, genre: Genre, options?: Definition['options']): string {
  if (valeur === undefined || (typeof valeur === 'number' && !Number.isFinite(valeur))) return 'non indiqué'
  if (typeof valeur === 'boolean') return valeur ? 'oui' : 'non'
  if (typeof valeur === 'string') return options?.[valeur] ?? valeur
  if (genre === 'montant') return formatEuros(Math.round(valeur))
  if (genre === 'taux') return texteTaux(valeur)
  if (genre === 'date') return formatDateCivile(dateDe(valeur))
  return formatNombre(valeur)
}

/** The figure as it reads in its sentence: « 3 structures associées ». */
export function texteDuMorceau({ genre, options, mots }: Figure, valeur: number | boolean | string | undefined): string {
  if (genre === 'taux' && valeur === undefined) return 'une part non calculable'
  const texte = formater(valeur, genre, options)
  return mots && typeof valeur === 'number' ? `${texte}\u00a0${Math.abs(valeur) < 2 ? mots[0] : mots[1]}` : texte
}
