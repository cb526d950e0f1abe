import type { Config } from '../../config.ts'
import { type Contexte, type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { signatairesDe } from '../agents/index.ts'
import { appelDeVersion } from '../appels/index.ts'
import { avisDuDossier, prescriptionsDe, visasDe } from '../avis/index.ts'
import type { Appel } from '../cahier/index.ts'
import type { Signature } from '../delegations/index.ts'
import { visasDe as visasDesInstances } from '../instances/index.ts'
import { journaliser } from '../journal/index.ts'
import { motsDansLaLettre, prioritesAutour } from '../ordre/index.ts'
import { listesDeposees } from '../versions/index.ts'
import { type Auteur, lettreDe } from './lettre.ts'
import { type DecisionANotifier, decisionsANotifier, derniereEnvoyee, destinatairesDe } from './notifications.queries.ts'
import type { Lettre } from './porteur/lettre.queries.ts'

export type RefusConfirmation =
  | { motif: 'aucune' }
  | { motif: 'change' }
  | { motif: 'conflit'; numero: string }
  /** Somebody signs for the call: what is not signed is confirmed by nobody else. */
  | { motif: 'a_signer' }

/**
 * Confirms decisions and prepares their letters, one for each structure of the project: from then on the room can still replace them until they are sent. Where somebody signs
 * for the call, their signature confirms (`confirmerSignee`) and nothing else does, apart from what a signed amendment bears already (`deja`). Decisions already confirmed stay as
 * they are; one replaced meanwhile is told, and nothing is done.
 */
export const confirmerDecisions = (
  ctx: ContexteActeur,
  config: Config,
  appelId: string,
  ids: readonly string[],
  { deja }: { deja?: Signature | undefined } = {},
): Promise<Result<{ confirmees: number }, RefusConfirmation>> =>
  enTransaction(ctx, async tx => {
    if (ids.length === 0) return err({ motif: 'aucune' })
    if (!deja && (await signatairesDe(tx, ctx.guichetId, appelId)).length > 0) return err({ motif: 'a_signer' })
    const toutes = await decisionsANotifier(tx, ctx.guichetId, appelId, ctx.acteur.compteId)
    const voulues = toutes.filter(d => ids.includes(d.decisionId))
    if (voulues.length !== new Set(ids).size) return err({ motif: 'change' })
    const enConflit = voulues.find(d => d.enConflit)
    if (enConflit) return err({ motif: 'conflit', numero: enConflit.numero })
    let confirmees = 0
    for (const d of voulues.filter(x => x.confirmeeLe === null)) {
      const auteur = { nom: ctx.acteur.nom, signature: deja }
      const ecrire = () => lettresDeLaDecision(tx, ctx, config, d, auteur)
      if (await inscrire(tx, ctx, d, { par: ctx.acteur.compteId, le: ctx.instant }, ecrire)) confirmees++
    }
    return ok({ confirmees })
  })

/** A decision signed in the guichet: who signed, as whom, and the letters to the word. */
export type DecisionSignee = {
  signatureId: string
  compteId: string
  signataireId: string
  delegationId: string | null
  signeeLe: Date
  lettres: readonly LettreAEcrire[]
}
/** Confirms a decision by its signature: its letters are those that were read and signed. False when somebody else has just done it. */
export const confirmerSignee = (tx: Tx, ctx: Contexte, d: DecisionANotifier, s: DecisionSignee): Promise<boolean> =>
  inscrire(tx, ctx, d, { par: s.compteId, le: s.signeeLe, signee: s }, async () => s.lettres)

type Confirmation = { par: string; le: Date; signee?: DecisionSignee }
/** False when somebody else has just confirmed it. */
async function inscrire(
  tx: Tx,
  ctx: Contexte,
  d: DecisionANotifier,
  { par, le, signee }: Confirmation,
  lettres: () => Promise<readonly LettreAEcrire[]>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('confirmation')
    .values({
      ...{ decision_id: d.decisionId, guichet_id: ctx.guichetId, confirmee_par: par, confirmee_le: le },
      ...{ signataire_id: signee?.signataireId ?? null, delegation_id: signee?.delegationId ?? null },
      signature_decision_id: signee?.signatureId ?? null,
    })
    .onConflict(oc => oc.column('decision_id').doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows !== 1n) return false
  for (const { structureId, lettre } of await lettres()) {
    const precedente = await derniereEnvoyee(tx, ctx.guichetId, d.dossierId, structureId)
    await tx
      .insertInto('notification')
      .values({
        id: nouvelId(),
        guichet_id: ctx.guichetId,
        decision_id: d.decisionId,
        dossier_id: d.dossierId,
        structure_id: structureId,
        remplace_id: precedente?.id ?? null,
        lettre: JSON.stringify(lettre),
        preparee_par: par,
        preparee_le: le,
      })
      .execute()
  }
  await journaliser(tx, ctx, 'notification.confirmee', d.dossierId, {
    ...{ decision: d.decisionId, sens: d.sens, montant: d.montant },
    ...(signee ? { signataire: signee.compteId, delegation: signee.delegationId, signature: signee.signatureId } : {}),
  })
  return true
}

/** A letter to one structure of a project. */
export type LettreAEcrire = { structureId: string; lettre: Lettre }
/** The letters of a decision as they would be now, one for each structure of the project. */
export async function lettresDeLaDecision(
  tx: Tx,
  ctx: Pick<Contexte, 'guichetId'>,
  config: Config,
  d: DecisionANotifier,
  auteur: Auteur,
): Promise<LettreAEcrire[]> {
  const version = await appelDeVersion(tx, ctx.guichetId, d.appelVersionId)
  if (!version) throw new Error(`dossier ${d.dossierId}: its call is not readable`)
  const { appel } = version
  const listes = await listesDeposees(tx, ctx.guichetId, d.dossierId, appel)
  const ordre = await ordreDit(tx, ctx.guichetId, appel, d)
  const instances = await visasDesInstances(tx, ctx.guichetId, appel, d.dossierId)
  const lus = await avisDuDossier(tx, ctx.guichetId, d.dossierId)
  const avis = { visas: visasDe(lus), prescriptions: prescriptionsDe(lus) }
  const lettres: LettreAEcrire[] = []
  for (const s of await destinatairesDe(tx, ctx.guichetId, d.dossierId)) {
    const precedente = await derniereEnvoyee(tx, ctx.guichetId, d.dossierId, s.id)
    const dit = { ...d, avis, instances, remplaceLe: precedente?.envoyeeLe ?? null, ordre: s.id === d.structureId ? ordre : [] }
    lettres.push({ structureId: s.id, lettre: lettreDe(dit, s.nom, auteur, appel, config, listes) })
  }
  return lettres
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
