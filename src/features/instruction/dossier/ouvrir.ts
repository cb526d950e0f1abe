import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { ouvreAppel } from '../../perimetre/index.ts'
import { instructeurs, instruitPour, ouvertA, type RefusInstruction } from '../../service/index.ts'

export type RefusOuverture = RefusInstruction | { motif: 'inconnu' } | { motif: 'sans_raison' }

/** Gives a dossier to an instructeur of its call outside its perimeter, who is told. Done twice, it is done once. */
export const ouvrir = (
  ctx: ContexteActeur,
  d: { dossierId: string; compte: string; raison: string },
): Promise<Result<void, RefusOuverture>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'ouvrir', d.dossierId)
    if (!lu.ok) return lu
    const { ligne } = lu.value
    const qui = (await instructeurs(tx, ctx.guichetId)).find(i => i.id === d.compte && ouvreAppel(i.perimetres, ligne.appel_id))
    if (!qui) return err({ motif: 'inconnu' })
    if (d.raison === '') return err({ motif: 'sans_raison' })
    if ((await ouvertA(tx, ctx.guichetId, d.dossierId)).has(qui.id)) return ok(undefined)
    await tx
      .insertInto('ouverture_dossier')
      .values({
        id: nouvelId(),
        guichet_id: ctx.guichetId,
        dossier_id: d.dossierId,
        compte_id: qui.id,
        motif: d.raison,
        accordee_par: ctx.acteur.compteId,
        accordee_le: ctx.instant,
      })
      .execute()
    await ecrireCourriel(tx, ctx, {
      destinataire: qui.courriel,
      sujet: `Le dossier ${ligne.numero} vous est ouvert`,
      phrases: [`${ctx.acteur.nom} vous ouvre le dossier ${ligne.numero} (${ligne.porteur}).`, d.raison],
      lien: paths.instruction.dossier(d.dossierId),
    })
    await journaliser(tx, ctx, 'instruction.ouvert', d.dossierId, { compte: qui.id, raison: d.raison })
    return ok(undefined)
  })

/** Takes it back: from then on the dossier no longer exists for them. */
export const refermerOuverture = (ctx: ContexteActeur, d: { dossierId: string; compte: string }): Promise<Result<void, RefusInstruction>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'ouvrir', d.dossierId)
    if (!lu.ok) return lu
    const { numUpdatedRows } = await tx
      .updateTable('ouverture_dossier')
      .set({ retiree_le: ctx.instant, retiree_par: ctx.acteur.compteId })
      .where('guichet_id', '=', ctx.guichetId)
      .where('dossier_id', '=', d.dossierId)
      .where('compte_id', '=', d.compte)
      .where('retiree_le', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await journaliser(tx, ctx, 'instruction.ouverture_retiree', d.dossierId, { compte: d.compte })
    return ok(undefined)
  })
