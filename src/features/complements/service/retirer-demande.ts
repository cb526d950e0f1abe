import { type Contexte, type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { noterDelai } from '../../delais/index.ts'
import { revenirAuDepot } from '../../depot/index.ts'
import { piecesDe } from '../../dossiers/index.ts'
import { lireDepose } from '../../examen/index.ts'
import { journaliser } from '../../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../../service/index.ts'
import { destinatairesDuProjet } from '../destinataires.ts'
import { demandesDe } from './complements.queries.ts'
import { tropLong } from './demande.form.ts'

export type RefusRetrait =
  | RefusInstruction
  | { motif: 'demande_inconnue' }
  | { motif: 'repondue' }
  | { motif: 'sans_raison' }
  | { motif: 'trop_long'; phrase: string }

/**
 * Withdraws a request that waits: the porteur is told why, and the dossier stands again as it was filed. Withdrawn twice, it is done once; an
 * answer that came first stays.
 */
export const retirerDemande = (
  ctx: ContexteActeur,
  d: { dossierId: string; complement: string; motif: string },
): Promise<Result<void, RefusRetrait>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'demander_complement', d.dossierId)
    if (!lu.ok) return lu
    const demande = (await demandesDe(tx, ctx.guichetId, d.dossierId)).find(k => k.id === d.complement)
    if (!demande) return err({ motif: 'demande_inconnue' })
    if (demande.annuleLe) return ok(undefined)
    if (demande.reponduLe) return err({ motif: 'repondue' })
    if (!d.motif) return err({ motif: 'sans_raison' })
    const long = tropLong(d.motif)
    if (long) return err({ motif: 'trop_long', phrase: long })
    await tx
      .updateTable('complement')
      .set({ annule_le: ctx.instant, annule_par: ctx.acteur.compteId, annule_motif: d.motif })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', demande.id)
      .execute()
    await rendreAuDepot(tx, ctx, d.dossierId)
    await noterDelai(tx, ctx, d.dossierId)
    const { dossier } = await lireDepose(tx, ctx.guichetId, d.dossierId)
    for (const destinataire of await destinatairesDuProjet(tx, ctx.guichetId, dossier))
      await ecrireCourriel(tx, ctx, {
        cle: `complement-retire-${demande.id}-${destinataire}`,
        destinataire,
        dossierId: dossier.id,
        sujet: `Plus rien n’est demandé pour le dossier ${dossier.numero}`,
        phrases: [`Le service retire sa demande de compléments n°\u00a0${demande.numero}\u00a0: ${d.motif}`],
        signe: dossier.version.appel.regime.service.nom,
        lien: paths.dossiers.voir(dossier.id),
      })
    await journaliser(tx, ctx, 'instruction.complement_retire', d.dossierId, {
      complement: demande.id,
      numero: demande.numero,
      motif: d.motif,
    })
    return ok(undefined)
  })

/** What was changed for an answer that is no longer asked goes: the dossier stands as it was filed. The caller holds its lock. */
const rendreAuDepot = async (tx: Tx, ctx: Contexte, id: string) =>
  revenirAuDepot(tx, ctx, { id, rouvertLe: null, pieces: await piecesDe(tx, ctx.guichetId, id) })
