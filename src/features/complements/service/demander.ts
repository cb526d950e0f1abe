import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { dateCivile, finDuJour } from '../../../lib/dates.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import type { Appel } from '../../cahier/index.ts'
import { lireDepose } from '../../examen/index.ts'
import { instruitPour, type RefusInstruction } from '../../service/index.ts'
import { ciblesDe } from './cibles.ts'
import { demandesDe } from './complements.queries.ts'
import { remplacer } from './decider-reponses.ts'
import { etatVu, lireDemande, type SaisieDemande } from './demande.form.ts'
import { ecrireDemande } from './ecrire-demande.ts'

export type RefusDemande = RefusInstruction | { motif: 'deja' } | { motif: 'change' } | { motif: 'saisie'; errors: FieldErrors }

/** The day offered for the answer: the call gives so many days, or nothing is offered. */
export function echeanceProposee({ regime }: Pick<Appel, 'regime'>, instant: Date): Date | undefined {
  const jours = regime.complements?.delai_jours
  return jours === undefined ? undefined : finDuJour(Temporal.PlainDate.from(dateCivile(instant)).add({ days: jours }).toString())
}

/**
 * Asks the porteur for complements, point by point, each with its reason (C5.3). One request at a time waits for an answer; one that was answered
 * and not closed is so by the new one, which asks again.
 */
export const demanderComplement = (
  ctx: ContexteActeur,
  d: { dossierId: string } & SaisieDemande,
): Promise<Result<{ numero: number }, RefusDemande>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'demander_complement', d.dossierId)
    if (!lu.ok) return lu
    const demandes = await demandesDe(tx, ctx.guichetId, d.dossierId)
    if (demandes.some(k => !k.reponduLe && !k.annuleLe)) return err({ motif: 'deja' })
    // somebody else closed, withdrew or asked meanwhile: whoever wrote without having seen it is told first
    if (d.vu && d.vu !== etatVu(demandes)) return err({ motif: 'change' })
    const { dossier, lecture } = await lireDepose(tx, ctx.guichetId, d.dossierId)
    const lus = lireDemande(d, ciblesDe(lecture), ctx.instant)
    if (!lus.ok) return err({ motif: 'saisie', errors: lus.error })
    for (const k of demandes) if (k.reponduLe && !k.closLe) await remplacer(tx, ctx, k)
    const points = lus.value.points.map(({ cible: { etape, champ, piece }, demande }) => ({ etape, champ, piece, demande, reprend: null }))
    return ok(await ecrireDemande(tx, ctx, dossier, { ...lus.value, points, message: d.message, depotId: lu.value.ligne.depot_id }))
  })
