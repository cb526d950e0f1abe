import type { TACHES_PHOTOS } from '../features/photos/taches.ts'
import type { Result } from '../lib/result.ts'
import { creerPool, type RefusTravail } from './pool.ts'

/**
 * Photographs, decoded in a thread of their own: one for everybody, three demands at most a person. What decodes them bounds the points that it takes (`POINTS_MAX`), that of HEIC the memory of its
 * WebAssembly; the time is bounded here.
 */
type Taches = typeof TACHES_PHOTOS
export type DemandePhotos = { [T in keyof Taches]: { tache: T; demande: Parameters<Taches[T]>[0] } }[keyof Taches]

const DELAI_MS = 45_000
const OPTIONS = { taille: 1, memoireMo: 192, parPersonne: 3, attente: 60 }
/** In the sources the worker is TypeScript; in the bundle it stands beside `main.js`. */
const FICHIER = new URL(import.meta.url.endsWith('.ts') ? './photos.worker.ts' : './photos.worker.js', import.meta.url)

let pool: ReturnType<typeof creerPool> | undefined

/** Has a photograph read in its thread, in the asker's turn. Rejects on a fault of ours only. */
export function confierPhoto<T extends keyof Taches>(
  tache: T,
  demande: Parameters<Taches[T]>[0],
  { pour, delaiMs = DELAI_MS }: { pour: string | null; delaiMs?: number },
): Promise<Result<Awaited<ReturnType<Taches[T]>>, RefusTravail>> {
  pool ??= creerPool({ fichier: FICHIER, ...OPTIONS })
  return pool.faire({ tache, demande }, { pour, delaiMs }) as never
}

/** Stops the thread; call it when the program ends. */
export async function fermerPhotos(): Promise<void> {
  await pool?.fermer()
  pool = undefined
}
