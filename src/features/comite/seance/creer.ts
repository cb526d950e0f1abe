import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { appelPublie } from '../../appels/index.ts'
import { ouvrirEnveloppes } from '../../enveloppes/index.ts'
import { instanceDe } from '../../instances/index.ts'
import { journaliser } from '../../journal/index.ts'
import { convoquer, ecrireComposition, verifierPreparation } from './composer.ts'
import type { Preparation } from './seance.form.ts'

export type RefusSeance = { motif: 'introuvable' } | { motif: 'saisie'; errors: FieldErrors }

/** Calls a séance of the comité, or of the body of this code, under the version of the call in force; its members are told, and the comité opens the envelope of the call. */
export const creerSeance = (
  ctx: ContexteActeur,
  slug: string,
  p: Preparation,
  code: string | null = null,
): Promise<Result<string, RefusSeance>> =>
  enTransaction(ctx, async tx => {
    const publie = await appelPublie(tx, ctx.guichetId, slug)
    if (!publie) return err({ motif: 'introuvable' })
    const { appel, appelId } = publie
    const instance = instanceDe(appel, code)
    if (!instance) return err({ motif: 'introuvable' })
    const { assis, errors } = await verifierPreparation(tx, ctx, { appelId, appel, instance, seanceId: null }, p)
    if (Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
    const id = nouvelId()
    await tx
      .insertInto('seance')
      .values({
        id,
        guichet_id: ctx.guichetId,
        appel_id: appelId,
        appel_version_id: publie.versionId,
        tenue_le: p.tenueLe,
        lieu: p.lieu,
        instance: code,
        quorum: instance.quorum,
        creee_par: ctx.acteur.compteId,
        creee_le: ctx.instant,
      })
      .execute()
    const membres = await ecrireComposition(tx, ctx, id, assis, p.dossiers)
    if (!instance.avis) await ouvrirEnveloppes(tx, ctx, appelId, appel)
    await convoquer(tx, ctx, { id, titre: appel.titre, instance, tenueLe: p.tenueLe, lieu: p.lieu }, membres)
    await journaliser(tx, ctx, 'comite.seance_creee', id, {
      appel: slug,
      ...(code === null ? {} : { instance: code }),
      tenue_le: p.tenueLe.toISOString(),
      membres: membres.map(m => m.id),
      dossiers: p.dossiers,
    })
    return ok(id)
  })
