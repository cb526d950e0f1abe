import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Centimes } from '../../lib/euros.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { retenueMinimis } from '../antecedents/index.ts'
import { peut } from '../decret/index.ts'
import { inscrireSignature } from '../delegations/index.ts'
import { journaliser } from '../journal/index.ts'
import type { Outils } from './ecrire-a-signer.ts'
import { decisionsLues, ecrireUne, officesDe } from './lire.ts'
import { type Presentee, presenteesPour, verrouiller } from './presentations.queries.ts'
import type { Compte, Refuse } from './signatures.rules.ts'

/** `nonLues`: in the order in which they wait. */
export type RefusSigner = { motif: 'aucune' } | { motif: 'a_lire'; nonLues: readonly string[]; sur: number }
export type Signe = Compte & { montant: Centimes }

/**
 * Signs decisions, each read to its end by who signs, in their own name or under a delegation that covers it at that instant. Nothing is signed while one that was chosen is not
 * read. Each is then signed, or refused with why: beyond a delegation, changed since it was read, signed by somebody else meanwhile.
 */
export const signer = (ctx: ContexteActeur, outils: Outils, ids: readonly string[]): Promise<Result<Signe, RefusSigner>> =>
  enTransaction(ctx, async tx => {
    if (ids.length === 0) return err({ motif: 'aucune' })
    await verrouiller(tx, ctx.guichetId, ids)
    const offices = await officesDe(tx, ctx)
    const { compteId } = ctx.acteur
    const choisies = await presenteesPour(tx, ctx.guichetId, { appels: [...offices.keys()], compteId, ids })
    const nonLues = choisies.filter(p => p.lue === null).map(p => p.id)
    if (nonLues.length > 0) return err({ motif: 'a_lire', nonLues, sur: choisies.length })
    const lues = await decisionsLues(
      tx,
      ctx,
      choisies.map(p => p.appelId),
    )
    const refus: Refuse[] = []
    let montant = 0
    for (const p of choisies) {
      const phrase = await signerUne(tx, ctx, outils, { p, s: offices.get(p.appelId), d: lues.get(p.decisionId) })
      if (phrase) refus.push({ numero: p.numero, porteur: p.porteur, phrase })
      else montant += p.montant
    }
    const parties = new Set(ids).size - choisies.length
    if (parties > 0)
      refus.push({ numero: '', porteur: '', phrase: `${parties}\u00a0${parties > 1 ? 'n’attendent' : 'n’attend'} plus votre signature` })
    return ok({ faits: choisies.length - refus.length + (parties > 0 ? 1 : 0), refus, montant })
  })

async function signerUne(
  tx: Tx,
  ctx: ContexteActeur,
  outils: Outils,
  qui: Parameters<typeof ecrireUne>[3] & { p: Presentee },
): Promise<string | undefined> {
  const { p } = qui
  if (!qui.s || !peut('signataire', 'apposer', { signature: 'presentee' })) return 'Vous ne signez pas pour cet appel'
  const retenue = await retenueMinimis(tx, ctx, p)
  if (retenue) return retenue.phrase
  const ecrit = await ecrireUne(tx, ctx, outils, qui, { verrou: true })
  if (!ecrit.ok) return ecrit.error
  const { contenu, empreinte, decision, acte } = ecrit.value
  if (empreinte !== p.lue) return 'Ce document a changé depuis votre lecture\u00a0: relisez-le'
  const id = nouvelId()
  await tx
    .insertInto('signature_decision')
    .values({
      ...{ id, guichet_id: ctx.guichetId, presentation_id: p.id, decision_id: p.decisionId, dossier_id: p.dossierId },
      ...{ compte_id: ctx.acteur.compteId, signataire_id: decision.signataire.id, delegation_id: decision.delegation?.id ?? null },
      ...{ mentions: JSON.stringify(decision.signature), contenu: JSON.stringify(contenu), empreinte, signee_le: ctx.instant },
    })
    .execute()
  const objet = { dossierId: p.dossierId, montant: p.montant }
  await inscrireSignature(tx, ctx, decision, { ...objet, nature: 'decision', objetId: p.decisionId })
  if (acte) await inscrireSignature(tx, ctx, acte, { ...objet, nature: 'acte', objetId: p.id })
  await journaliser(tx, ctx, 'signature.apposee', p.dossierId, {
    ...{ signature: id, decision: p.decisionId, empreinte, montant: p.montant },
    ...{ signataire: decision.signataire.compteId, qualite: decision.signature.qualite, delegation: decision.delegation?.id ?? null },
  })
  return undefined
}
