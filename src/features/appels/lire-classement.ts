import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { classer, type Resultats } from './pages/liste.view.tsx'
import { type AppelPublie, appelsPublies } from './versions.queries.ts'

/** What came of these calls, in words; it knows decisions, which a call does not: whoever asks gives it. */
export type LireResultats = (tx: Tx, guichetId: string, publies: readonly AppelPublie[]) => Promise<Resultats>

/** Every published call by state, what came of those that are closed, and the identifiers of those that are open. */
export async function lireClassement(tx: Tx, { guichetId, instant }: Pick<Contexte, 'guichetId' | 'instant'>, resultatsDe: LireResultats) {
  const publies = await appelsPublies(tx, guichetId)
  const classement = classer(
    publies.map(p => p.appel),
    instant,
  )
  const clos = publies.filter(p => classement.clos.includes(p.appel))
  const idsOuverts = publies.filter(p => classement.ouverts.includes(p.appel)).map(p => p.appelId)
  return { classement, resultats: await resultatsDe(tx, guichetId, clos), idsOuverts }
}
