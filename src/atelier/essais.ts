import type { Point } from '../features/appels/verification/verifier-appel.ts'
import type { Ajout, EssaisVus, FauteVue } from '../features/studio/essais/joues.ts'
import type { GesteEcrit } from '../features/studio/modifier.ts'
import type { Result } from '../lib/result.ts'
import { creerPool, type RefusTravail } from './pool.ts'

/**
 * The test dossiers of calls, played in a thread of their own: they need the whole product's rules, with its views, which the other threads of the atelier do without. One thread for everybody, one
 * task at a time a person; a time and a memory each. What they answer is written here, so that whoever asks need not know who plays.
 */
export type TachesDesEssais = {
  jouerEssais: (d: { source: string }) => EssaisVus | undefined
  pointsDesEssais: (d: { source: string }) => Point[]
  attendreLObtenu: (d: { source: string; code: string }) => GesteEcrit[] | undefined
  ajouterEssai: (d: { source: string; essai: Readonly<Record<string, unknown>> }) => Result<Ajout, readonly FauteVue[]>
}
export type DemandeEssais = {
  [T in keyof TachesDesEssais]: { tache: T; demande: Parameters<TachesDesEssais[T]>[0] }
}[keyof TachesDesEssais]

const DELAI_MS = 10_000
const OPTIONS = { taille: 1, memoireMo: 192, parPersonne: 3, attente: 20 }
/** In the sources, the worker is bundled by the one that starts it; in the bundle it stands beside `main.js`. */
const FICHIER = new URL(import.meta.url.endsWith('.ts') ? './essais.sources.mjs' : './essais.worker.js', import.meta.url)

let pool: ReturnType<typeof creerPool> | undefined

/** Has test dossiers played in their thread, in the asker's turn. Rejects on a fault of ours only. */
export function confierEssais<T extends keyof TachesDesEssais>(
  tache: T,
  demande: Parameters<TachesDesEssais[T]>[0],
  { pour, delaiMs = DELAI_MS }: { pour: string | null; delaiMs?: number },
): Promise<Result<ReturnType<TachesDesEssais[T]>, RefusTravail>> {
  pool ??= creerPool({ fichier: FICHIER, ...OPTIONS })
  return pool.faire({ tache, demande }, { pour, delaiMs }) as never
}

/** Stops the thread; call it when the program ends. */
export async function fermerEssais(): Promise<void> {
  await pool?.fermer()
  pool = undefined
}
