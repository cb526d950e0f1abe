const NBSP = '\u00a0'
const FINE = '\u202f'
const UNITES =
  'euros?|k€|M€|€|%|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|h|heures?|min|minutes?|s|ko|Mo|ans?|mois|semaines?|jours?|habitants?'

const corriger = (t: string) =>
  t
    .replace(/(?<=\p{L})'(?=[\p{L}\p{N}«])/gu, '’')
    .replace(/« /g, `«${NBSP}`)
    .replace(/ (?=[:»€%])/g, NBSP)
    .replace(/ (?=[;!?])/g, FINE)
    .replace(/(?<=\d) (?=\d{3}(?!\d))/g, NBSP)
    .replace(new RegExp(`(?<=\\d|1er) (?=(?:${UNITES})(?![\\p{L}\\p{N}]))`, 'gu'), NBSP)
    .replace(/(?<=janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre) (?=\d{4})/g, NBSP)
    .replace(/(?<=\bh) (?=\d{2})/g, NBSP)

/** French typography of a text typed in a call: curly apostrophes and no-break spaces. What stands in braces (a formula) is left alone. */
export const typographie = (texte: string) =>
  texte
    .split(/(\{[^{}]*\})/)
    .map((morceau, i) => (i % 2 ? morceau : corriger(morceau)))
    .join('')
