import type { Config } from '../../config.ts'
import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { appelDeVersion } from '../appels/index.ts'
import { avisDuDossier, prescriptionsDe, visasDe } from '../avis/index.ts'
import type { Appel } from '../cahier/index.ts'
import { inscrireSignature, type Signature, type Signee, signaturesPour } from '../delegations/index.ts'
import { sansDelegation, visasDe as visasDesInstances } from '../instances/index.ts'
import { journaliser } from '../journal/index.ts'
import { motsDansLaLettre, prioritesAutour } from '../ordre/index.ts'
import { listesDeposees } from '../versions/index.ts'
import { lettreDe } from './lettre.ts'
import { conflitSur, type DecisionANotifier, decisionsANotifier, derniereEnvoyee, destinatairesDe } from './notifications.queries.ts'

export type RefusConfirmation =
  | { motif: 'aucune' }
  | { motif: 'change' }
  | { motif: 'conflit'; numero: string }
  /** Whoever was chosen may not sign this; `numero`: of the first decision that is beyond them. */
  | { motif: 'signataire'; phrase: string; numero?: string | undefined }
/** In whose name: a signatory of the call, or what a signed amendment bears already. */
export type EnQuelNom = { signataireId?: string | undefined; deja?: Signature | undefined }

/**
 * Confirms decisions in the name of the authority and prepares their letters, one for each structure of the project: from then on the room can
 * still replace them until they are sent. Where the call has signatories one of them decides, within what they may sign: all of these are, or none is confirmed. Decisions already confirmed stay as they are; one replaced meanwhile is told, and nothing is done.
 */
export const confirmerDecisions = (
  ctx: ContexteActeur,
  config: Config,
  appelId: string,
  ids: readonly string[],
  { signataireId, deja }: EnQuelNom = {},
): Promise<Result<{ confirmees: number }, RefusConfirmation>> =>
  enTransaction(ctx, async tx => {
    if (ids.length === 0) return err({ motif: 'aucune' })
    const toutes = await decisionsANotifier(tx, ctx.guichetId, appelId, ctx.acteur.compteId)
    const voulues = toutes.filter(d => ids.includes(d.decisionId))
    if (voulues.length !== new Set(ids).size) return err({ motif: 'change' })
    const enConflit = voulues.find(d => d.enConflit)
    if (enConflit) return err({ motif: 'conflit', numero: enConflit.numero })
    const aFaire = voulues.filter(x => x.confirmeeLe === null)
    const seules = await sansDelegation(tx, ctx.guichetId, aFaire)
    const actes = aFaire.map((d, i) => ({ dossierId: d.dossierId, montant: d.montant, sansDelegation: seules[i] }))
    const signees =
      deja || aFaire.length === 0 ? ok(null) : await signaturesPour(tx, ctx, { appelId, nature: 'decision', signataireId, actes })
    if (!signees.ok) {
      const { phrase, rang } = signees.error
      return err({ motif: 'signataire', phrase, numero: rang === undefined ? undefined : aFaire[rang]?.numero })
    }
    for (const [i, d] of aFaire.entries()) {
      const s = signees.value?.[i]?.signataire
      if (s && (await conflitSur(tx, ctx.guichetId, d.dossierId, s.compteId)))
        return err({
          motif: 'signataire',
          numero: d.numero,
          phrase: `En conflit d’intérêts\u00a0: ${s.qualite} ne décide pas de ce dossier`,
        })
    }
    let confirmees = 0
    for (const [i, d] of aFaire.entries()) if (await confirmer(tx, ctx, config, d, { signee: signees.value?.[i], deja })) confirmees++
    return ok({ confirmees })
  })

/** False when somebody else has just confirmed it. */
type Nom = { signee: Signee | undefined; deja: Signature | undefined }
async function confirmer(tx: Tx, ctx: ContexteActeur, config: Config, d: DecisionANotifier, { signee, deja }: Nom): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('confirmation')
    .values({
      ...{ decision_id: d.decisionId, guichet_id: ctx.guichetId, confirmee_par: ctx.acteur.compteId, confirmee_le: ctx.instant },
      ...{ signataire_id: signee?.signataire.id ?? null, delegation_id: signee?.delegation?.id ?? null },
    })
    .onConflict(oc => oc.column('decision_id').doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows !== 1n) return false
  if (signee)
    await inscrireSignature(tx, ctx, signee, { nature: 'decision', dossierId: d.dossierId, objetId: d.decisionId, montant: d.montant })
  const auteur = { nom: ctx.acteur.nom, signature: signee?.signature ?? deja }
  const version = await appelDeVersion(tx, ctx.guichetId, d.appelVersionId)
  if (!version) throw new Error(`dossier ${d.dossierId}: its call is not readable`)
  const listes = await listesDeposees(tx, ctx.guichetId, d.dossierId, version.appel)
  const ordre = await ordreDit(tx, ctx.guichetId, version.appel, d)
  const instances = await visasDesInstances(tx, ctx.guichetId, version.appel, d.dossierId)
  const lus = await avisDuDossier(tx, ctx.guichetId, d.dossierId)
  const avis = { visas: visasDe(lus), prescriptions: prescriptionsDe(lus) }
  for (const s of await destinatairesDe(tx, ctx.guichetId, d.dossierId)) {
    const precedente = await derniereEnvoyee(tx, ctx.guichetId, d.dossierId, s.id)
    const lettre = lettreDe(
      { ...d, avis, instances, remplaceLe: precedente?.envoyeeLe ?? null, ordre: s.id === d.structureId ? ordre : [] },
      s.nom,
      auteur,
      version.appel,
      config,
      listes,
    )
    await tx
      .insertInto('notification')
      .values({
        id: nouvelId(),
        guichet_id: ctx.guichetId,
        decision_id: d.decisionId,
        dossier_id: d.dossierId,
        structure_id: s.id,
        remplace_id: precedente?.id ?? null,
        lettre: JSON.stringify(lettre),
        preparee_par: ctx.acteur.compteId,
        preparee_le: ctx.instant,
      })
      .execute()
  }
  await journaliser(tx, ctx, 'notification.confirmee', d.dossierId, {
    ...{ decision: d.decisionId, sens: d.sens, montant: d.montant },
    ...(signee ? { signataire: signee.signataire.compteId, delegation: signee.delegation?.id ?? null } : {}),
  })
  return true
}

/** What the letter says to the porteur, and to nobody else, of the order of its dossiers. */
async function ordreDit(tx: Tx, guichetId: string, appel: Appel, d: DecisionANotifier): Promise<string[]> {
  if (!appel.porteurs.ordre || d.avenant) return []
  const l = await tx
    .selectFrom('instruction')
    .select(['dossier_id', 'appel_id', 'structure_id', 'depose_le', 'etat'])
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', d.dossierId)
    .executeTakeFirstOrThrow()
  return motsDansLaLettre(await prioritesAutour(tx, guichetId, appel, l), d.dossierId)
}
