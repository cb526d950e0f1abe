import { sansMarques } from '../../lib/accents.ts'

/** Words that tell no name from another. */
const VIDES = new Set('de du des la le les l d et en sur sous a au aux'.split(' '))
const MOTS_MAX = 8

/** The words of a name that are looked for, as `forme_structure` wrote it; when it has no other, the empty ones. */
export function motsCherches(forme: string): string[] {
  const mots = [...new Set(forme.split(' '))].filter(Boolean)
  const saillants = mots.filter(m => !VIDES.has(m))
  return (saillants.length > 0 ? saillants : mots).slice(0, MOTS_MAX)
}

const LETTRES = 'abcdefghijklmnopqrstuvwxyz'
/** Every word at one fault of this one: a letter more, less, another, or two that changed places. */
export function voisins(mot: string): string[] {
  const r = new Set<string>()
  for (let i = 0; i <= mot.length; i++) {
    const [avant, apres] = [mot.slice(0, i), mot.slice(i)]
    for (const l of LETTRES) {
      r.add(avant + l + apres)
      if (apres) r.add(avant + l + apres.slice(1))
    }
    if (apres) r.add(avant + apres.slice(1))
    if (apres.length > 1) r.add(avant + apres[1] + apres[0] + apres.slice(2))
  }
  r.delete(mot)
  return [...r]
}

/** What the index of words is asked: all of these words, each as it begins or as one of those near it. Words are letters and digits: nothing to escape. */
export const requeteDe = (mots: readonly string[], proches: ReadonlyMap<string, readonly string[]> = new Map()): string =>
  mots.map(m => `(${[`'${m}':*`, ...(proches.get(m) ?? []).map(p => `'${p}'`)].join('|')})`).join('&')

/**
 * The same where names are a million: whole words, each or one of those near it, but for the last one, which somebody may still be typing (`entamee`). The beginning of a
 * common word costs the index all that has it; whole, only what the other words have too.
 */
export const requetePrecise = (
  mots: readonly string[],
  entamee: boolean,
  proches: ReadonlyMap<string, readonly string[]> = new Map(),
): string =>
  mots
    .map((m, i) => {
      const tel = entamee && i === mots.length - 1 ? `'${m}':*` : `'${m}'`
      return `(${[tel, ...(proches.get(m) ?? []).map(p => `'${p}'`)].join('|')})`
    })
    .join('&')

const plat = (mot: string) => sansMarques(mot).toLowerCase()
/** A name cut where the words that were looked for are in it: as they are typed, or as they begin. Pure. */
export function morceaux(nom: string, q: string): { texte: string; cherche: boolean }[] {
  const mots = motsCherches(
    plat(q)
      .replace(/[^a-z0-9]+/g, ' ')
      .trim(),
  )
  const r: { texte: string; cherche: boolean }[] = []
  for (const texte of nom.split(/([\p{L}\p{N}]+)/u)) {
    if (texte === '') continue
    const cherche = mots.some(m => m.length > 1 && plat(texte).startsWith(m))
    const dernier = r.at(-1)
    if (dernier && dernier.cherche === cherche) dernier.texte += texte
    else r.push({ texte, cherche })
  }
  return r
}
