import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { idPris } from '../../db/db.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { signatairesDe } from '../agents/index.ts'
import { peut } from '../decret/index.ts'
import type { Fichier } from '../fichiers/index.ts'
import { journaliser } from '../journal/index.ts'
import { lireDelegation, type SaisieDelegation } from './delegation.form.ts'
import { delegationDe, delegationsDe } from './delegations.queries.ts'
import { placeDevant, subdelegables } from './etat.rules.ts'
import { direEnregistrement, prevenirTousDeux } from './prevenir.ts'

export type AEnregistrer = { appelId: string; cle: string; saisie: SaisieDelegation; fichier: Fichier | undefined }
export type RefusEnregistrement =
  | { motif: 'saisie'; errors: FieldErrors }
  /** Whoever gives or receives a delegation does not record it. */
  | { motif: 'interesse' }
  /** The key of its form names a delegation that does not hold for this call. */
  | { motif: 'cle' }
  /** The file is read with the rest: nothing else is wrong. */
  | { motif: 'sans_fichier' }

/**
 * Records a delegation that its arrêté has made: nothing is delegated by it. Both people are told. `cle`: the id that it will have, so that the form sent twice records it
 * once.
 */
export const enregistrerDelegation = (ctx: ContexteActeur, d: AEnregistrer): Promise<Result<{ deja: boolean }, RefusEnregistrement>> =>
  enTransaction(ctx, async (tx): Promise<Result<{ deja: boolean }, RefusEnregistrement>> => {
    // two sendings of one form follow one another
    await tx.selectFrom('appel').select('id').where('guichet_id', '=', ctx.guichetId).where('id', '=', d.appelId).forUpdate().execute()
    if (await delegationDe(tx, ctx.guichetId, d.appelId, d.cle)) return ok({ deja: true })
    const signataires = await signatairesDe(tx, ctx.guichetId, d.appelId)
    const meres = subdelegables(await delegationsDe(tx, ctx.guichetId, d.appelId), ctx.instant)
    const lu = lireDelegation(d.saisie, signataires, meres, ctx.instant)
    if (!lu.ok) return err({ motif: 'saisie', errors: lu.error })
    const { delegant, delegue } = lu.value
    if (!peut(placeDevant(ctx.acteur.compteId, [delegant.compteId, delegue.compteId]), 'enregistrer', { delegation: 'a_enregistrer' }))
      return err({ motif: 'interesse' })
    if (!d.fichier) return err({ motif: 'sans_fichier' })
    const { arreteNumero, arreteLe, recueil, publieeLe, natures, plafondActe, plafondTotal, du, au, tous, subdelegable, mere } = lu.value
    const dite = {
      ...{ arrete_numero: arreteNumero, arrete_le: arreteLe, recueil, publiee_le: publieeLe, natures, du, au },
      ...{ plafond_acte: plafondActe, plafond_total: plafondTotal, subdelegable, mere_id: mere?.id ?? null },
    }
    await tx
      .insertInto('delegation')
      .values({
        ...{ id: d.cle, guichet_id: ctx.guichetId, appel_id: tous ? null : d.appelId, delegant_id: delegant.id, delegue_id: delegue.id },
        ...dite,
        ...{ fichier_nom: d.fichier.nom, taille: d.fichier.taille, sha256: d.fichier.sha256, cle: d.fichier.cle },
        ...{ enregistree_par: ctx.acteur.compteId, enregistree_le: ctx.instant },
      })
      .execute()
    await prevenirTousDeux(tx, ctx, d.cle, 'enregistree', direEnregistrement({ ...lu.value, delegant, delegue }))
    await journaliser(tx, ctx, 'delegation.enregistree', d.cle, {
      ...{ appel: tous ? 'tous' : d.appelId, delegant: delegant.compteId, delegue: delegue.compteId, sha256: d.fichier.sha256 },
      ...dite,
    })
    return ok({ deja: false })
  }).catch((e: unknown) => {
    if (idPris(e, 'delegation')) return err({ motif: 'cle' })
    throw e
  })
