import { sansAccents } from '../../../lib/mots.ts'

/** What a line is called until it has a name: see `neuve`. */
const PROVISOIRE = /^nouveau\d+$/
const CODE_MAX = 30
const NOMS = new Set<unknown>(['titre', 'libelle'])

/** « École et accueil de l'enfance » → `ecole_et_accueil_de_l`: whole words where they fit. Nothing of what has no letter. Pure. */
export function codeDuNom(nom: string, pris: ReadonlySet<unknown>): string | undefined {
  const mots = sansAccents(nom)
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  const entiers = mots.reduce((code, mot) => (code === '' ? mot : code.length + 1 + mot.length <= CODE_MAX ? `${code}_${mot}` : code), '')
  const base = entiers.slice(0, CODE_MAX).replace(/^[^a-z]+/, '')
  if (!base) return undefined
  for (let n = 1; ; n++) {
    const code = n === 1 ? base : `${base}_${n}`
    if (!pris.has(code)) return code
  }
}

/** The key of a line whose code nobody has chosen, when what was typed is its name. Pure. */
export function aCoder(cle: unknown, ligne: unknown): 'code' | 'id' | undefined {
  if (!NOMS.has(cle) || ligne === null || typeof ligne !== 'object') return undefined
  return (['code', 'id'] as const).find(c => PROVISOIRE.test(String((ligne as Record<string, unknown>)[c] ?? '')))
}
