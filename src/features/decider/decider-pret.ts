import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { appelDeVersion } from '../appels/index.ts'
import { type SaisieDecision, SENS } from '../decisions/index.ts'
import { ouvrirEnveloppes } from '../enveloppes/index.ts'
import { journaliser } from '../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../service/index.ts'
import { prononcer, type RefusPrononce } from './prononcer.ts'

export type DemandePret = {
  dossierId: string
  saisie: SaisieDecision
  /** The decision that the person saw on the page; « » when there was none. */
  vue: string
}
export type RefusPret =
  | RefusInstruction
  /** Its call has a comité, which decides. */
  | { motif: 'comite' }
  | RefusPrononce

/** What may be decided without a séance: nothing is put off to the next one. */
export const SENS_SANS_COMITE = SENS.filter(s => s !== 'ajourne')

/**
 * Decides on a dossier that is ready, in a call without a comité: the service writes it, the authority then confirms it in its own name, and nothing is told outside before its
 * letter. Of all those who decide at once in a call, one at a time: the envelope holds, and a rank is given once.
 */
export const deciderPret = (ctx: ContexteActeur, d: DemandePret): Promise<Result<{ slug: string }, RefusPret>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'decider', d.dossierId)
    if (!lu.ok) return lu
    const l = lu.value.ligne
    const version = await appelDeVersion(tx, ctx.guichetId, l.appel_version_id, l.temps)
    if (!version) throw new Error(`dossier ${l.dossier_id}: its call is not readable`)
    const { appel } = version
    if (appel.comite) return err({ motif: 'comite' })
    if (!SENS_SANS_COMITE.some(s => s === d.saisie.sens)) return err({ motif: 'saisie', errors: { sens: 'Choisissez une décision' } })
    await unALaFois(tx, ctx.guichetId, l.appel_id)
    await ouvrirEnveloppes(tx, ctx, l.appel_id, appel)
    const dossier = { id: l.dossier_id, depotId: l.depot_id }
    const r = await prononcer(tx, ctx, { appelId: l.appel_id, appel, dossier, saisie: d.saisie, vue: d.vue })
    if (!r.ok) return r
    const { id, decision, horsAvis, remplace } = r.value
    const { sens, montant, rang } = decision
    const hors = horsAvis ? { hors_avis: horsAvis } : {}
    await journaliser(tx, ctx, 'decision.prise', l.dossier_id, { decision: id, sens, montant, rang, ...hors, remplace })
    return ok({ slug: appel.slug })
  })

const unALaFois = (tx: Tx, guichetId: string, appelId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`decider:${guichetId}:${appelId}`}, 0))`.execute(tx)
