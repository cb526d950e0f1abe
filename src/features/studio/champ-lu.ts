import { type Chemin, type Forme, formeA, valeurA } from '../formes/index.ts'
import type { Valeur } from './document/gestes.ts'
import { depuisLignes, depuisSaisie, enLignes, enSaisie } from './valeurs.ts'

type ChampLu = { montrer: (vu: unknown) => string; lire: (saisi: string) => Valeur; vide: boolean }
/** What is typed in one field: a value, or several, one a line. A list emptied stays a list. */
export function champDe(forme: Forme | undefined, cle: Chemin[number] | undefined): ChampLu | undefined {
  if (forme?.genre === 'feuille') return { montrer: vu => enSaisie(vu, forme), lire: saisi => depuisSaisie(saisi, forme, cle), vide: true }
  if (forme?.genre !== 'liste' || forme.element.genre !== 'feuille') return undefined
  const { element } = forme
  return { montrer: vu => enLignes(vu, element), lire: saisi => depuisLignes(saisi, element), vide: false }
}
export const memeTexte = (a: string, b: string) => a.replaceAll('\r\n', '\n').trim() === b.trim()

/** A name without a value where the call chooses its names, « 99 € » after « cout: 4 999 » in braces: its field shows nothing, so that nothing typed there would take it away. */
export const cleDeTrop = (brut: unknown, chemin: Chemin) =>
  valeurA(brut, chemin) === null && formeA(brut, chemin.slice(0, -1))?.genre === 'ouvert'
