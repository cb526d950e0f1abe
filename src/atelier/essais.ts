import type { Point } from '../features/appels/verification/verifier-appel.ts'
import type { GesteEcrit } from '../features/studio/document/gestes.ts'
import type { Ajout, EssaisVus, FauteVue } from '../features/studio/essais/joues.ts'
import type { Result } from '../lib/result.ts'
import { creerAtelier } from './pool.ts'

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

/** In the sources, the worker is bundled by the one that starts it; in the bundle it stands beside `main.js`. */
const FICHIER = new URL(import.meta.url.endsWith('.ts') ? './essais.sources.mjs' : './essais.worker.js', import.meta.url)

/** Has test dossiers played in their thread, in the asker's turn; stops the thread, when the program ends. */
export const { confier: confierEssais, fermer: fermerEssais } = creerAtelier<TachesDesEssais>(FICHIER, {
  taille: 1,
  memoireMo: 192,
  parPersonne: 3,
  attente: 20,
  delaiMs: 10_000,
})
