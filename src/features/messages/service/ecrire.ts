import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { appelDeVersion } from '../../appels/index.ts'
import type { Fichier } from '../../fichiers/index.ts'
import { journaliser } from '../../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../../service/index.ts'
import { inscrireMessage, prevenirProjet } from '../inscrire.ts'
import { type RefusTexteMessage, refusTexteMessage } from '../message.rules.ts'

/**
 * `cle` is the form's: the same text sent twice from one page is written once. When it refuses or answers `deja`, the bytes of `pieces` are of no
 * use: the caller removes them.
 */
export type DemandeMessage = { dossierId: string; texte: string; pieces?: readonly Fichier[]; cle?: string | undefined }

/** Writes to the porteur and the partners of a dossier, who are told by a mail with a link. */
export const ecrire = (ctx: ContexteActeur, d: DemandeMessage): Promise<Result<{ deja: boolean }, RefusInstruction | RefusTexteMessage>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'ecrire', d.dossierId)
    if (!lu.ok) return lu
    const refus = refusTexteMessage(d.texte)
    if (refus) return err(refus)
    const message = await inscrireMessage(tx, ctx, { ...d, cote: 'service' })
    if (!message) return ok({ deja: true })
    const { ligne } = lu.value
    const version = await appelDeVersion(tx, ctx.guichetId, ligne.appel_version_id, ligne.temps)
    if (!version) throw new Error(`dossier ${d.dossierId}: its call is not readable`)
    const service = version.appel.regime.service.nom
    await prevenirProjet(tx, ctx, { id: message.id, dossierId: d.dossierId, numero: ligne.numero, service })
    await journaliser(tx, ctx, 'instruction.message', d.dossierId, {
      message: message.id,
      pieces: (d.pieces ?? []).map(p => p.sha256),
    })
    return ok({ deja: false })
  })
