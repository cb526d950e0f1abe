import type { Contexte } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { ok, type Result } from '../../../lib/result.ts'
import type { Accord } from './accord.rules.ts'
import { garderCloture } from './garder-cloture.ts'
import { publierVersion, type RefusPublication, type VersionPubliee } from './publier.ts'

/** During this a version may be taken back, and nobody is told of it. */
export const REPRISE_MS = 30 * 60_000

/**
 * Publishes a version, and writes when whoever has a draft will be told what it changes: half an hour later, once it may no longer be taken back. A version that replaces
 * one of which nobody was told yet is told from the one before: people hear of the difference, once. `garder`: the drafts begun keep the closing that they had.
 */
export async function mettreEnLigne(
  tx: Tx,
  ctx: Contexte,
  { slug, numero, accord, par, garder = false }: { slug: string; numero: number; accord?: Accord; par?: string; garder?: boolean },
): Promise<Result<VersionPubliee, RefusPublication>> {
  const publiee = await publierVersion(tx, ctx, slug, numero, accord, par)
  if (!publiee.ok) return publiee
  const { appelId, versionId, remplacee } = publiee.value
  await tx
    .updateTable('publication_prevue')
    .set({ finie_le: ctx.instant, fin: 'publiee' })
    .where('guichet_id', '=', ctx.guichetId)
    .where('appel_version_id', '=', versionId)
    .where('finie_le', 'is', null)
    .execute()
  if (remplacee === undefined) return ok(publiee.value)
  if (garder) await garderCloture(tx, ctx, { slug, appelId, numero, remplacee, par: par ?? ctx.acteur?.compteId })
  const tues = await tx
    .updateTable('publication_annonce')
    .set({ retiree_le: ctx.instant })
    .where('guichet_id', '=', ctx.guichetId)
    .where('appel_id', '=', appelId)
    .where('partie_le', 'is', null)
    .where('retiree_le', 'is', null)
    .returning('depuis')
    .execute()
  await tx
    .insertInto('publication_annonce')
    .values({
      appel_version_id: versionId,
      guichet_id: ctx.guichetId,
      appel_id: appelId,
      remplacee,
      depuis: Math.min(remplacee, ...tues.map(t => t.depuis)),
      publiee_le: ctx.instant,
      part_le: new Date(ctx.instant.getTime() + REPRISE_MS),
    })
    .execute()
  return ok(publiee.value)
}
