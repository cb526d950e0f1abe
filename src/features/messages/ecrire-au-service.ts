import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { compterEnvoi, type TropDeCourriels } from '../courriels/index.ts'
import { peut, relation } from '../decret/index.ts'
import { trouverDossier } from '../dossiers/index.ts'
import type { Fichier } from '../fichiers/index.ts'
import { journaliser } from '../journal/index.ts'
import { inscrireMessage } from './inscrire.ts'
import { type RefusTexteMessage, refusTexteMessage } from './message.rules.ts'
import { prevenirService } from './service/prevenir-service.ts'

export type RefusMessage =
  | { motif: 'introuvable' }
  /** Nothing is written about a draft, nor about a dossier that was taken back. */
  | { motif: 'ferme' }
  | RefusTexteMessage
  | { motif: 'trop_de_courriels'; limite: TropDeCourriels['limite'] }

/**
 * Writes to the service about a filed dossier, for its porteur or a partner. `cle` is the form's: the same text sent twice is
 * written once. When it refuses or answers `deja`, the bytes of `pieces` are of no use: the caller removes them.
 */
export const ecrireAuService = (
  ctx: ContexteActeur,
  d: { dossierId: string; texte: string; pieces?: readonly Fichier[]; cle?: string | undefined },
): Promise<Result<{ deja: boolean }, RefusMessage>> =>
  enTransaction(ctx, async tx => {
    const dossier = await trouverDossier(tx, ctx, d.dossierId, { verrou: true })
    if (!dossier) return err({ motif: 'introuvable' })
    const qui = relation(ctx.acteur, dossier)
    if (!peut(qui, 'ecrire', { dossier: dossier.etat })) return err({ motif: 'ferme' })
    const refus = refusTexteMessage(d.texte)
    if (refus) return err(refus)
    const envoi = await compterEnvoi(tx, ctx)
    if (!envoi.ok) return err({ motif: 'trop_de_courriels', limite: envoi.error.limite })
    const cote = qui === 'porteur' ? 'porteur' : 'partenaire'
    const message = await inscrireMessage(tx, ctx, { ...d, cote })
    if (!message) return ok({ deja: true })
    await prevenirService(tx, ctx, { id: message.id, dossierId: d.dossierId, cote })
    await journaliser(tx, ctx, 'dossier.message', d.dossierId, {
      message: message.id,
      pieces: (d.pieces ?? []).map(p => p.sha256),
    })
    return ok({ deja: false })
  })
