import { confierEssais } from '../../../atelier/essais.ts'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { brouillonDe } from '../brouillons.queries.ts'
import { enregistrer, type RefusEnregistrement } from '../enregistrer.ts'

/** `change`: somebody has changed the draft since its page was drawn; `illisible`: it cannot be played as it is, or has no such test dossier. */
export type RefusEssai = RefusEnregistrement | { motif: 'change' } | { motif: 'illisible' }

/** Makes a test dossier of a draft expect what it gets now. `revision`: that which the page showed. */
export async function changerAttente(
  ctx: ContexteActeur,
  { id, revision, code }: { id: string; revision: number; code: string },
): Promise<Result<null, RefusEssai>> {
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, id))
  if (!brouillon) return err({ motif: 'introuvable' })
  if (brouillon.revision !== revision) return err({ motif: 'change' })
  const travail = await confierEssais('attendreLObtenu', { source: brouillon.source, code }, { pour: ctx.acteur.compteId })
  if (!travail.ok) return err({ motif: 'travail', refus: travail.error })
  if (!travail.value) return err({ motif: 'illisible' })
  if (travail.value.length === 0) return ok(null)
  const r = await enregistrer(ctx, { id, revision, lieu: '/essais', saisies: [], gestes: travail.value })
  return r.ok ? ok(null) : r
}
