import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { empreinteDe } from '../../contenu/index.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { brouillonDe } from '../brouillons.queries.ts'
import { auteursDe } from './relectures.queries.ts'

/** `change`: the draft is no more the text that was on the page. `seul_auteur`: nobody approves what they alone have written. `deja`: answered, or taken back. */
export type RefusRendre = 'introuvable' | 'deja' | 'change' | 'seul_auteur'

/**
 * What a reader says of a text: a remark, or that there is nothing to say against it. It holds for that text alone, which is kept with it. Without `remarque`, it is an
 * approval. Only the person who was asked may answer, once.
 */
export const rendreRelecture = (
  ctx: ContexteActeur,
  d: { id: string; revision: number; remarque?: string },
): Promise<Result<void, RefusRendre>> =>
  enTransaction(ctx, async tx => {
    const demande = await tx
      .selectFrom('relecture as r')
      .innerJoin('compte as c', 'c.id', 'r.demandee_par')
      .select(['r.brouillon_id', 'r.lue_le', 'r.retiree_le', 'c.email as courriel'])
      .where('r.guichet_id', '=', ctx.guichetId)
      .where('r.id', '=', d.id)
      .where('r.lecteur_id', '=', ctx.acteur.compteId)
      .forUpdate('r')
      .executeTakeFirst()
    if (!demande) return err('introuvable')
    const brouillon = demande.brouillon_id ? await brouillonDe(tx, ctx.guichetId, demande.brouillon_id) : undefined
    if (demande.lue_le || demande.retiree_le || !brouillon) return err('deja')
    if (brouillon.revision !== d.revision) return err('change')
    const { remarque } = d
    if (remarque === undefined) {
      const auteurs = await auteursDe(tx, ctx.guichetId, brouillon.id)
      if ([...auteurs].every(a => a === ctx.acteur.compteId)) return err('seul_auteur')
    }
    const sha256 = empreinteDe(brouillon.source)
    await tx
      .updateTable('relecture')
      .set({
        lue_le: ctx.instant,
        sens: remarque === undefined ? 'rien_a_redire' : 'remarque',
        remarque: remarque ?? null,
        sha256,
        source: brouillon.source,
      })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', d.id)
      .execute()
    await ecrireCourriel(tx, ctx, {
      cle: `relecture-rendue-${d.id}`,
      destinataire: demande.courriel,
      sujet: `«\u00a0${brouillon.titre}\u00a0» est relu`,
      phrases: [
        remarque === undefined
          ? `L’appel «\u00a0${brouillon.titre}\u00a0» est relu\u00a0: rien à redire. Un changement du texte demanderait une nouvelle relecture, pour ce qui change seulement.`
          : `L’appel «\u00a0${brouillon.titre}\u00a0» est relu, avec une remarque. Elle est sur la page de l’appel.`,
      ],
      lien: paths.studio.brouillon(brouillon.id),
    })
    await journaliser(tx, ctx, 'appel.relecture_rendue', d.id, {
      titre: brouillon.titre,
      sha256,
      ...(remarque === undefined ? {} : { remarque }),
    })
    return ok(undefined)
  })
