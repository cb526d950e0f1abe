import { aRole, type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { appelPublie } from '../../appels/index.ts'
import { vaguesARelever } from './releve.rules.ts'
import { type Releve, relever } from './relever.ts'

export type RefusReleve = { motif: 'introuvable' } | { motif: 'pas_encore'; prevuLe: Date }
/** What was done; `rien`: the relevé had been done, and nobody has filed since. */
export type ReleveALaMain = Releve['genre'] | 'rien'

/** The relevé of a wave by the hand of an administrateur, who does not wait for the guichet to do it: never before its instant, and once. */
export const releverMaintenant = (ctx: ContexteActeur, d: { slug: string; vague: string }): Promise<Result<ReleveALaMain, RefusReleve>> =>
  enTransaction(ctx, async tx => {
    const publie = aRole(ctx.acteur, 'administrateur') ? await appelPublie(tx, ctx.guichetId, d.slug) : undefined
    const vague = publie && vaguesARelever(publie.appel, ctx.instant).find(v => v.code === d.vague)
    if (!publie || !vague) return err({ motif: 'introuvable' })
    if (ctx.instant < vague.prevuLe) return err({ motif: 'pas_encore', prevuLe: vague.prevuLe })
    const fait = await relever(tx, ctx, publie, vague)
    return ok(fait?.genre ?? 'rien')
  })
