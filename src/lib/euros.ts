/** Money: integer cents everywhere in code and SQL; this file is the only place that reads or writes it as text. */
export type Centimes = number

/** Highest amount that a person may type: 10 billion euros, in cents. Protects against typing slips well below 2^53. */
export const MONTANT_MAX: Centimes = 1_000_000_000_000

export type MontantRefuse = 'vide' | 'illisible' | 'negatif' | 'trop_grand'

const NBSP = '\u00a0'
/** Spaces that people and spreadsheets put between thousands. */
const ESPACES = /[\s\u00a0\u202f\u2009]/g

/** « 12 500,50 € » → 1250050. Accepts any space, comma or point, an optional €; refuses exponents, signs and more than two decimals. */
export function parseEuros(saisie: string): { ok: true; value: Centimes } | { ok: false; error: MontantRefuse } {
  const texte = saisie.replace(ESPACES, '').replace(/(€|euros?)$/i, '')
  if (texte === '') return { ok: false, error: 'vide' }
  if (/^[-−]\d/.test(texte)) return { ok: false, error: 'negatif' }
  const m = /^(\d+)(?:[.,](\d{1,2}))?$/.exec(texte)
  if (!m) return { ok: false, error: 'illisible' }
  if (m[1]!.length > 12) return { ok: false, error: 'trop_grand' }
  const centimes = Number(m[1]) * 100 + Number((m[2] ?? '').padEnd(2, '0'))
  return centimes > MONTANT_MAX ? { ok: false, error: 'trop_grand' } : { ok: true, value: centimes }
}

/** The sentence for a refused amount: what was read, then an example. */
export const messageMontant = (refus: MontantRefuse, saisie = '') =>
  ({
    vide: 'Indiquez un montant en euros, par exemple 12 500,50',
    illisible: `« ${saisie.trim()} » n’est pas un montant. Écrivez par exemple 12 500,50`,
    negatif: `« ${saisie.trim()} » est négatif. Indiquez un montant positif, par exemple 12 500,50`,
    trop_grand: `« ${saisie.trim()} » est trop grand. Vérifiez le nombre de zéros`,
  })[refus]

const milliers = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, NBSP)

/** 1250050 → « 12 500,50 € »; whole euros without cents unless asked. U+00A0 everywhere: Marianne has no U+202F. */
export function formatEuros(c: Centimes, { centimes = c % 100 !== 0 } = {}): string {
  const abs = Math.abs(c)
  const decimales = centimes ? `,${String(abs % 100).padStart(2, '0')}` : ''
  const entier = centimes ? Math.floor(abs / 100) : Math.round(abs / 100)
  return `${c < 0 ? '\u2212' : ''}${milliers(entier)}${decimales}${NBSP}€`
}

/** What a figure says, in three digits or so: « 1,20 M€ », « 470 k€ »; below ten thousand, « 9 800 € ». */
export function formatEurosCourt(c: Centimes): string {
  const euros = Math.abs(c) / 100
  if (euros < 10_000) return formatEuros(c, { centimes: false })
  const millions = euros >= 999_500
  const n = euros / (millions ? 1e6 : 1e3)
  const [entier, decimales] = n.toFixed(!millions || n >= 100 ? 0 : n >= 10 ? 1 : 2).split('.')
  return `${c < 0 ? '\u2212' : ''}${milliers(Number(entier))}${decimales ? `,${decimales}` : ''}${NBSP}${millions ? 'M€' : 'k€'}`
}

/** What a field shows back: « 28 400 », cents only when there are some, « 1 000,50 », without the sign. */
export const saisieEuros = (c: Centimes) => formatEuros(c).replace(/\u00a0€$/, '')

/** 10982 → « 10 982 ». */
export const formatNombre = (n: number) =>
  (n < 0 ? '\u2212' : '') + milliers(Math.trunc(Math.abs(n))) + (n % 1 ? `,${String(Math.abs(n)).split('.')[1]}` : '')

/** 0.1264 → « 12,6 % », 148.29 → « 14 829,0 % ». */
export function formatTaux(t: number, decimales = 1) {
  const [entier = '0', reste] = Math.abs(t * 100)
    .toFixed(decimales)
    .split('.')
  const nul = Number(entier) === 0 && Number(reste ?? 0) === 0
  return `${t < 0 && !nul ? '\u2212' : ''}${milliers(Number(entier))}${reste ? `,${reste}` : ''}${NBSP}%`
}
