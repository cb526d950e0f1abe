import type { Config } from '../../../config.ts'
import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import { dateCivile, horlogeDeParis, instantDeParis, joursEntre } from '../../../lib/dates.ts'
import { finDe } from '../../../lib/periodes.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { appelPublie } from '../../appels/index.ts'
import { signaturesPour } from '../../delegations/index.ts'
import { lecteurDe, lisible } from '../../perimetre/index.ts'
import { instruitPour, type RefusInstruction } from '../../service/index.ts'
import { MOTIF_MAX } from '../preselection.rules.ts'
import { intentionsDe, verrouillerReponses } from '../preselections.queries.ts'
import { annoncerUne, sansEcheance, signataireEnConflit } from './annoncer.ts'

export type RefusRepechage =
  | RefusInstruction
  | { motif: 'sans_motif' }
  | { motif: 'trop_long'; longueur: number }
  | { motif: 'signataire'; phrase: string }
  /** The others were told after the full dossiers were closed: as many days as they had are none. */
  | { motif: 'second_clos' }
type Demande = { slug: string; dossierId: string; motif: string; signataireId?: string | undefined }

/** Until when one that is taken back now may file: as many days as the others were given, to the end of the same second. Pure. */
export function jusquAu(annonceeLe: Date, cloture: Date, instant: Date): Date {
  const jour = Temporal.PlainDate.from(dateCivile(instant)).add({ days: joursEntre(annonceeLe, cloture) })
  return new Date(finDe(instantDeParis(`${jour}T${horlogeDeParis(cloture).slice(11)}`)) - 1)
}

/** Takes back an intention that was refused, when a place is free: with its reason, a new letter, and as many days to file as the others had. */
export const repecher = (ctx: ContexteActeur, config: Config, d: Demande): Promise<Result<{ jusquAu: Date }, RefusRepechage>> =>
  enTransaction(ctx, async tx => {
    const publie = await appelPublie(tx, ctx.guichetId, d.slug)
    const cloture = publie?.appel.second?.calendrier.vagues[0]?.cloture
    if (!publie || !cloture) return err({ motif: 'introuvable' })
    await verrouillerReponses(tx, ctx.guichetId, publie.appelId)
    const miennes = await intentionsDe(tx, ctx.guichetId, publie.appelId, lisible(await lecteurDe(tx, ctx)))
    const refusee = miennes.find(i => i.id === d.dossierId)
    if (!refusee?.annonceeLe || !refusee.preselectionId) return err({ motif: 'introuvable' })
    const lu = await instruitPour(tx, ctx, 'repecher', d.dossierId)
    if (!lu.ok) return lu
    if (d.motif === '') return err({ motif: 'sans_motif' })
    if (d.motif.length > MOTIF_MAX) return err({ motif: 'trop_long', longueur: d.motif.length })
    const actes = [{ dossierId: d.dossierId, montant: 0 }]
    const signees = await signaturesPour(tx, ctx, { appelId: publie.appelId, nature: 'decision', signataireId: d.signataireId, actes })
    if (!signees.ok) return err({ motif: 'signataire', phrase: signees.error.phrase })
    const conflit = await signataireEnConflit(tx, ctx, [refusee], signees.value)
    if (conflit) return err(conflit)
    const avant = jusquAu(refusee.annonceeLe, cloture, ctx.instant)
    if (avant <= ctx.instant) return err({ motif: 'second_clos' })
    const id = nouvelId()
    const cle = { guichet_id: ctx.guichetId, dossier_id: d.dossierId }
    await tx
      .insertInto('preselection')
      .values({
        id,
        appel_id: publie.appelId,
        ...cle,
        remplace_id: refusee.preselectionId,
        reponse: 'oui',
        motif: d.motif,
        decidee_par: ctx.acteur.compteId,
        decidee_le: ctx.instant,
      })
      .execute()
    await tx
      .updateTable('dossier')
      .set({ etat: 'preselectionne', temps: 2, modifie_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', d.dossierId)
      .execute()
    await sansEcheance(tx, ctx, [d.dossierId])
    const prolongation = { jusqu_au: avant, motif: d.motif, accordee_par: ctx.acteur.compteId, accordee_le: ctx.instant, gardee: false }
    await tx
      .insertInto('derogation')
      .values({ ...cle, ...prolongation })
      .onConflict(oc => oc.column('dossier_id').doUpdateSet(prolongation))
      .execute()
    const annonce = { avant, seanceLe: undefined, signee: signees.value?.[0], repechee: true }
    await annoncerUne(tx, ctx, config, { ...refusee, reponse: 'oui', motif: d.motif, preselectionId: id }, annonce)
    return ok({ jusquAu: avant })
  })
