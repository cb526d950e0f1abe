import type { Contexte } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { journaliser } from '../../journal/index.ts'
import { type AppelDeVersion, versionNumero } from '../versions.queries.ts'
import { avecSaVie } from '../vie.queries.ts'
import { gardables, touchesDe } from './effets.rules.ts'
import { lireTouches } from './touches.queries.ts'

/** Why these derogations stand, as their porteurs and the service read it. */
export const MOTIF_GARDEE = 'La clôture de l’appel a avancé. Ce dossier était commencé\u00a0: il garde celle d’avant.'

/**
 * Leaves to each draft that a version just published makes lose time the closing that it had, as a derogation of its own (docs/adr/0047). One that was granted a later closing by name keeps it.
 * Gives how many keep theirs.
 */
export async function garderCloture(
  tx: Tx,
  ctx: Contexte,
  { slug, appelId, numero, remplacee, par }: { slug: string; appelId: string; numero: number; remplacee: number; par: string | undefined },
): Promise<number> {
  const { guichetId, instant } = ctx
  const [avant, apres] = [await versionNumero(tx, guichetId, slug, remplacee), await versionNumero(tx, guichetId, slug, numero)]
  const lus = await lireTouches(tx, guichetId, appelId)
  const vecu = (v: AppelDeVersion) => avecSaVie(v.appel, v.sha256, lus.vie)
  const gardes = gardables(touchesDe({ ...lus, avant: vecu(avant!), apres: vecu(apres!), instant }))
  for (const { brouillon, cloture } of gardes) {
    const ligne = { jusqu_au: cloture, motif: MOTIF_GARDEE, accordee_par: par ?? null, accordee_le: instant, gardee: true }
    await tx
      .insertInto('derogation')
      .values({ dossier_id: brouillon.id, guichet_id: guichetId, ...ligne })
      .onConflict(oc => oc.column('dossier_id').doUpdateSet(ligne).where('derogation.jusqu_au', '<', cloture))
      .execute()
    await journaliser(tx, ctx, 'dossier.cloture_gardee', brouillon.id, { appel: slug, numero, jusqu_au: cloture.toISOString() })
  }
  if (gardes.length > 0) await journaliser(tx, ctx, 'appel.cloture_gardee', appelId, { numero, brouillons: gardes.length })
  return gardes.length
}
