import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { type Signataire, signatairesDe } from '../agents/index.ts'
import { peut } from '../decret/index.ts'
import { type DecisionANotifier, decisionsANotifier } from '../notifications/index.ts'
import { type ASigner, ecrireASigner, type Outils } from './ecrire-a-signer.ts'
import { type Presentee, presenteesPour } from './presentations.queries.ts'

/** The calls for which somebody signs, and as what; nothing of the others. */
export async function officesDe(tx: Tx, ctx: ContexteActeur): Promise<Map<string, Signataire>> {
  const appels = await tx.selectFrom('appel').select('id').where('guichet_id', '=', ctx.guichetId).execute()
  const offices = new Map<string, Signataire>()
  for (const { id } of appels) {
    const s = (await signatairesDe(tx, ctx.guichetId, id)).find(x => x.compteId === ctx.acteur.compteId)
    if (s) offices.set(id, s)
  }
  return offices
}

/** The decisions of these calls as whoever signs reads them, by their id. */
export async function decisionsLues(tx: Tx, ctx: ContexteActeur, appels: Iterable<string>): Promise<Map<string, DecisionANotifier>> {
  const lues = new Map<string, DecisionANotifier>()
  for (const id of new Set(appels))
    for (const d of await decisionsANotifier(tx, ctx.guichetId, id, ctx.acteur.compteId)) lues.set(d.decisionId, d)
  return lues
}

export const CONFLIT = 'Vous êtes en conflit d’intérêts sur ce dossier\u00a0: une autre personne en décide'
/** One of those that wait, as it would be signed now, or why this person may not sign it. */
export async function ecrireUne(
  tx: Tx,
  ctx: ContexteActeur,
  outils: Outils,
  { p, s, d }: { p: Presentee; s: Signataire | undefined; d: DecisionANotifier | undefined },
  o: { verrou: boolean },
): Promise<Result<ASigner, string>> {
  if (!s || !peut('signataire', 'lire_document', { signature: 'presentee' })) return err('Vous ne signez pas pour cet appel')
  if (!d) return err('Cette décision a changé depuis')
  return d.enConflit ? err(CONFLIT) : ecrireASigner(tx, ctx, outils, { p, d, s }, o)
}

type RefusLecture = { motif: 'introuvable' } | { motif: 'change' }
/** One of those that wait for somebody, with all the others, as they would sign it now. */
async function trouver(tx: Tx, ctx: ContexteActeur, outils: Outils, presentationId: string) {
  const offices = await officesDe(tx, ctx)
  const toutes = await presenteesPour(tx, ctx.guichetId, { appels: [...offices.keys()], compteId: ctx.acteur.compteId })
  const p = toutes.find(x => x.id === presentationId)
  if (!p) return undefined
  const lues = await decisionsLues(tx, ctx, [p.appelId])
  const ecrit = await ecrireUne(tx, ctx, outils, { p, s: offices.get(p.appelId), d: lues.get(p.decisionId) }, { verrou: false })
  return ecrit.ok ? { p, toutes, ecrit: ecrit.value } : undefined
}
/** What one of those that wait says, for whoever may sign it. */
export const lireDocument = (ctx: ContexteActeur, outils: Outils, presentationId: string): Promise<ASigner | undefined> =>
  enTransaction(ctx, async tx => (await trouver(tx, ctx, outils, presentationId))?.ecrit)

/** Writes that somebody has read a document to its end, as it stands: another text than the one that they were shown is not read. */
export const noterLecture = (
  ctx: ContexteActeur,
  outils: Outils,
  { presentationId, empreinte }: { presentationId: string; empreinte: string },
): Promise<Result<{ suivante: string | undefined }, RefusLecture>> =>
  enTransaction(ctx, async tx => {
    const lu = await trouver(tx, ctx, outils, presentationId)
    if (!lu) return err({ motif: 'introuvable' })
    const { p, toutes, ecrit } = lu
    if (ecrit.empreinte !== empreinte) return err({ motif: 'change' })
    const lecture = { empreinte, contenu: JSON.stringify(ecrit.contenu), lue_le: ctx.instant }
    await tx
      .insertInto('lecture_presentation')
      .values({ presentation_id: p.id, compte_id: ctx.acteur.compteId, guichet_id: ctx.guichetId, ...lecture })
      .onConflict(oc => oc.columns(['presentation_id', 'compte_id']).doUpdateSet(lecture))
      .execute()
    const rang = toutes.indexOf(p)
    const suivante = [...toutes.slice(rang + 1), ...toutes.slice(0, rang)].find(x => x.lue === null)
    return ok({ suivante: suivante?.id })
  })
