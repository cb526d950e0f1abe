import type { Appel, TableauAppel } from '../cahier/index.ts'
import { motValeur } from '../champs/index.ts'
import { type Contenu, champCellule, colonnesDe } from '../contenu/index.ts'
import type { LigneEvaluee, TableauEvalue } from '../recevabilite/index.ts'

type ColonneTableau = TableauAppel['colonnes'][number]
const pluriel = (n: number) => (n > 1 ? 's' : '')
/** « 12 entreprises », « 12 lignes ». */
export const motDesLignes = (t: TableauAppel, n: number): string =>
  `${n}\u00a0${n === 1 ? (t.ligne?.un.replace(/^une? /, '') ?? 'ligne') : (t.ligne?.plusieurs ?? `ligne${pluriel(n)}`)}`
/** « une entreprise », « une ligne ». */
export const uneLigne = (t: TableauAppel) => t.ligne?.un ?? 'une ligne'

/** What a total counts: « sur 11 lignes, 1 à compléter »; nothing when it counts them all. */
export const motTotal = ({ sur, sans }: TableauEvalue['totaux'][string]): string =>
  sans === 0 ? '' : `sur ${sur}\u00a0ligne${pluriel(sur)}, ${sans} à compléter`

/** What a computed cell says when it has no value: « à compléter », and by what. */
export const motManque = (c: LigneEvaluee['calculs'][string] | undefined) =>
  c && c.manquants.length > 0 ? `selon ${c.manquants.join(', ')}` : ''

/** The columns as they are read, those that are worked out included; the rank of a line of the plan is its number. */
export const colonnesLues = (t: TableauAppel): { code: string; libelle: string; num: boolean }[] =>
  t.colonnes.filter(c => !estLeNumero(t, c)).map(c => ({ code: c.code, libelle: c.libelle, num: estChiffre(c) }))
/** What the number of a line is called. */
export const titreDuNumero = (t: TableauAppel): 'N°' | 'Rang' => (t.colonnes.some(c => estLeNumero(t, c)) ? 'Rang' : 'N°')
const estLeNumero = (t: TableauAppel, c: ColonneTableau) => t.liste !== t.id && c.type === 'rang' && c === t.colonnes[0]
const estChiffre = (c: ColonneTableau) => c.calcul !== undefined || c.type === 'montant' || c.type === 'nombre' || c.type === 'rang'

/** One cell in words: its value, what was typed and could not be read, « à compléter » of what is worked out; empty when nothing was typed. */
export function celluleLue(appel: Appel, { tableau }: Pick<TableauEvalue, 'tableau'>, l: LigneEvaluee, code: string, c: Contenu): string {
  const calculee = Object.hasOwn(l.calculs, code) ? l.calculs[code] : undefined
  if (calculee) return calculee.valeur === undefined ? 'à compléter' : calculee.texte
  const nom = champCellule(tableau.liste, l.ligne, code)
  const illisible = c.illisibles[nom]
  if (illisible !== undefined) return `illisible\u00a0: «\u00a0${illisible}\u00a0»`
  const v = c.valeurs[nom]
  const colonne = colonnesDe(tableau.id, appel, []).find(x => x.nom === code)
  return v === undefined || !colonne ? '' : motValeur({ ...colonne, nom }, v)
}

/** A table in one line: « 12 entreprises, Dépense HT 305 000 €, Aide calculée 183 550 € »; nothing of one without a line. */
export function resumeDuTableau({ tableau: t, lignes, totaux }: TableauEvalue): string {
  if (lignes.length === 0) return ''
  const sommes = t.colonnes.flatMap(c => {
    const x = totaux[c.code]
    return x && x.sur > 0 ? [`${c.libelle} ${[x.texte, motTotal(x)].filter(Boolean).join(' ')}`] : []
  })
  return [motDesLignes(t, lignes.length), ...sommes].join(', ')
}
