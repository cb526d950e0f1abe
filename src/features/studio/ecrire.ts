import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { BORNES_YAML } from '../../lib/yaml.ts'
import { brouillonDe } from './brouillons.queries.ts'
import { garder } from './garder.ts'

export type RefusEcrire = 'introuvable' | 'change' | 'trop_grand'

/** Keeps a whole text typed by hand, whatever its faults. Refused once somebody else has changed the draft: nothing of theirs is written over. */
export async function ecrire(
  ctx: ContexteActeur,
  { id, revision, source }: { id: string; revision: number; source: string },
): Promise<Result<null, RefusEcrire>> {
  if (Buffer.byteLength(source) > BORNES_YAML.octets) return err('trop_grand')
  return enTransaction(ctx, async tx => {
    const brouillon = await brouillonDe(tx, ctx.guichetId, id)
    if (!brouillon) return err('introuvable')
    if (brouillon.source === source) return ok(null)
    const garde = { id, revision, avant: brouillon.source, apres: source, lieu: '', dit: 'Texte modifié à la main' }
    return brouillon.revision === revision && (await garder(tx, ctx, garde)) ? ok(null) : err('change')
  })
}
