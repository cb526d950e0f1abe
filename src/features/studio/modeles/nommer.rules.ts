import { sansAccents } from '../../../lib/mots.ts'

const SLUG_MAX = 80

/** The address of a call, from its title: « DETR et DSIL 2027 » → `detr-et-dsil-2027`; the year is said once, and an address that is taken is not given again. */
export function slugDe(titre: string, annee: number, pris: ReadonlySet<string>): string {
  const mots = sansAccents(titre)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_MAX)
    .replace(/^-+|-+$/g, '')
  const base = new RegExp(`(^|-)${annee}(-|$)`).test(mots) ? mots : [mots, annee].filter(Boolean).join('-')
  for (let n = 1; ; n++) {
    const slug = n === 1 ? base : `${base}-${n}`
    if (!pris.has(slug)) return slug
  }
}

const OUTILS = new Set(['au', 'aux', 'de', 'des', 'du', 'en', 'et', 'la', 'le', 'les', 'ou', 'par', 'pour', 'sur', 'un', 'une'])

/** What the numbers of its dossiers begin with: the acronym of the title, or the initials of its words, then the year in two figures: « DETR27 », « APC27 ». */
export function codeDossierDe(titre: string, annee: number, pris: ReadonlySet<string>): string {
  const mots = titre.split(/[^\p{L}\p{N}]+/u).filter(m => m && !/^\d+$/.test(m))
  const sigle = mots.find(m => /^[A-Z0-9]{2,6}$/.test(m))
  const initiales = mots
    .filter(m => m.length > 1 && !OUTILS.has(m.toLowerCase()))
    .map(m => m[0])
    .join('')
  const lettres = sansAccents(sigle ?? (initiales.length > 1 ? initiales : (mots[0] ?? 'appel')))
  const debut = lettres
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 6)
  return codeLibre(`${debut || 'APPEL'}${String(annee).slice(-2)}`, pris)
}

const CODE_MAX = 8
/** The same beginning where no other call has it, or it with a letter, then with a number: « DETR27 », « DETR27B », « DETR2726 ». */
export function codeLibre(code: string, pris: ReadonlySet<string>): string {
  for (let n = 0; ; n++) {
    const plus = n === 0 ? '' : n < 26 ? String.fromCharCode(65 + n) : String(n)
    const libre = code.slice(0, CODE_MAX - plus.length) + plus
    if (!pris.has(libre)) return libre
  }
}
