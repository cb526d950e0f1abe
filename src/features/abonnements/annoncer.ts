import { type Contexte, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'

/** From what may be undone to the mails that tell it. */
const DELAI_MS = 10 * 60_000

/** What happens to a call, in words. `sourceId`: the line that says it; one is told once. `differee`: it may still be undone for some minutes. */
type Nouvelle = {
  appelId: string
  genre: 'releve' | 'fermeture' | 'reouverture' | 'abondement'
  sourceId: string
  sujet: string
  phrases: readonly string[]
  /** Who tells it: the service of the call. */
  signe: string
  differee: boolean
}

/** Writes, in the transaction of the act that does it, what those who follow the call will be told. A job mails it once its time has come. */
export async function annoncerNouvelle(tx: Tx, ctx: Contexte, n: Nouvelle): Promise<void> {
  await tx
    .insertInto('nouvelle')
    .values({
      id: nouvelId(),
      guichet_id: ctx.guichetId,
      appel_id: n.appelId,
      genre: n.genre,
      source_id: n.sourceId,
      sujet: n.sujet,
      phrases: [...n.phrases],
      signe: n.signe,
      annoncee_le: ctx.instant,
      part_le: new Date(ctx.instant.getTime() + (n.differee ? DELAI_MS : 0)),
    })
    .onConflict(oc => oc.columns(['source_id', 'genre']).doNothing())
    .execute()
}

/** What these lines had announced was undone before anybody was told. */
export async function retirerNouvelles(tx: Tx, ctx: Contexte, sources: readonly string[]): Promise<void> {
  if (sources.length === 0) return
  await tx
    .updateTable('nouvelle')
    .set({ retiree_le: ctx.instant })
    .where('guichet_id', '=', ctx.guichetId)
    .where('source_id', 'in', [...sources])
    .where('partie_le', 'is', null)
    .where('retiree_le', 'is', null)
    .execute()
}
