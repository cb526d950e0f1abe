import { aRole, type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { appelPublie } from '../appels/index.ts'
import { type RefusFermeture, refusDeFermer } from './fermetures.rules.ts'
import { inscrireFermeture } from './inscrire.ts'
import { verrouDeLAppel } from './verrou.queries.ts'

/** `enveloppe`: the share that closes alone, by its code; without it, the whole call. */
export type DemandeFermeture = { slug: string; le: Date; motif: string; enveloppe?: string | undefined }

/**
 * Closes a call, or one of its shares, before its end: the notice is public at once, with its reason, and whoever has a draft is told. Asked six times, it is done once. What is filed before that
 * instant is read like the rest.
 */
export const fermerAppel = (ctx: ContexteActeur, d: DemandeFermeture): Promise<Result<void, RefusFermeture>> =>
  enTransaction(ctx, async tx => {
    const connu = aRole(ctx.acteur, 'administrateur') ? await appelPublie(tx, ctx.guichetId, d.slug) : undefined
    if (!connu) return err({ motif: 'introuvable' })
    await verrouDeLAppel(tx, ctx.guichetId, connu.appelId)
    const publie = (await appelPublie(tx, ctx.guichetId, d.slug)) ?? connu
    const part = d.enveloppe === undefined ? undefined : publie.appel.enveloppes.find(e => e.code === d.enveloppe)
    if (d.enveloppe !== undefined && (!part || publie.appel.enveloppes.length < 2)) return err({ motif: 'part_inconnue' })
    if (part?.avis) return err({ motif: 'deja', le: part.avis.le })
    const refus = refusDeFermer(publie.appel, d.le, ctx.instant)
    if (refus) return err(refus)
    await inscrireFermeture(tx, ctx, publie, { le: d.le, motif: d.motif, part })
    return ok(undefined)
  })
