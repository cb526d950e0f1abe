import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { formatJour } from '../../../lib/dates.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { noterDelai } from '../../delais/index.ts'
import { lireDepose } from '../../examen/index.ts'
import { journaliser } from '../../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../../service/index.ts'
import { destinatairesDuProjet } from '../destinataires.ts'
import { type Demande, demandesDe } from './complements.queries.ts'
import { lireEcheance, tropLong } from './demande.form.ts'
import { noterAvis } from './rappels.queries.ts'

/** `vu`: the last instant of an answer as the form showed it, in milliseconds; empty when it showed none. */
export type SaisieProlongation = { jour: string; raison: string; vu: string }
export type RefusProlongation =
  | RefusInstruction
  | { motif: 'demande_inconnue' }
  /** It was answered or withdrawn: nothing waits any more. */
  | { motif: 'finie' }
  /** Somebody else has given another day meanwhile. */
  | { motif: 'change'; echeance: Date }
  | { motif: 'saisie'; errors: FieldErrors }

/** What can be read of a prolongation, which comes after the day that stands and after now; or why it cannot. Pure. */
function lireProlongation(s: SaisieProlongation, { echeance }: Pick<Demande, 'echeance'>, instant: Date): Result<Date, FieldErrors> {
  const jour = lireEcheance(s.jour, echeance > instant ? echeance : instant)
  const long = tropLong(s.raison)
  if (!jour.ok || long) return err({ ...(jour.ok ? {} : { jour: jour.error }), ...(long ? { raison: long } : {}) })
  return jour
}

/** Gives the porteur more days to answer: it is told so, and why. Pressed twice, it is done once. */
export const prolongerDemande = (
  ctx: ContexteActeur,
  d: { dossierId: string; complement: string } & SaisieProlongation,
): Promise<Result<void, RefusProlongation>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'demander_complement', d.dossierId)
    if (!lu.ok) return lu
    const demande = (await demandesDe(tx, ctx.guichetId, d.dossierId)).find(k => k.id === d.complement)
    if (!demande) return err({ motif: 'demande_inconnue' })
    if (demande.reponduLe || demande.annuleLe) return err({ motif: 'finie' })
    if (d.vu && Number(d.vu) !== demande.echeance.getTime()) return err({ motif: 'change', echeance: demande.echeance })
    const jour = lireProlongation(d, demande, ctx.instant)
    if (!jour.ok) return err({ motif: 'saisie', errors: jour.error })
    const echeance = jour.value
    await tx.updateTable('complement').set({ echeance }).where('guichet_id', '=', ctx.guichetId).where('id', '=', demande.id).execute()
    await noterAvis(tx, ctx, demande.id)
    await noterDelai(tx, ctx, d.dossierId)
    const { dossier } = await lireDepose(tx, ctx.guichetId, d.dossierId)
    for (const destinataire of await destinatairesDuProjet(tx, ctx.guichetId, dossier))
      await ecrireCourriel(tx, ctx, {
        cle: `complement-prolonge-${demande.id}-${echeance.getTime()}-${destinataire}`,
        destinataire,
        dossierId: dossier.id,
        sujet: `Plus de temps pour compléter le dossier ${dossier.numero}`,
        phrases: [
          `Vous pouvez répondre à la demande de compléments n°\u00a0${demande.numero} jusqu’au ${formatJour(echeance)} inclus, au lieu du ${formatJour(demande.echeance)}.`,
          ...(d.raison ? [d.raison] : []),
        ],
        signe: dossier.version.appel.regime.service.nom,
        lien: paths.dossiers.complements(dossier.id),
      })
    await journaliser(tx, ctx, 'instruction.complement_prolonge', d.dossierId, {
      complement: demande.id,
      numero: demande.numero,
      de: demande.echeance.toISOString(),
      echeance: echeance.toISOString(),
      raison: d.raison || null,
    })
    return ok(undefined)
  })
