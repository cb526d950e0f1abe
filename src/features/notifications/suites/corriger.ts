import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Centimes } from '../../../lib/euros.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { retenueMinimis } from '../../antecedents/index.ts'
import type { Appel } from '../../cahier/index.ts'
import { type RefusCommun, refusDesAutres } from '../../decider/index.ts'
import { accorde, comprendreDecision, payerDepuis, plafondsDe, type SaisieDecision, TEXTE_MAX, verrous } from '../../decisions/index.ts'
import { decisionEnVigueur, remplacerDecision } from '../../enveloppes/index.ts'
import { avisPourDecider } from '../../instances/index.ts'
import { journaliser } from '../../journal/index.ts'
import { decisionsANotifier } from '../notifications.queries.ts'
import { verrouiller } from './suites.ts'

/** `raison`: why it is corrected, which the letter states. */
export type SaisieCorrection = Pick<SaisieDecision, 'sens' | 'montant' | 'rang' | 'motif' | 'conditions' | 'enveloppe' | 'hors_avis'> & {
  raison: string
}
export type ErreursCorrection = Partial<Record<keyof SaisieCorrection, string>>
export type DemandeCorrection = {
  appelId: string
  appel: Appel
  dossierId: string
  /** The decision in force that the person saw. */
  vue: string
  saisie: SaisieCorrection
}
export type RefusCorrection =
  | { motif: 'introuvable' }
  | { motif: 'change' }
  | { motif: 'a_notifier' }
  /** Only an amendment changes what a signed act says. */
  | { motif: 'acte_signe' }
  | { motif: 'conflit'; numero: string }
  | { motif: 'saisie'; errors: ErreursCorrection }
  /** `libelle`: the one that was to pay alone. */
  | { motif: 'enveloppe'; reste: Centimes; libelle: string | undefined }
  | RefusCommun

/** States of a dossier whose porteur was told a decision. */
const NOTIFIES: readonly string[] = ['retenu', 'liste_complementaire', 'non_retenu', 'sans_suite']
export const estAnnoncee = (etat: string) => NOTIFIES.includes(etat)

/**
 * Corrects a decision that was told, before its act is signed, or that nobody may tell as it is: another one replaces it, with why. It is confirmed and told by a letter that names the former one if it was told; until
 * then the porteur and the public read what was told.
 */
export const corrigerDecision = (ctx: ContexteActeur, d: DemandeCorrection): Promise<Result<{ id: string }, RefusCorrection>> =>
  enTransaction(ctx, async tx => {
    const etat = await verrouiller(tx, ctx.guichetId, d.appelId, d.dossierId)
    if (!etat) return err({ motif: 'introuvable' })
    const toutes = await decisionsANotifier(tx, ctx.guichetId, d.appelId, ctx.acteur.compteId)
    const vue = toutes.find(x => x.dossierId === d.dossierId)
    if (!(await seCorrige(tx, ctx, { dossierId: d.dossierId, etat, montant: vue?.montant ?? 0 })))
      return err({ motif: etat === 'delibere' || etat === 'au_comite' ? 'a_notifier' : 'change' })
    const remplace = await decisionEnVigueur(tx, ctx.guichetId, d.dossierId)
    if (!vue || !remplace || remplace.id !== d.vue) return err({ motif: 'change' })
    if (vue.enConflit) return err({ motif: 'conflit', numero: vue.numero })
    if (vue.acteSigne) return err({ motif: 'acte_signe' })
    const plafonds = await plafondsDe(tx, ctx.guichetId, d.dossierId)
    const comprise = comprendreDecision({ ...d.saisie, conclusion: '' }, plafonds)
    const errors: ErreursCorrection = { ...(comprise.ok ? {} : comprise.errors), ...erreursPropres(d.saisie) }
    if (!comprise.ok || Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
    const { sens, montant, rang, motif, conditions } = comprise.value
    if (sens === 'ajourne') return err({ motif: 'saisie', errors: { sens: 'Choisissez une décision' } })
    const refus = await refusDesAutres(tx, ctx, { ...d, decision: comprise.value })
    if (refus) return err(refus)
    const avis = await avisPourDecider(tx, ctx.guichetId, d.appel, d.dossierId, { sens, montant, horsAvis: d.saisie.hors_avis ?? '' })
    if (!avis.ok)
      return err(
        avis.error.motif === 'hors_avis' ? { motif: 'saisie', errors: { hors_avis: avis.error.phrase } } : { ...avis.error, motif: 'avis' },
      )
    const sources = await verrous.enveloppes(tx, ctx.guichetId, d.dossierId)
    const imputations = payerDepuis(sources, montant, d.saisie.enveloppe)
    if (!imputations.ok) return imputations
    const base = accorde(sens) ? plafonds.base : null
    const decision = {
      sens,
      montant,
      rang,
      motif,
      conditions,
      base,
      correction: estAnnoncee(etat) ? d.saisie.raison : '',
      hors_avis: avis.value,
    }
    const id = await remplacerDecision(tx, ctx, { remplace, ...decision, imputations: imputations.value })
    const faits = { decision: id, remplace: remplace.id, raison: d.saisie.raison, sens, montant, avant: remplace.montant }
    await journaliser(tx, ctx, 'decision.corrigee', d.dossierId, faits)
    return ok({ id })
  })

/** Whether the decision in force of a dossier is corrected here: it was told, or whoever signs gave it back, or its letter may not leave. */
export const seCorrige = async (tx: Tx, ctx: ContexteActeur, d: { dossierId: string; etat: string; montant: Centimes }): Promise<boolean> =>
  estAnnoncee(d.etat) || (await estRendue(tx, ctx.guichetId, d.dossierId)) || (await estRetenue(tx, ctx, d))

const estRetenue = async (tx: Tx, ctx: ContexteActeur, d: { dossierId: string; montant: Centimes }) => {
  const retenue = await retenueMinimis(tx, ctx, d)
  return retenue !== undefined && !retenue.passagere
}

/** Whether whoever signs gave back the decision in force: nothing of it was told, and the service may write another one. */
async function estRendue(tx: Tx, guichetId: string, dossierId: string): Promise<boolean> {
  const { rows } = await sql<{ rendue: boolean }>`
    select exists (select from decision d join presentation p on p.decision_id = d.id and p.rendue_le is not null
      where d.guichet_id = ${guichetId} and d.dossier_id = ${dossierId} and not exists (select from decision r where r.remplace_id = d.id)
        and not exists (select from presentation q where q.decision_id = d.id and q.rendue_le is null and q.reprise_le is null)) as rendue`.execute(
    tx,
  )
  return rows[0]!.rendue
}

function erreursPropres({ raison, sens }: SaisieCorrection): ErreursCorrection {
  const errors: ErreursCorrection = sens === 'ajourne' ? { sens: 'Choisissez une décision' } : {}
  if (raison === '') return { ...errors, raison: 'Dites pourquoi vous corrigez la décision' }
  if (raison.length > TEXTE_MAX) return { ...errors, raison: 'Ce texte est trop long\u00a0: 4\u00a0000 caractères au plus' }
  return errors
}
