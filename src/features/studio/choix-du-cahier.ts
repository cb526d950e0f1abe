import { isDeepStrictEqual } from 'node:util'
import { type Chemin, valeurA } from '../formes/index.ts'

export type Choix = { value: string; label: string }

/** Beyond, boxes take longer to read than a text to type. */
const CHOIX_MAX = 30

const lignesA = (brut: unknown, chemin: Chemin) => {
  const v = valeurA(brut, chemin)
  return (Array.isArray(v) ? v : []).map(l => (l !== null && typeof l === 'object' ? (l as Record<string, unknown>) : {}))
}
const dits = (lignes: readonly Record<string, unknown>[], nom: string) =>
  lignes.flatMap(l => (typeof l.code === 'string' && l.code !== '' ? [{ value: l.code, label: String(l[nom] || l.code) }] : []))

/** What the lists of codes of a call are chosen from, by the key that holds them. */
const OFFRES: Readonly<Record<string, (brut: unknown) => Choix[]>> = {
  volets: brut => dits(lignesA(brut, ['volets']), 'titre'),
  departements: brut => dits(lignesA(brut, ['territoire', 'departements']), 'nom'),
  clauses: brut => Object.keys((valeurA(brut, ['clauses']) ?? {}) as object).map(nom => ({ value: nom, label: nom })),
}

/**
 * What of the call may stand in a list of codes. Nothing where one types: the call has too many of them or none, and where what stands there would not come back the same, a code that
 * is not of the call or an order of its own. Pure.
 */
export function choixDuCahier(brut: unknown, chemin: Chemin, valeur: unknown): Choix[] | undefined {
  const cle = String(chemin.at(-1))
  const choix = Object.hasOwn(OFFRES, cle) ? OFFRES[cle]!(brut) : []
  if (choix.length === 0 || choix.length > CHOIX_MAX) return undefined
  const la = Array.isArray(valeur) ? valeur.map(String) : []
  const memes = choix.map(c => c.value).filter(c => la.includes(c))
  return isDeepStrictEqual(memes, la) ? choix : undefined
}
