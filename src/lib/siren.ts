/** Luhn's key (ISO/IEC 7812): doubling every second digit from the right, the sum is a multiple of 10. */
function cleDeLuhn(chiffres: string): boolean {
  let somme = 0
  for (let i = 0; i < chiffres.length; i++) {
    const c = Number(chiffres[chiffres.length - 1 - i]) * (i % 2 === 1 ? 2 : 1)
    somme += c > 9 ? c - 9 : c
  }
  return somme % 10 === 0
}

/** SIREN of La Poste: its establishments do not follow Luhn's key, the sum of their digits is a multiple of 5 (INSEE). */
const LA_POSTE = '356000000'

/** Nine digits with a right key. */
export const sirenValide = (siren: string) => /^\d{9}$/.test(siren) && siren !== '000000000' && cleDeLuhn(siren)

/** Fourteen digits: a right SIREN and a right key of the whole. */
export function siretValide(siret: string): boolean {
  if (!/^\d{14}$/.test(siret) || !sirenValide(siret.slice(0, 9))) return false
  if (cleDeLuhn(siret)) return true
  return siret.startsWith(LA_POSTE) && [...siret].reduce((s, c) => s + Number(c), 0) % 5 === 0
}

/** « 212 000 046 » for reading. */
export const formatSiren = (siren: string) => siren.replace(/(\d{3})(?=\d)/g, '$1\u00a0')

/** « 000 123 075 00012 ». */
export const formatSiret = (siret: string) => siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00a0$2\u00a0$3\u00a0$4')

export type Identifiant =
  | { genre: 'siren'; siren: string }
  | { genre: 'insee'; code: string }
  | { genre: 'siren_faux'; saisi: string }
  | { genre: 'siret_faux' }
  | { genre: 'nom' }

/**
 * What somebody typed to find a structure: a SIREN, a SIRET (its first nine digits), an INSEE code of a commune (2A004), else a name.
 * Spaces, points and no-break spaces between digits are ignored.
 */
export function lireIdentifiant(saisie: string): Identifiant {
  const serre = saisie.replace(/[\s\u00a0\u202f.]/g, '').toUpperCase()
  if (/^\d{9}$/.test(serre)) return sirenValide(serre) ? { genre: 'siren', siren: serre } : { genre: 'siren_faux', saisi: serre }
  if (/^\d{14}$/.test(serre)) return siretValide(serre) ? { genre: 'siren', siren: serre.slice(0, 9) } : { genre: 'siret_faux' }
  if (/^(\d{5}|2[AB]\d{3})$/.test(serre)) return { genre: 'insee', code: serre }
  return { genre: 'nom' }
}

/** The right SIREN that are one digit away from nine digits whose key is wrong, or two neighbours that changed places. */
export function sirensVoisins(saisi: string): string[] {
  const r = new Set<string>()
  for (let i = 0; i < 9; i++) {
    for (let c = 0; c < 10; c++) r.add(saisi.slice(0, i) + c + saisi.slice(i + 1))
    if (i < 8) r.add(saisi.slice(0, i) + saisi[i + 1] + saisi[i] + saisi.slice(i + 2))
  }
  return [...r].filter(sirenValide)
}
