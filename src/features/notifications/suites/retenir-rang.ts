import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { type Centimes, parseEuros } from '../../../lib/euros.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import type { Appel } from '../../cahier/index.ts'
import { type RefusCommun, refusDesAutres } from '../../decider/index.ts'
import { comprendreDecision, type ErreursDecision, payerDepuis, plafondsDe, retenuDes, verrous } from '../../decisions/index.ts'
import { decisionEnVigueur, remplacerDecision } from '../../enveloppes/index.ts'
import { avisPourDecider } from '../../instances/index.ts'
import { journaliser } from '../../journal/index.ts'
import { listeComplementaire } from './liste.queries.ts'
import { avant } from './liste.rules.ts'
import { verrouiller } from './suites.ts'

export type SaisieRang = { montant: string; conditions: string; enveloppe?: string; hors_avis?: string }
export type DemandeRang = {
  appelId: string
  appel: Appel
  dossierId: string
  /** The decision that the person saw: its rank. */
  vue: string
  saisie: SaisieRang
}
export type RefusRang =
  | { motif: 'introuvable' }
  /** It has left the list meanwhile, or has another rank. */
  | { motif: 'change' }
  | { motif: 'conflit'; numero: string }
  | { motif: 'a_notifier' }
  | { motif: 'rang'; rang: number; numero: string }
  | { motif: 'saisie'; errors: ErreursDecision }
  | { motif: 'enveloppe'; reste: Centimes; libelle: string | undefined }
  | RefusCommun

/**
 * The reserve list moves up: the first dossier for which what is left can do something is retained, for all or a part of what it asked. Its
 * decision replaces the one of its rank, and is confirmed and told as any other.
 */
export const retenirRang = (ctx: ContexteActeur, d: DemandeRang): Promise<Result<{ id: string; rang: number }, RefusRang>> =>
  enTransaction(ctx, async tx => {
    const etat = await verrouiller(tx, ctx.guichetId, d.appelId, d.dossierId)
    if (!etat) return err({ motif: 'introuvable' })
    const remplace = await decisionEnVigueur(tx, ctx.guichetId, d.dossierId)
    const sources = await verrous.enveloppes(tx, ctx.guichetId, d.dossierId)
    const liste = await listeComplementaire(tx, ctx.guichetId, d.appelId, ctx.acteur.compteId)
    const r = liste.find(x => x.dossierId === d.dossierId)
    if (!r || !remplace || remplace.id !== d.vue) return err({ motif: 'change' })
    if (r.enConflit) return err({ motif: 'conflit', numero: r.numero })
    if (!r.notifiee) return err({ motif: 'a_notifier' })
    const premier = avant(liste, r)
    if (premier) return err({ motif: 'rang', rang: premier.rang, numero: premier.numero })
    const plafonds = await plafondsDe(tx, ctx.guichetId, d.dossierId)
    const lu = parseEuros(d.saisie.montant)
    const sens = lu.ok && lu.value >= retenuDes(plafonds) ? 'retenu' : 'partiel'
    const comprise = comprendreDecision({ ...d.saisie, sens, rang: '', motif: '', conclusion: '' }, plafonds)
    // the form of a rank has no sense to choose: what forbids it is said of the amount
    if (!comprise.ok) {
      const { sens: empeche, ...errors } = comprise.errors
      return err({ motif: 'saisie', errors: empeche ? { ...errors, montant: empeche } : errors })
    }
    const { montant, conditions } = comprise.value
    const refus = await refusDesAutres(tx, ctx, { ...d, decision: comprise.value })
    if (refus) return err(refus)
    const { enveloppe, hors_avis: horsAvis = '' } = d.saisie
    const avis = await avisPourDecider(tx, ctx.guichetId, d.appel, d.dossierId, { sens, montant, horsAvis })
    if (!avis.ok)
      return err(
        avis.error.motif === 'hors_avis' ? { motif: 'saisie', errors: { hors_avis: avis.error.phrase } } : { ...avis.error, motif: 'avis' },
      )
    const imputations = payerDepuis(sources, montant, enveloppe)
    if (!imputations.ok) return imputations
    const id = await remplacerDecision(tx, ctx, {
      remplace,
      sens,
      montant,
      base: plafonds.base,
      conditions,
      hors_avis: avis.value,
      imputations: imputations.value,
    })
    await journaliser(tx, ctx, 'decision.rang_retenu', d.dossierId, { decision: id, remplace: remplace.id, rang: r.rang, sens, montant })
    return ok({ id, rang: r.rang })
  })
