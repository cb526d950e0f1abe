import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { dateCivile, formatJour } from '../../../lib/dates.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import type { Appel } from '../../appels/index.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { type Dossier, destinatairesDuProjet, noterDelai } from '../../dossiers/index.ts'
import { journaliser } from '../../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../dossier/acte.ts'
import { lireDossierInstruit } from '../dossier/lire-dossier.ts'
import { ciblesDe } from './cibles.ts'
import { decider } from './clore-demande.ts'
import { demandesDe } from './complements.queries.ts'
import { etatVu, finDuJour, lireDemande, type SaisieDemande } from './demande.form.ts'

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
    const { dossier, lecture } = await lireDossierInstruit(tx, ctx.guichetId, d.dossierId)
    const lus = lireDemande(d, ciblesDe(lecture), ctx.instant)
    if (!lus.ok) return err({ motif: 'saisie', errors: lus.error })
    for (const k of demandes) if (k.reponduLe && !k.closLe) await decider(tx, ctx, k.id, 'redemandee', null)
    const points = lus.value.points.map(({ cible: { etape, champ, piece }, demande }) => ({ etape, champ, piece, demande, reprend: null }))
    return ok(await ecrireDemande(tx, ctx, dossier, { ...lus.value, points, message: d.message, depotId: lu.value.ligne.depot_id }))
  })

export type AEcrire = {
  message: string
  depotId: string
  echeance: Date
  points: { etape: string; champ: string | null; piece: string | null; demande: string; reprend: string | null }[]
}
/** Writes a request with its points, its mails and its line of the journal. The caller holds the dossier's lock and has checked everything. */
export async function ecrireDemande(tx: Tx, ctx: ContexteActeur, dossier: Dossier, d: AEcrire): Promise<{ numero: number }> {
  const { guichetId, instant, acteur } = ctx
  const numero = (await demandesDe(tx, guichetId, dossier.id)).length + 1
  const id = nouvelId()
  const { message, echeance } = d
  await tx
    .insertInto('complement')
    .values({
      id,
      guichet_id: guichetId,
      dossier_id: dossier.id,
      numero,
      message,
      depot_id: d.depotId,
      demande_le: instant,
      demande_par: acteur.compteId,
      echeance,
    })
    .execute()
  await tx
    .insertInto('complement_point')
    .values(
      d.points.map(({ reprend, ...p }, i) => ({
        id: nouvelId(),
        guichet_id: guichetId,
        complement_id: id,
        rang: i + 1,
        reprend_id: reprend,
        ...p,
      })),
    )
    .execute()
  await noterDelai(tx, ctx, dossier.id)
  for (const destinataire of await destinatairesDuProjet(tx, guichetId, dossier))
    await ecrireCourriel(tx, ctx, {
      cle: `complement-${id}-${destinataire}`,
      destinataire,
      dossierId: dossier.id,
      sujet: `Des compléments sont demandés pour le dossier ${dossier.numero}`,
      texte: [
        'Bonjour,',
        `Le service a besoin de ${d.points.length > 1 ? `${d.points.length}\u00a0compléments` : 'un complément'} pour instruire votre dossier ${dossier.numero}.`,
        `Répondez sur le dossier, jusqu’au ${formatJour(echeance)} inclus. Seules les parties demandées sont ouvertes. Ce que vous avez déposé compte tant que vous n’envoyez pas.`,
        dossier.version.appel.regime.service.nom,
      ].join('\n\n'),
      lien: paths.dossiers.complements(dossier.id),
    })
  await journaliser(tx, ctx, 'instruction.complement_demande', dossier.id, { complement: id, numero, points: d.points.length })
  return { numero }
}
