import { aRole, type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { appelPublie } from '../appels/index.ts'
import { journaliser } from '../journal/index.ts'
import { direLaFermeture } from './dire.ts'
import { type RefusFermeture, refusDeFermer } from './fermetures.rules.ts'
import { verrouDeLAppel } from './verrou.queries.ts'

export type DemandeFermeture = { slug: string; le: Date; motif: string }

/**
 * Closes a call before its end: the notice is public at once, with its reason, and whoever has a draft is told. Asked six times, it is done once. What is filed before that
 * instant is read like the rest.
 */
export const fermerAppel = (ctx: ContexteActeur, d: DemandeFermeture): Promise<Result<void, RefusFermeture>> =>
  enTransaction(ctx, async tx => {
    const connu = aRole(ctx.acteur, 'administrateur') ? await appelPublie(tx, ctx.guichetId, d.slug) : undefined
    if (!connu) return err({ motif: 'introuvable' })
    await verrouDeLAppel(tx, ctx.guichetId, connu.appelId)
    const publie = (await appelPublie(tx, ctx.guichetId, d.slug)) ?? connu
    const refus = refusDeFermer(publie.appel, d.le, ctx.instant)
    if (refus) return err(refus)
    const id = nouvelId()
    await tx
      .insertInto('fermeture')
      .values({
        id,
        guichet_id: ctx.guichetId,
        appel_id: publie.appelId,
        ferme_le: d.le,
        motif: d.motif,
        publiee_le: ctx.instant,
        publiee_par: ctx.acteur.compteId,
      })
      .execute()
    const prevenus = await direLaFermeture(tx, ctx, publie, id, d)
    await journaliser(tx, ctx, 'appel.fermeture', publie.appelId, { ferme_le: d.le.toISOString(), motif: d.motif, prevenus })
    return ok(undefined)
  })
