import { type Ctx, ctxActeur } from '../../http.ts'
import { texteSaisi } from '../../lib/forms.ts'
import { err, type Result } from '../../lib/result.ts'
import { estUuid } from '../../lib/uuid.ts'
import { type Fichier, messageFichier, recevoirFormulaire, TYPES_FICHIER } from '../fichiers/index.ts'
import { fluxRequete, noterInfection } from '../pieces/index.ts'
import { FICHIERS_PAR_MESSAGE, TAILLE_FICHIER_MESSAGE } from './message.rules.ts'

export type MessageRecu = { dossierId: string; texte: string; cle: string | undefined; pieces: readonly Fichier[] }
/** A file of the form was not kept, so that nothing was written. */
export type RefusFichierMessage = { motif: 'fichier'; phrase: string }

/**
 * Reads the form of a message with its files as they come, and does the act that takes charge of them: bytes that it does not take go. The
 * caller has made sure that this person may write: not a byte of anybody else's is kept.
 */
export async function recevoirMessage<E>(
  c: Ctx,
  dossierId: string,
  acte: (m: MessageRecu) => Promise<Result<{ deja: boolean }, E>>,
): Promise<{ texte: string; issue: Result<{ deja: boolean }, E | RefusFichierMessage> }> {
  const ctx = ctxActeur(c)
  const { stockage, config } = c.var.deps
  const recu = await recevoirFormulaire({ headers: c.req.raw.headers, corps: fluxRequete(c) }, stockage, {
    instant: ctx.instant,
    formats: TYPES_FICHIER,
    max: TAILLE_FICHIER_MESSAGE,
    clamd: config.CLAMD,
    nombre: FICHIERS_PAR_MESSAGE,
  })
  const [texte, cle] = [texteSaisi(recu.champs.texte), texteSaisi(recu.champs.cle)]
  if (!recu.fichiers.ok) {
    const refus = recu.fichiers.error
    if (refus.kind === 'infecte') await noterInfection(ctx, { dossierId, code: 'message', fichier: refus })
    return { texte, issue: err({ motif: 'fichier', phrase: phraseFichier(refus) }) }
  }
  const pieces = recu.fichiers.value
  const oublier = async () => {
    for (const p of pieces) await stockage.supprimer(p.cle)
  }
  try {
    const issue = await acte({ dossierId, texte, cle: estUuid(cle) ? cle : undefined, pieces })
    if (!issue.ok || issue.value.deja) await oublier()
    return { texte, issue }
  } catch (e) {
    await oublier()
    throw e
  }
}

const phraseFichier = (refus: Parameters<typeof messageFichier>[0]) =>
  refus.kind === 'plusieurs'
    ? `Joignez ${FICHIERS_PAR_MESSAGE}\u00a0fichiers au plus à un message`
    : messageFichier(refus, { formats: TYPES_FICHIER, max: TAILLE_FICHIER_MESSAGE })
