import { type Chemin, valeurA } from '../../formes/index.ts'
import { type LigneHistoire, type Main, texteA } from './histoire.rules.ts'
import { marqueDe } from './lignes.ts'

/** A draft just before the last change that an open page made, and just after it. */
export type Sien<T = string> = { avant: T; apres: T }

/** Nothing when this page has changed nothing, or when the history no longer goes back that far. Pure. */
export function sienDe(
  histoire: readonly (LigneHistoire & Main)[],
  { source, revision, page }: { source: string; revision: number; page: string },
): Sien | undefined {
  const connue = histoire.filter(l => l.revision <= revision)
  const derniere = connue.filter(l => l.page === page).reduce((n, l) => Math.max(n, l.revision), 0)
  if (derniere === 0) return undefined
  const [avant, apres] = [derniere - 1, derniere].map(a => texteA(source, connue, a, revision))
  return avant === undefined || apres === undefined ? undefined : { avant, apres }
}

type Champ = { chemin: Chemin; marque: string; la: string; montrer: (v: unknown) => string }
/**
 * Whether what stands in a field is what the page that sends it wrote there itself: it was cut off before it could hear so, and shows what stood there before. `la`: the mark of
 * what stands there. Pure.
 */
export function estSien({ avant, apres }: Sien<unknown>, { chemin, marque, la, montrer }: Champ): boolean {
  const marqueA = (brut: unknown) => marqueDe(brut, chemin, montrer(valeurA(brut, chemin)))
  return marqueA(avant) === marque && marqueA(apres) === la
}
