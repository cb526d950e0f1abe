import { aRole, type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import { type DateCivile, dateCivile, formatDateCivile } from '../../../lib/dates.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel, motsEnCourriel } from '../../courriels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { nommer } from '../../structures/index.ts'
import { brouillonDe } from '../brouillons.queries.ts'
import { lecteursPossibles, RELECTURES_MAX, relectureDe, relecturesDe } from './relectures.queries.ts'

export type RefusDemande = 'introuvable' | 'lecteur' | 'passe' | 'deja' | 'trop'

/** Asks somebody else of the guichet to read a draft by a day: they get a link by mail. One reading at a time of each reader. */
export const demanderRelecture = (
  ctx: ContexteActeur,
  d: { brouillon: string; lecteur: string; pourLe: DateCivile },
): Promise<Result<void, RefusDemande>> =>
  enTransaction(ctx, async tx => {
    const brouillon = aRole(ctx.acteur, 'administrateur') ? await brouillonDe(tx, ctx.guichetId, d.brouillon) : undefined
    if (!brouillon) return err('introuvable')
    const lecteur = (await lecteursPossibles(tx, ctx.guichetId, ctx.acteur.compteId)).find(l => l.id === d.lecteur)
    if (!lecteur) return err('lecteur')
    if (d.pourLe < dateCivile(ctx.instant)) return err('passe')
    if ((await relecturesDe(tx, ctx.guichetId, brouillon.id)).length >= RELECTURES_MAX) return err('trop')
    const id = nouvelId()
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('relecture')
      .values({
        id,
        guichet_id: ctx.guichetId,
        brouillon_id: brouillon.id,
        titre: brouillon.titre,
        lecteur_id: lecteur.id,
        pour_le: d.pourLe,
        demandee_le: ctx.instant,
        demandee_par: ctx.acteur.compteId,
      })
      .onConflict(oc => oc.columns(['brouillon_id', 'lecteur_id']).where('lue_le', 'is', null).where('retiree_le', 'is', null).doNothing())
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows) return err('deja')
    await ecrireCourriel(tx, ctx, {
      cle: `relecture-${id}`,
      destinataire: lecteur.courriel,
      sujet: `À relire pour le ${formatDateCivile(d.pourLe)}\u00a0: «\u00a0${brouillon.titre}\u00a0»`,
      phrases: [
        `${motsEnCourriel(await nommer(tx, ctx.guichetId, ctx.acteur.compteId))} vous demande de relire l’appel «\u00a0${brouillon.titre}\u00a0», au plus tard le ${formatDateCivile(d.pourLe)}, avant qu’il soit publié.`,
        'La page ci-dessous montre ce qui change, et l’appel comme le public le lira. Vous y laissez une remarque, ou dites que vous n’avez rien à redire.',
      ],
      lien: paths.studio.relecture(id),
    })
    await journaliser(tx, ctx, 'appel.relecture_demandee', id, { titre: brouillon.titre, lecteur: lecteur.id, pour_le: d.pourLe })
    return ok(undefined)
  })

/** Takes a request back before its reader has answered: the link says that it no longer serves. */
export const retirerRelecture = (ctx: ContexteActeur, id: string): Promise<Result<string, 'introuvable'>> =>
  enTransaction(ctx, async tx => {
    const r = aRole(ctx.acteur, 'administrateur') ? await relectureDe(tx, ctx.guichetId, id) : undefined
    if (!r?.brouillonId) return err('introuvable')
    const { numUpdatedRows } = await tx
      .updateTable('relecture')
      .set({ retiree_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', id)
      .where('lue_le', 'is', null)
      .where('retiree_le', 'is', null)
      .executeTakeFirstOrThrow()
    if (!numUpdatedRows) return err('introuvable')
    await journaliser(tx, ctx, 'appel.relecture_retiree', id, { titre: r.titre })
    return ok(r.brouillonId)
  })
