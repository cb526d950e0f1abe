import { createHash } from 'node:crypto'
import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Deps } from '../../http.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import type { Signataire } from '../agents/index.ts'
import { appelDeVersion } from '../appels/index.ts'
import { type Signee, signaturesPour } from '../delegations/index.ts'
import { sansDelegation } from '../instances/index.ts'
import { type DecisionANotifier, lettresDeLaDecision } from '../notifications/index.ts'
import { arretes } from '../suivi/index.ts'
import type { Contenu, Presentee } from './presentations.queries.ts'

export type Outils = Pick<Deps, 'config' | 'urlPublique'>
/** A document as this person would sign it now. `decision`, `acte`: under which delegation, of each. */
export type ASigner = { contenu: Contenu; empreinte: string; decision: Signee; acte: Signee | undefined }

/** The SHA-256 of what is read: the day of the signature is not part of it, all the rest is. Pure. */
export const empreinteDe = (contenu: Contenu) =>
  createHash('sha256')
    .update(JSON.stringify(contenu, (cle, v) => (cle === 'le' ? undefined : v)))
    .digest('hex')

/** The document of a decision in the name of who reads it, or the sentence, without its final stop, that says why they may not sign it. */
export async function ecrireASigner(
  tx: Tx,
  ctx: Pick<Contexte, 'guichetId' | 'instant'>,
  { config, urlPublique }: Outils,
  { p, d, s }: { p: Presentee; d: DecisionANotifier; s: Signataire },
  { verrou }: { verrou: boolean },
): Promise<Result<ASigner, string>> {
  const [seule] = await sansDelegation(tx, ctx.guichetId, [d])
  const commun = { appelId: p.appelId, signataireId: s.id, actes: [{ dossierId: p.dossierId, montant: d.montant, sansDelegation: seule }] }
  const lue = await signaturesPour(tx, ctx, { ...commun, nature: 'decision' }, { verrou })
  if (!lue.ok) return err(lue.error.phrase)
  const decision = lue.value![0]!
  const lettres = await lettresDeLaDecision(tx, ctx, config, d, { nom: decision.signature.nom, signature: decision.signature })
  if (!p.numeroActe) return ok({ contenu: { lettres }, empreinte: empreinteDe({ lettres }), decision, acte: undefined })
  const deLActe = await signaturesPour(tx, ctx, { ...commun, nature: 'acte' }, { verrou })
  if (!deLActe.ok) return err(deLActe.error.phrase)
  const version = await appelDeVersion(tx, ctx.guichetId, d.appelVersionId)
  if (!version) throw new Error(`dossier ${p.dossierId}: its call is not readable`)
  const [acte] = deLActe.value!
  const aide = { dossierId: p.dossierId, decisionId: p.decisionId, accorde: d.montant, base: d.base }
  const commande = { ...aide, id: p.id, numero: p.numeroActe, presenteeLe: p.presenteeLe, signature: acte!.signature }
  const contenu = { lettres, acte: await arretes.ecrire(tx, ctx.guichetId, { appel: version.appel, config, urlPublique }, commande) }
  return ok({ contenu, empreinte: empreinteDe(contenu), decision, acte })
}
