import { sql } from 'kysely'
import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { signatairesDe } from '../agents/index.ts'
import type { Appel } from '../cahier/index.ts'
import { peut } from '../decret/index.ts'
import { ATTENTE_SERVICE } from '../etats/index.ts'
import { journaliser } from '../journal/index.ts'
import { type DecisionANotifier, decisionsANotifier, lettreRetenue, type SeanceSansPv, seancesSansPv } from '../notifications/index.ts'
import { arretes } from '../suivi/index.ts'
import { placeDe } from './place.ts'
import { verrouiller } from './presentations.queries.ts'
import type { Compte, Refuse } from './signatures.rules.ts'

export type APresenter = { appelId: string; appel: Appel; decisions: readonly string[]; avecActe: boolean }
export type RefusPresenter =
  | { motif: 'aucune' }
  | { motif: 'sans_signataire' }
  | { motif: 'sans_proces_verbal'; seances: readonly SeanceSansPv[] }

/**
 * Puts decisions before whoever signs for the call, each with the arrêté that grants it when one goes with it, which takes its number now. What a séance decided waits for its
 * frozen procès-verbal. Each is done or refused by itself.
 */
export const presenter = (
  ctx: ContexteActeur,
  { appelId, appel, decisions, avecActe }: APresenter,
): Promise<Result<Compte, RefusPresenter>> =>
  enTransaction(ctx, async tx => {
    if (decisions.length === 0) return err({ motif: 'aucune' })
    if ((await signatairesDe(tx, ctx.guichetId, appelId)).length === 0) return err({ motif: 'sans_signataire' })
    const seances = await seancesSansPv(tx, ctx.guichetId, decisions)
    if (seances.length > 0) return err({ motif: 'sans_proces_verbal', seances })
    // one at a time in a call: a decision is presented once, and numbers follow one another
    await sql`select pg_advisory_xact_lock(hashtextextended(${`presenter:${ctx.guichetId}:${appelId}`}, 0))`.execute(tx)
    const toutes = new Map((await decisionsANotifier(tx, ctx.guichetId, appelId, ctx.acteur.compteId)).map(d => [d.decisionId, d] as const))
    const deja = await dejaPresentees(tx, ctx.guichetId, decisions)
    const refus: Refuse[] = []
    let faits = 0
    for (const id of new Set(decisions)) {
      const d = toutes.get(id)
      const dejaLa = deja.get(id)
      const non = dejaLa ? { phrase: dejaLa } : d ? await presenterUne(tx, ctx, d, { appel, avecActe }) : CHANGEE
      if (non) refus.push({ numero: d?.numero ?? '', porteur: d?.porteur ?? '', ...non })
      else faits++
    }
    return ok({ faits, refus })
  })

const CHANGEE = { phrase: 'Cette décision a changé depuis' }

/** Why each of these is presented no more: it waits already, or it is signed. */
async function dejaPresentees(tx: Tx, guichetId: string, decisions: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; signee: boolean }>`
    select p.decision_id as id, exists (select from signature_decision s where s.decision_id = p.decision_id and s.annulee_le is null) as signee
    from presentation p where p.guichet_id = ${guichetId} and p.decision_id = any(${[...decisions]}::uuid[]) and p.rendue_le is null and p.reprise_le is null`.execute(
    tx,
  )
  return new Map(rows.map(l => [l.id, l.signee ? 'Cette décision est déjà signée' : 'Cette décision est déjà à la signature']))
}

/** Why not, or nothing once it is done. */
async function presenterUne(
  tx: Tx,
  ctx: ContexteActeur,
  d: DecisionANotifier,
  { appel, avecActe }: Pick<APresenter, 'appel' | 'avecActe'>,
): Promise<Pick<Refuse, 'phrase' | 'corriger'> | undefined> {
  if (!peut(placeDe(ctx), 'presenter', { signature: 'a_presenter' })) return { phrase: 'Vous ne présentez rien à la signature' }
  if (d.enConflit) return { phrase: 'Vous êtes en conflit d’intérêts sur ce dossier\u00a0: une autre personne le présente' }
  if (d.confirmeeLe) return { phrase: 'Cette décision est déjà confirmée' }
  const retenue = await lettreRetenue(tx, ctx, { ...d, slug: appel.slug })
  if (retenue) return retenue
  const aide = { dossierId: d.dossierId, decisionId: d.decisionId, accorde: d.montant, base: d.base }
  const sonArrete =
    avecActe && d.montant > 0 && !(await aUnActe(tx, ctx.guichetId, d.dossierId))
      ? await arretes.avecLaDecision(tx, ctx, appel, aide)
      : undefined
  if (sonArrete && 'attente' in sonArrete) return { phrase: ATTENTE_SERVICE[sonArrete.attente].replace(/\.$/, '') }
  const id = nouvelId()
  const numero = sonArrete?.numero ?? null
  await tx
    .insertInto('presentation')
    .values({
      ...{
        id,
        guichet_id: ctx.guichetId,
        decision_id: d.decisionId,
        dossier_id: d.dossierId,
        avec_acte: numero !== null,
        numero_acte: numero,
      },
      ...{ presentee_par: ctx.acteur.compteId, presentee_le: ctx.instant },
    })
    .execute()
  await journaliser(tx, ctx, 'signature.presentee', d.dossierId, {
    presentation: id,
    decision: d.decisionId,
    ...(numero ? { numero } : {}),
  })
  return undefined
}

const aUnActe = async (tx: Tx, guichetId: string, dossierId: string) =>
  (
    await sql<{ un: boolean }>`select exists (select from acte a where a.guichet_id = ${guichetId} and a.dossier_id = ${dossierId}
      and a.nature <> 'avenant' and a.retire_le is null) as un`.execute(tx)
  ).rows[0]!.un

/** Takes back what waits for a signature, while nobody has signed it. Gives how many. */
export const reprendrePresentations = (
  ctx: ContexteActeur,
  { appelId, decisions }: { appelId: string; decisions: readonly string[] },
): Promise<number> =>
  enTransaction(ctx, async tx => {
    if (!peut(placeDe(ctx), 'reprendre_presentation', { signature: 'presentee' })) return 0
    const { rows } = await sql<{ id: string; dossier: string }>`
      select p.id, p.dossier_id as dossier from presentation p join instruction i on i.dossier_id = p.dossier_id
      where p.guichet_id = ${ctx.guichetId} and i.appel_id = ${appelId} and p.decision_id = any(${[...decisions]}::uuid[])`.execute(tx)
    await verrouiller(
      tx,
      ctx.guichetId,
      rows.map(r => r.id),
    )
    const reprises = await sql<{ id: string; dossier: string }>`
      update presentation p set reprise_le = ${ctx.instant}, reprise_par = ${ctx.acteur.compteId}
      where p.guichet_id = ${ctx.guichetId} and p.id = any(${rows.map(r => r.id)}::uuid[]) and p.rendue_le is null and p.reprise_le is null
        and not exists (select from signature_decision s where s.decision_id = p.decision_id and s.annulee_le is null)
      returning p.id, p.dossier_id as dossier`.execute(tx)
    for (const { id, dossier } of reprises.rows) await journaliser(tx, ctx, 'signature.reprise', dossier, { presentation: id })
    return reprises.rows.length
  })
