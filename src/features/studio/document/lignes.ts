import { isDeepStrictEqual } from 'node:util'
import { marque } from '../../../lib/empreintes.ts'
import { type Chemin, valeurA } from '../../formes/index.ts'

/** What a line of a list is known by: its code, or what it says. */
export function nomDe(ligne: unknown): string {
  if (ligne === null || typeof ligne !== 'object') return String(ligne)
  const { code, id, numero, titre, libelle } = ligne as Record<string, unknown>
  return String(code ?? id ?? numero ?? titre ?? libelle ?? '')
}

/** Whether the lines of lists on the way to a place are those that a page had shown. */
export const memesLignes = (avant: unknown, maintenant: unknown, chemin: Chemin): boolean =>
  chemin.every(
    (cle, i) => typeof cle !== 'number' || memeLigne(valeurA(avant, chemin.slice(0, i)), valeurA(maintenant, chemin.slice(0, i)), cle),
  )
/** A line that nothing names (a condition of a rule, a band of a scale) is at its rank, in a list of as many, unless it stands elsewhere by now. */
function memeLigne(avant: unknown, maintenant: unknown, rang: number): boolean {
  const [a, b] = [avant, maintenant].map(l => (Array.isArray(l) ? (l as unknown[]) : []))
  const [vue, la] = [a![rang], b![rang]]
  const nom = nomDe(vue)
  if (nom !== nomDe(la)) return false
  if (nom !== '' || isDeepStrictEqual(a, b)) return true
  return a!.length === b!.length && (isDeepStrictEqual(vue, la) || !b!.some(x => isDeepStrictEqual(x, vue)))
}

/**
 * What a form remembers of a field that it showed: its text, and the lines of lists that lead to it, so that the same text under another line has another mark. A line is told by
 * its code; one without a code, by how many there are: its words are those that are being typed. Ten signs; none when there is nothing to tell.
 */
export function marqueDe(brut: unknown, chemin: Chemin, texte: string): string {
  const voie = chemin.flatMap((cle, i) => (typeof cle === 'number' ? [reperes(valeurA(brut, chemin.slice(0, i)), cle)] : []))
  return marque([...voie, texte.trim()].filter(t => t !== '').join('\u001f'))
}
/** Whether what stands there is what marks tell a line by: once it changes, the marks of the whole line do. */
export const repere = (chemin: Chemin) => typeof chemin.at(-2) === 'number' && ['code', 'id', 'numero'].includes(String(chemin.at(-1)))
function reperes(liste: unknown, rang: number): string {
  const lignes = Array.isArray(liste) ? liste : []
  const { code, id, numero } = (lignes[rang] ?? {}) as Record<string, unknown>
  return String(code ?? id ?? numero ?? `${rang + 1} sur ${lignes.length}`)
}

/** What a line is known by, the strongest last. */
const NOMS = ['libelle', 'titre', 'numero', 'id', 'code']
/**
 * What a line is known by is changed after all the rest of it, and a line after those that it holds: what was typed beside it is still found under the words that the page had
 * shown.
 */
export function lesNomsEnDernier<S extends readonly [lieu: string, saisi: string]>(saisies: readonly S[]): S[] {
  const mots = (lieu: string) => lieu.split('/')
  const rang = (lieu: string) => NOMS.indexOf(mots(lieu).at(-1)!)
  const [noms, reste] = [saisies.filter(([l]) => rang(l) >= 0), saisies.filter(([l]) => rang(l) < 0)]
  return [...reste, ...noms.toSorted(([a], [b]) => mots(b).length - mots(a).length || rang(a) - rang(b))]
}
