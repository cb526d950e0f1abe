import type { TACHES_PHOTOS } from '../features/photos/taches.ts'
import { creerAtelier } from './pool.ts'

/**
 * Photographs, decoded in a thread of their own: one for everybody, three demands at most a person. What decodes them bounds the points that it takes (`POINTS_MAX`), that of HEIC the memory of its
 * WebAssembly; the time is bounded here.
 */
type Taches = typeof TACHES_PHOTOS
export type DemandePhotos = { [T in keyof Taches]: { tache: T; demande: Parameters<Taches[T]>[0] } }[keyof Taches]

/** In the sources the worker is TypeScript; in the bundle it stands beside `main.js`. */
const FICHIER = new URL(import.meta.url.endsWith('.ts') ? './photos.worker.ts' : './photos.worker.js', import.meta.url)

/** Has a photograph read in its thread, in the asker's turn; stops the thread, when the program ends. */
export const { confier: confierPhoto, fermer: fermerPhotos } = creerAtelier<Taches>(FICHIER, {
  taille: 1,
  memoireMo: 192,
  parPersonne: 3,
  attente: 60,
  delaiMs: 45_000,
})
