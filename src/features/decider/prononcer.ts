import type { ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Centimes } from '../../lib/euros.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import type { Appel } from '../cahier/index.ts'
import {
  accorde,
  comprendreDecision,
  type Decision,
  type DecisionPrise,
  decisionsDe,
  type ErreursDecision,
  payerDepuis,
  plafondsDe,
  type SaisieDecision,
  verrous,
} from '../decisions/index.ts'
import { ecrireDecision } from '../enveloppes/index.ts'
import { avisPourDecider } from '../instances/index.ts'
import { type RefusCommun, refusDesAutres } from './refus-des-autres.ts'

export type APrononcer = {
  appelId: string
  /** In the version that decides: of the séance, or of the dossier. */
  appel: Appel
  dossier: { id: string; depotId: string }
  saisie: SaisieDecision
  /** The decision that the person saw on the page; « » when there was none. */
  vue: string
  /** None outside a séance. */
  seanceId?: string
}
export type RefusPrononce =
  | { motif: 'saisie'; errors: ErreursDecision }
  /** Its porteur was told, or has withdrawn it, at the same instant. */
  | { motif: 'notifie'; retire?: true }
  /** Somebody else has decided meanwhile, or what was decided has been told to the porteur. */
  | { motif: 'autre'; prise: DecisionPrise | undefined }
  /** Cents, or nothing to whoever would work out of it a decision on which they are in conflict; `libelle`: the one that was to pay alone. */
  | { motif: 'enveloppe'; reste: Centimes | undefined; libelle: string | undefined }
  | RefusCommun

type Prononcee = {
  id: string
  decision: Decision
  /** Why an opinion is not followed; nothing when all of them are. */
  horsAvis: string
  /** The one that it replaces. */
  remplace: string | null
}

/**
 * Writes what is decided of a dossier: within what was asked and proposed, after the opinions that the call wants, from the envelopes that may pay it. It replaces what was
 * decided before, which gives its money back. The caller has found that the person may decide; decisions of a
 * call are taken one after the other, from here to the end of the act, and so are its envelopes.
 */
export async function prononcer(tx: Tx, ctx: ContexteActeur, p: APrononcer): Promise<Result<Prononcee, RefusPrononce>> {
  const { guichetId } = ctx
  const { dossier, appel, appelId, saisie } = p
  // its letter may have left since the caller read it: what was told is corrected, never decided again
  const etat = await verrous.dossier(tx, guichetId, dossier.id)
  if (etat !== 'au_comite' && etat !== 'delibere') return err({ motif: 'notifie', ...(etat === 'retire' ? { retire: true } : {}) })
  const prise = (await decisionsDe(tx, guichetId, appelId, { verrou: true })).get(dossier.id)
  if ((prise?.id ?? '') !== p.vue) return err({ motif: 'autre', prise })
  const plafonds = await plafondsDe(tx, guichetId, dossier.id)
  const comprise = comprendreDecision(saisie, plafonds)
  if (!comprise.ok) return err({ motif: 'saisie', errors: comprise.errors })
  const decision = comprise.value
  const refus = await refusDesAutres(tx, ctx, { appelId, appel, dossierId: dossier.id, decision })
  if (refus) return err(refus)
  const avis = await avisPourDecider(tx, guichetId, appel, dossier.id, { ...decision, horsAvis: saisie.hors_avis ?? '' })
  if (!avis.ok) {
    const { motif, phrase } = avis.error
    return err(motif === 'hors_avis' ? { motif: 'saisie', errors: { hors_avis: phrase } } : { motif, phrase })
  }
  const sources = await verrous.enveloppes(tx, guichetId, dossier.id)
  const imputations = payerDepuis(sources, decision.montant, saisie.enveloppe)
  if (!imputations.ok) return imputations
  const { conclusion: _, ...texte } = decision
  const remplace = prise?.id ?? null
  const id = await ecrireDecision(tx, ctx, {
    ...texte,
    hors_avis: avis.value,
    dossierId: dossier.id,
    depotId: dossier.depotId,
    ...(p.seanceId ? { seanceId: p.seanceId } : {}),
    remplaceId: remplace,
    base: accorde(decision.sens) ? plafonds.base : null,
    imputations: imputations.value,
  })
  // one that is put off comes back to another séance
  await tx
    .updateTable('dossier')
    .set({ etat: decision.sens === 'ajourne' ? 'au_comite' : 'delibere' })
    .where('guichet_id', '=', guichetId)
    .where('id', '=', dossier.id)
    .execute()
  return ok({ id, decision, horsAvis: avis.value, remplace })
}
