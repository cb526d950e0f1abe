import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Centimes } from '../../../lib/euros.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { type PlaceMinimis, placeMinimis } from '../../antecedents/index.ts'
import {
  accorde,
  comprendreDecision,
  type Decision,
  type DecisionPrise,
  decisionsDe,
  type ErreursDecision,
  imputer,
  plafondsDe,
  resteDe,
  type SaisieDecision,
  sourcesDe,
} from '../../decisions/index.ts'
import { ecrireDecision } from '../../enveloppes/index.ts'
import { avisPourDecider } from '../../instances/index.ts'
import { journaliser } from '../../journal/index.ts'
import { dossierPour, type RefusComite } from '../acte.ts'
import { decidable, quorumDe } from '../comite.rules.ts'
import { type Inscrit, type Seance, sansVoix } from '../seance.ts'

export type DemandeDecision = {
  seanceId: string
  dossierId: string
  saisie: SaisieDecision
  /** The decision that the person saw on the page; « » when there was none. */
  vue: string
}
export type RefusDecision =
  | RefusComite
  | { motif: 'saisie'; errors: ErreursDecision }
  /** Somebody else has decided meanwhile, or what was decided has been told to the porteur. */
  | { motif: 'autre'; prise: DecisionPrise | undefined }
  | { motif: 'notifie' }
  | { motif: 'quorum'; comptes: number; quorum: number }
  /** `libelle`: the one that was to pay alone. */
  | { motif: 'enveloppe'; reste: Centimes; libelle: string | undefined }
  | { motif: 'trop_de_laureats'; max: number }
  /** Declared by hand, and not confirmed: no aid, and no promise of one. */
  | { motif: 'structure_declaree'; porteur: string }
  /** With what its porteur was told since, it would go beyond the ceiling of de minimis aids. */
  | { motif: 'minimis'; place: PlaceMinimis }
  /** A body gives its opinion first. */
  | { motif: 'avis'; phrase: string }

/**
 * Writes what the comité decides of a dossier, in its séance: it replaces what was decided before and takes its money from the envelopes, which
 * hold whoever decides at the same instant. Nothing is told outside before the decision is confirmed and notified.
 */
export const deciderDossier = (ctx: ContexteActeur, d: DemandeDecision): Promise<Result<{ id: string }, RefusDecision>> =>
  enTransaction(ctx, async tx => {
    const lue = await dossierPour(tx, ctx, 'decider', d)
    if (!lue.ok) return lue
    const { s, inscrit } = lue.value
    if (s.instance.avis) return err({ motif: 'interdit' })
    if (!decidable(inscrit.etat)) return err({ motif: 'notifie' })
    const prises = await decisionsDe(tx, ctx.guichetId, s.appelId, { verrou: true })
    const prise = prises.get(inscrit.id)
    if ((prise?.id ?? '') !== d.vue) return err({ motif: 'autre', prise })
    const quorum = quorumDe(s.membres, sansVoix(s, inscrit.id), s.quorum)
    if (!quorum.atteint) return err({ motif: 'quorum', ...quorum })
    const plafonds = await plafondsDe(tx, ctx.guichetId, inscrit.id)
    const comprise = comprendreDecision(d.saisie, plafonds)
    if (!comprise.ok) return err({ motif: 'saisie', errors: comprise.errors })
    if (inscrit.declaree && (accorde(comprise.value.sens) || comprise.value.sens === 'liste_complementaire'))
      return err({ motif: 'structure_declaree', porteur: inscrit.porteur })
    const dits = { ...comprise.value, horsAvis: d.saisie.hors_avis ?? '' }
    const avis = await avisPourDecider(tx, ctx.guichetId, s.appel, inscrit.id, dits)
    if (!avis.ok)
      return err(
        avis.error.motif === 'hors_avis' ? { motif: 'saisie', errors: { hors_avis: avis.error.phrase } } : { ...avis.error, motif: 'avis' },
      )
    const autres = [...prises.values()].filter(p => p.dossierId !== inscrit.id)
    const refus = refusDuComite(s, comprise.value, autres)
    if (refus) return err(refus)
    const place = accorde(comprise.value.sens) ? await placeMinimis(tx, ctx, inscrit.id) : undefined
    if (place && comprise.value.montant > place.reste) return err({ motif: 'minimis', place })
    const sources = await sourcesDe(tx, ctx.guichetId, inscrit.id)
    const { enveloppe } = d.saisie
    const imputations = imputer(sources, comprise.value.montant, enveloppe)
    if (!imputations)
      return err({ motif: 'enveloppe', reste: resteDe(sources, enveloppe), libelle: sources.find(s => s.id === enveloppe)?.libelle })
    const id = await ecrire(tx, ctx, s, inscrit, {
      decision: comprise.value,
      horsAvis: avis.value,
      prise,
      base: plafonds.base,
      imputations,
    })
    return ok({ id })
  })

/** What the other decisions of the call leave possible: a rank of the reserve list for one dossier, no more lauréats than the call says. */
function refusDuComite(s: Seance, d: Decision, autres: readonly DecisionPrise[]): RefusDecision | undefined {
  const memeRang = d.rang === null ? undefined : autres.find(a => a.rang === d.rang)
  if (memeRang) {
    const numero = s.agenda.find(x => x.id === memeRang.dossierId)?.numero
    return { motif: 'saisie', errors: { rang: `Le rang ${d.rang} est celui du dossier ${numero ?? 'd’une autre séance'}` } }
  }
  const max = s.appel.comite.laureats_max
  if (accorde(d.sens) && max !== undefined && autres.filter(a => accorde(a.sens)).length >= max) return { motif: 'trop_de_laureats', max }
  return undefined
}

type AEcrire = {
  decision: Decision
  horsAvis: string
  prise: DecisionPrise | undefined
  base: Centimes | null
  imputations: readonly { id: string; montant: Centimes }[]
}
async function ecrire(tx: Tx, ctx: ContexteActeur, s: Seance, dossier: Inscrit, { decision, horsAvis, prise, base, imputations }: AEcrire) {
  const { conclusion, ...texte } = decision
  const id = await ecrireDecision(tx, ctx, {
    ...texte,
    hors_avis: horsAvis,
    dossierId: dossier.id,
    depotId: dossier.depotId,
    seanceId: s.id,
    remplaceId: prise?.id ?? null,
    base: accorde(decision.sens) ? base : null,
    imputations,
  })
  await ecrireDebat(tx, ctx, s, dossier, conclusion)
  // a dossier put off comes back to another séance
  await tx
    .updateTable('dossier')
    .set({ etat: decision.sens === 'ajourne' ? 'au_comite' : 'delibere' })
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', dossier.id)
    .execute()
  const { sens, montant, rang } = decision
  const hors = horsAvis ? { hors_avis: horsAvis } : {}
  await journaliser(tx, ctx, 'comite.decide', dossier.id, {
    seance: s.id,
    decision: id,
    sens,
    montant,
    rang,
    ...hors,
    remplace: prise?.id ?? null,
  })
  return id
}

/** Who was there without conflict, and what the debate concluded. */
async function ecrireDebat(tx: Tx, ctx: ContexteActeur, s: Seance, dossier: Inscrit, conclusion: string) {
  const sans = sansVoix(s, dossier.id)
  const presents = s.membres.filter(m => m.presence === 'present' && !sans.has(m.id)).map(m => m.id)
  const debat = { presents, conclusion, close_le: ctx.instant }
  await tx
    .insertInto('deliberation')
    .values({ id: nouvelId(), guichet_id: ctx.guichetId, seance_id: s.id, dossier_id: dossier.id, ouverte_le: ctx.instant, ...debat })
    .onConflict(oc => oc.columns(['seance_id', 'dossier_id']).doUpdateSet(debat))
    .execute()
}
