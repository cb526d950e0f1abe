import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type PlaceMinimis, placeMinimis } from '../antecedents/index.ts'
import type { Appel } from '../cahier/index.ts'
import { accorde, type Decision, decisionsDe } from '../decisions/index.ts'
import { porteurDeclare } from '../etats/index.ts'

export type RefusCommun =
  /** A body gives its opinion first. */
  | { motif: 'avis'; phrase: string }
  | { motif: 'trop_de_laureats'; max: number }
  /** `dossierId`: whose rank it is. */
  | { motif: 'rang_pris'; rang: number; dossierId: string }
  /** Declared by hand, and not confirmed: no aid, and no promise of one. */
  | { motif: 'structure_declaree' }
  /** With what its porteur was told since, it would go beyond the ceiling of de minimis aids. */
  | { motif: 'minimis'; place: PlaceMinimis }

/** What its porteur and the other decisions of the call leave possible: a rank of the reserve list for one dossier, no more lauréats than the call says. */
export async function refusDesAutres(
  tx: Tx,
  { guichetId, instant }: Pick<Contexte, 'guichetId' | 'instant'>,
  a: { appelId: string; appel: Appel; dossierId: string; decision: Pick<Decision, 'sens' | 'rang' | 'montant'> },
): Promise<RefusCommun | undefined> {
  const { sens, rang, montant } = a.decision
  if (accorde(sens) || rang !== null) {
    const porteur = await tx
      .selectFrom('dossier as d')
      .select(porteurDeclare('d.structure_id').as('declaree'))
      .where('d.guichet_id', '=', guichetId)
      .where('d.id', '=', a.dossierId)
      .executeTakeFirst()
    if (porteur?.declaree) return { motif: 'structure_declaree' }
  }
  const place = accorde(sens) ? await placeMinimis(tx, { guichetId, instant }, a.dossierId) : undefined
  if (place && montant > place.reste) return { motif: 'minimis', place }
  const autres = [...(await decisionsDe(tx, guichetId, a.appelId, { verrou: true })).values()].filter(d => d.dossierId !== a.dossierId)
  const memeRang = rang === null ? undefined : autres.find(d => d.rang === rang)
  if (rang !== null && memeRang) return { motif: 'rang_pris', rang, dossierId: memeRang.dossierId }
  const max = a.appel.laureats?.max
  if (accorde(sens) && max !== undefined && autres.filter(d => accorde(d.sens)).length >= max) return { motif: 'trop_de_laureats', max }
  return undefined
}
