import { sql } from 'kysely'
import type { Config } from '../../../config.ts'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { appelDeVersion, appelPublie } from '../../appels/index.ts'
import { faireTomber } from '../../complements/index.ts'
import { inscrireSignature, type Signee, signaturesPour } from '../../delegations/index.ts'
import { journaliser } from '../../journal/index.ts'
import { conflitSur } from '../../notifications/index.ts'
import { lecteurDe, lisible } from '../../perimetre/index.ts'
import { lettreDe } from '../lettre.ts'
import { type Empechement, empechement, MOTS_REPONSES } from '../preselection.rules.ts'
import { type IntentionLue, intentionsDe, tenirIntentions, verrouillerReponses } from '../preselections.queries.ts'
import { prevenir } from '../prevenir.ts'

export type RefusAnnonce =
  | { motif: 'introuvable' }
  | Empechement
  /** Whoever announces has an interest in some of them. */
  | { motif: 'interesse' }
  /** The second temps would already be closed to those who pass. */
  | { motif: 'second_clos' }
  | { motif: 'signataire'; phrase: string; numero?: string | undefined }
type Demande = { slug: string; signataireId?: string | undefined; seanceLe?: string | undefined }

/**
 * Tells every answer of a call at one instant, which opens the second form to those who passed: all of them, or none. A refusal is a decision: it has its letter, its remedies
 * and whoever signs it by the rule of competence of the others. Pressed again, or at the same time, it is done once.
 */
export const annoncer = (ctx: ContexteActeur, config: Config, d: Demande): Promise<Result<{ annoncees: number }, RefusAnnonce>> =>
  enTransaction(ctx, async tx => {
    const publie = await appelPublie(tx, ctx.guichetId, d.slug)
    const second = publie?.appel.second
    if (!publie || !second) return err({ motif: 'introuvable' })
    await verrouillerReponses(tx, ctx.guichetId, publie.appelId)
    await tenirIntentions(tx, ctx.guichetId, publie.appelId)
    const toutes = await intentionsDe(tx, ctx.guichetId, publie.appelId)
    const attendues = toutes.filter(i => i.annonceeLe === null)
    if (attendues.length === 0 && toutes.length > 0) return ok({ annoncees: 0 })
    const miennes = new Set((await intentionsDe(tx, ctx.guichetId, publie.appelId, lisible(await lecteurDe(tx, ctx)))).map(i => i.id))
    if (attendues.some(i => !miennes.has(i.id))) return err({ motif: 'interesse' })
    const refus = empechement(attendues)
    if (refus) return err(refus)
    const avant = second.calendrier.vagues[0]!.cloture!
    // a refusal is told however late it is
    if (avant <= ctx.instant && attendues.some(i => i.reponse === 'oui')) return err({ motif: 'second_clos' })
    const actes = attendues.map(i => ({ dossierId: i.id, montant: 0 }))
    const signees = await signaturesPour(tx, ctx, {
      appelId: publie.appelId,
      nature: 'decision',
      signataireId: d.signataireId,
      actes,
    })
    if (!signees.ok) {
      const { phrase, rang } = signees.error
      return err({ motif: 'signataire', phrase, numero: rang === undefined ? undefined : attendues[rang]?.numero })
    }
    const refuse = await signataireEnConflit(tx, ctx, attendues, signees.value)
    if (refuse) return err(refuse)
    await ouvrirLeSecondTemps(tx, ctx, attendues)
    for (const [n, i] of attendues.entries()) {
      const annonce = { avant, seanceLe: d.seanceLe, signee: signees.value?.[n], repechee: false }
      await annoncerUne(tx, ctx, config, { ...i, preselectionId: i.preselectionId! }, annonce)
    }
    return ok({ annoncees: attendues.length })
  })

/** Whoever signs decides of no project in which they have an interest. */
export async function signataireEnConflit(
  tx: Tx,
  ctx: ContexteActeur,
  intentions: readonly Pick<IntentionLue, 'id' | 'numero'>[],
  signees: readonly Signee[] | null,
): Promise<Extract<RefusAnnonce, { motif: 'signataire' }> | undefined> {
  for (const [n, i] of intentions.entries()) {
    const s = signees?.[n]?.signataire
    if (s && (await conflitSur(tx, ctx.guichetId, i.id, s.compteId)))
      return { motif: 'signataire', numero: i.numero, phrase: `En conflit d’intérêts\u00a0: ${s.qualite} ne décide pas de ce dossier` }
  }
  return undefined
}

/** The second form is open to those who passed; nothing is owed any more to the others, whose answer is told. */
async function ouvrirLeSecondTemps(tx: Tx, ctx: ContexteActeur, attendues: readonly IntentionLue[]) {
  const ids = (oui: boolean) => sql<string>`any(${attendues.filter(i => (i.reponse === 'oui') === oui).map(i => i.id)}::uuid[])`
  const change = { modifie_le: ctx.instant }
  const ecrire = (oui: boolean, valeurs: { etat: string; temps?: number }) =>
    tx
      .updateTable('dossier')
      .set({ ...valeurs, ...change })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', ids(oui))
      .execute()
  await ecrire(true, { etat: 'preselectionne', temps: 2 })
  await ecrire(false, { etat: 'non_preselectionne' })
  const tous = attendues.map(i => i.id)
  await faireTomber(tx, ctx, tous, 'La réponse à l’intention est annoncée')
  await sansEcheance(tx, ctx, tous)
}

export const sansEcheance = (tx: Tx, ctx: ContexteActeur, ids: readonly string[]) =>
  tx
    .updateTable('instruction')
    .set({ echeance: null, echeance_motif: null })
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()

type Annonce = { avant: Date; seanceLe: string | undefined; signee: Signee | undefined; repechee: boolean }
/** Seals one answer with its letter, in the name of whoever signs it, and tells it. */
export async function annoncerUne(
  tx: Tx,
  ctx: ContexteActeur,
  config: Config,
  i: Pick<IntentionLue, 'id' | 'numero' | 'titre' | 'porteur' | 'structureId' | 'deposeLe' | 'reponse' | 'motif' | 'appelVersionId'> & {
    preselectionId: string
  },
  { avant, seanceLe, signee, repechee }: Annonce,
) {
  const version = await appelDeVersion(tx, ctx.guichetId, i.appelVersionId, 1)
  if (!version) throw new Error(`dossier ${i.id}: its call is not readable`)
  const oui = i.reponse === 'oui'
  const auteur = { nom: ctx.acteur.nom, signature: signee?.signature }
  const lettre = lettreDe({ ...i, oui, avant, seanceLe, repechee }, auteur, version.appel, config)
  await tx
    .updateTable('preselection')
    .set({
      annoncee_par: ctx.acteur.compteId,
      annoncee_le: ctx.instant,
      seance_le: seanceLe ?? null,
      lettre: JSON.stringify(lettre),
      signataire_id: signee?.signataire.id ?? null,
      delegation_id: signee?.delegation?.id ?? null,
    })
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', i.preselectionId)
    .execute()
  if (signee) await inscrireSignature(tx, ctx, signee, { nature: 'decision', dossierId: i.id, objetId: i.preselectionId, montant: 0 })
  await prevenir(tx, ctx, {
    preselectionId: i.preselectionId,
    dossierId: i.id,
    structureId: i.structureId,
    oui,
    motif: i.motif,
    avant,
    lettre,
  })
  await journaliser(tx, ctx, repechee ? 'preselection.repechee' : 'preselection.annoncee', i.id, {
    preselection: i.preselectionId,
    reponse: MOTS_REPONSES[i.reponse!].toLowerCase(),
    motif: i.motif,
    ...(signee ? { signataire: signee.signataire.compteId, delegation: signee.delegation?.id ?? null } : {}),
  })
}
