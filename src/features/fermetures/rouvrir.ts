import { aRole, type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { appelPublie } from '../appels/index.ts'
import { journaliser } from '../journal/index.ts'
import { direLaReouverture } from './dire.ts'
import { verrouDeLAppel } from './verrou.queries.ts'

export type RefusReouverture = { motif: 'introuvable' } | { motif: 'rien' } | { motif: 'passee'; le: Date }

/** Takes the notice of an early closing back, before it closes: the call goes on as it would have, and whoever was told is told. */
export const rouvrirAppel = (
  ctx: ContexteActeur,
  d: { slug: string; motif: string; enveloppe?: string | undefined },
): Promise<Result<void, RefusReouverture>> =>
  enTransaction(ctx, async tx => {
    const publie = aRole(ctx.acteur, 'administrateur') ? await appelPublie(tx, ctx.guichetId, d.slug) : undefined
    if (!publie) return err({ motif: 'introuvable' })
    await verrouDeLAppel(tx, ctx.guichetId, publie.appelId)
    const part = publie.appel.enveloppes.find(e => e.code === d.enveloppe)
    if (d.enveloppe !== undefined && !part) return err({ motif: 'rien' })
    const fermeture = await enVigueur(tx, ctx.guichetId, publie.appelId, part?.code)
    if (!fermeture) return err({ motif: 'rien' })
    if (ctx.instant >= fermeture.ferme_le) return err({ motif: 'passee', le: fermeture.ferme_le })
    await tx
      .updateTable(part ? 'fermeture_part' : 'fermeture')
      .set({ rouverte_le: ctx.instant, rouverte_par: ctx.acteur.compteId, rouverte_motif: d.motif })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', fermeture.id)
      .execute()
    const prevenus = await direLaReouverture(tx, ctx, publie, fermeture.id, { le: fermeture.ferme_le, motif: d.motif, part })
    await journaliser(tx, ctx, 'appel.reouverture', publie.appelId, { motif: d.motif, prevenus, ...(part ? { part: part.libelle } : {}) })
    return ok(undefined)
  })

/** The notice that holds, of the call or of this share of it. */
const enVigueur = (tx: Tx, guichetId: string, appelId: string, part: string | undefined) =>
  part === undefined
    ? notices(tx, 'fermeture', guichetId, appelId).executeTakeFirst()
    : notices(tx, 'fermeture_part', guichetId, appelId).where('enveloppe', '=', part).executeTakeFirst()
const notices = <T extends 'fermeture' | 'fermeture_part'>(tx: Tx, table: T, guichetId: string, appelId: string) =>
  tx
    .selectFrom(table as 'fermeture_part')
    .select(['id', 'ferme_le'])
    .where('guichet_id', '=', guichetId)
    .where('appel_id', '=', appelId)
    .where('rouverte_le', 'is', null)
