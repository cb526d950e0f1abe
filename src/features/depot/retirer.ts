import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { formatInstant } from '../../lib/dates.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { paths } from '../../paths.ts'
import { contactsPour } from '../cahier/index.ts'
import { texteDe } from '../contenu/index.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { type Etat, peut, relation } from '../decret/index.ts'
import { type Dossier, telQueDepose, trouverDossier } from '../dossiers/index.ts'
import { journaliser } from '../journal/index.ts'
import { listerMembres } from '../structures/index.ts'
import { revenirAuDepot } from './refermer.ts'

/** Letters of the reason for a withdrawal, at most. */
export const MOTIF_MAX = 1000
export type RefusRetrait = { motif: 'introuvable' } | { motif: 'fige'; etat: Etat } | { motif: 'trop_long'; longueur: number }

/**
 * Withdraws a filed dossier for good: the service no longer examines it and is told so, its receipt stays readable. Changes that were not filed
 * again are given up. Done twice, it is done once.
 */
export const retirerDossier = (ctx: ContexteActeur, d: { dossierId: string; motif: string }): Promise<Result<void, RefusRetrait>> =>
  enTransaction(ctx, async tx => {
    const dossier = await trouverDossier(tx, ctx, d.dossierId, { verrou: true })
    if (!dossier) return err({ motif: 'introuvable' })
    if (dossier.etat === 'retire') return ok(undefined)
    if (!peut(relation(ctx.acteur, dossier), 'retirer', { dossier: dossier.etat })) return err({ motif: 'fige', etat: dossier.etat })
    if (d.motif.length > MOTIF_MAX) return err({ motif: 'trop_long', longueur: d.motif.length })
    if (dossier.etat === 'rouvert') await revenirAuDepot(tx, ctx, dossier)
    await tx
      .updateTable('dossier')
      .set({ etat: 'retire', modifie_le: ctx.instant, modifie_par: ctx.acteur.compteId })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', dossier.id)
      .execute()
    await prevenir(tx, ctx, await telQueDepose(tx, ctx.guichetId, dossier), d.motif)
    await journaliser(tx, ctx, 'dossier.retire', dossier.id, { numero: dossier.numero, motif: d.motif })
    return ok(undefined)
  })

/** One mail to each mailbox of the service that follows this dossier (C4.4), and one to each member of the structure. */
async function prevenir(tx: Tx, ctx: ContexteActeur, d: Dossier, motif: string) {
  const { appel } = d.version
  const fait = `${d.structure.nom} a retiré le dossier ${d.numero} («\u00a0${appel.titre}\u00a0») le ${formatInstant(ctx.instant)}.`
  const commun = { sujet: `Dossier ${d.numero} retiré`, dossierId: d.id }
  const raison = motif ? [`Motif donné\u00a0: ${motif}`] : ['La structure n’a pas donné de motif.']
  const contacts = contactsPour(appel, texteDe(d.contenu, 'volet'), d.structure.departement ?? undefined).map(c => c.courriel)
  for (const destinataire of new Set([appel.regime.service.courriel, ...contacts])) {
    const phrases = [fait, ...raison, 'Ce dossier ne figure plus parmi les dossiers à examiner.']
    await ecrireCourriel(tx, ctx, { ...commun, phrases, cle: `retrait-${d.id}-${destinataire}`, destinataire })
  }
  const membres = (await listerMembres(tx, ctx.guichetId, d.structure.id)).filter(m => m.etat === 'active')
  for (const m of membres) {
    const phrases = [fait, 'Le service ne l’examinera pas. Le dossier et son accusé de réception restent lisibles.']
    const lien = paths.dossiers.voir(d.id)
    await ecrireCourriel(tx, ctx, { ...commun, phrases, lien, cle: `retrait-${d.id}-${m.compteId}`, destinataire: m.courriel })
  }
}
