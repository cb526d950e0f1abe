import type { Contexte } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type PlaceMinimis, placeMinimis } from '../../antecedents/index.ts'
import type { Appel } from '../../cahier/index.ts'
import { accorde, type Decision, decisionsDe } from '../../decisions/index.ts'
import { porteurDeclare } from '../../etats/index.ts'

/** Locks a dossier until the end of the act: two acts on its decision follow one another. Its state, or nothing when it is not of this call. */
export async function verrouiller(tx: Tx, guichetId: string, appelId: string, dossierId: string): Promise<string | undefined> {
  const ligne = await tx
    .selectFrom('dossier')
    .select('etat')
    .where('guichet_id', '=', guichetId)
    .where('appel_id', '=', appelId)
    .where('id', '=', dossierId)
    .forUpdate()
    .executeTakeFirst()
  return ligne?.etat
}

export type RefusCommun =
  /** A body gives its opinion first. */
  | { motif: 'avis'; phrase: string }
  | { motif: 'trop_de_laureats'; max: number }
  | { motif: 'rang_pris'; rang: number }
  | { motif: 'structure_declaree' }
  | { motif: 'minimis'; place: PlaceMinimis }
/** What the other decisions of the call leave possible: a rank of the reserve list for one dossier, no more lauréats than the call says. */
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
  if (rang !== null && autres.some(d => d.rang === rang)) return { motif: 'rang_pris', rang }
  const max = a.appel.comite.laureats_max
  if (accorde(sens) && max !== undefined && autres.filter(d => accorde(d.sens)).length >= max) return { motif: 'trop_de_laureats', max }
  return undefined
}
