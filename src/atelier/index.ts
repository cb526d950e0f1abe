import { fermerEssais } from './essais.ts'
import { fermerPhotos } from './photos.ts'
import { creerAtelier, type RefusTravail } from './pool.ts'
import type { TACHES } from './taches.ts'

export type { RefusTravail } from './pool.ts'

/**
 * The atelier: where heavy work on what people send is done, in threads, so that the program's own never waits for it nor falls with it. Two threads for everybody;
 * one task at a time a person, two more waiting; a time and a memory each.
 *
 * To add a task: write it as a function of data (what `structuredClone` copies) in a module without I/O that imports neither this door nor the database; give it a
 * line in `taches.ts`; call `confier('itsName', data, { pour: cleDe(…) })` and answer its refusals with a sentence (`PHRASE_TRAVAIL` where nothing better can be said). A
 * task bounds its own buffers while it reads: the limit of memory counts the heap only. What it throws is a fault of ours; a refusal is a value that it returns.
 */
type Taches = typeof TACHES
export type NomTache = keyof Taches
export type DemandeAtelier = { [T in NomTache]: { tache: T; demande: Parameters<Taches[T]>[0] } }[NomTache]
/** In the sources the worker is TypeScript; in the bundle it stands beside `main.js`. */
const FICHIER = new URL(import.meta.url.endsWith('.ts') ? './atelier.worker.ts' : './atelier.worker.js', import.meta.url)
// long enough for the largest list that is taken, on a busy machine
const atelier = creerAtelier<Taches>(FICHIER, { taille: 2, memoireMo: 128, parPersonne: 3, attente: 40, delaiMs: 10_000 })

/** Has a task done in a thread, in the asker's turn. Rejects on a fault of ours only. */
export const { confier } = atelier

/** Stops the threads; call it when the program ends. A later task starts others. */
export async function fermerAtelier(): Promise<void> {
  await Promise.all([atelier.fermer(), fermerEssais(), fermerPhotos()])
}

export const PHRASE_TRAVAIL: Record<RefusTravail, string> = {
  occupe: 'Vos demandes précédentes ne sont pas finies. Attendez leur réponse, puis recommencez',
  complet: 'Beaucoup de personnes font la même chose en ce moment. Rien n’est perdu\u00a0: recommencez dans une minute',
  trop_long: 'Ce que vous avez envoyé demande trop de calcul. Envoyez-en moins à la fois',
  trop_lourd: 'Ce que vous avez envoyé prend trop de place une fois ouvert. Envoyez-en moins à la fois',
}
