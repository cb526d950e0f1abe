import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { peut } from '../decret/index.ts'
import { journaliser } from '../journal/index.ts'
import { type Compte, placeDe, type Refuse } from '../signatures/index.ts'
import { type LigneEngagement, lireEngagements } from './engagements.rules.ts'

/** Dossiers of one pasting; what a field may hold is bounded where every form is read. */
const LIGNES_MAX = 2000
export type RefusEngager = { motif: 'rien' } | { motif: 'trop_long' }
type Cible = { id: string; numero: string; porteur: string; signee: boolean; ej: string | null; ordonne: boolean }

/**
 * Writes the engagement numbers of a call, typed or pasted, each beside the number of its dossier. Each is done or refused by itself: a decision that is not signed, a number that
 * is another dossier's, one that an order of payment bears already.
 */
export const engager = (
  ctx: ContexteActeur,
  { appelId, colle }: { appelId: string; colle: string },
): Promise<Result<Compte, RefusEngager>> =>
  enTransaction(ctx, async tx => {
    const lignes = lireEngagements(colle)
    if (lignes.length === 0) return err({ motif: 'rien' })
    if (lignes.length > LIGNES_MAX) return err({ motif: 'trop_long' })
    await sql`select pg_advisory_xact_lock(hashtextextended(${`engager:${ctx.guichetId}`}, 0))`.execute(tx)
    const { rows } = await sql<Cible>`
      select i.dossier_id as id, i.numero, i.porteur, e.numero as ej,
        exists (select from signature_decision s where s.dossier_id = i.dossier_id and s.annulee_le is null) or exists (select from acte a where a.dossier_id = i.dossier_id and a.signe_le is not null) as signee,
        exists (select from versement v where v.dossier_id = i.dossier_id and v.annule_le is null and v.ej = e.numero) as ordonne
      from instruction i left join engagement e on e.dossier_id = i.dossier_id
      where i.guichet_id = ${ctx.guichetId} and i.appel_id = ${appelId} and i.numero = any(${lignes.map(l => l.dossier)}::text[])`.execute(
      tx,
    )
    const parNumero = new Map(rows.map(c => [c.numero, c]))
    const pris = new Map(
      (
        await tx
          .selectFrom('engagement')
          .select(['numero', 'dossier_id'])
          .where('guichet_id', '=', ctx.guichetId)
          .where(
            'numero',
            'in',
            lignes.map(l => l.numero),
          )
          .execute()
      ).map(e => [e.numero, e.dossier_id]),
    )
    const refus: Refuse[] = []
    let faits = 0
    for (const l of lignes) {
      const c = parNumero.get(l.dossier)
      const phrase = refusDe(l, c, pris, peut(placeDe(ctx), 'engager', { signature: 'signee' }))
      if (phrase) refus.push({ numero: l.dossier, porteur: c?.porteur ?? '', phrase })
      if (phrase || !c || c.ej === l.numero) {
        if (!phrase) faits++
        continue
      }
      const dit = { numero: l.numero, saisi_par: ctx.acteur.compteId, saisi_le: ctx.instant }
      await tx
        .insertInto('engagement')
        .values({ dossier_id: c.id, guichet_id: ctx.guichetId, ...dit })
        .onConflict(oc => oc.column('dossier_id').doUpdateSet(dit))
        .execute()
      await journaliser(tx, ctx, 'suivi.engage', c.id, { numero: l.numero, ...(c.ej ? { avant: c.ej } : {}) })
      if (c.ej) pris.delete(c.ej)
      pris.set(l.numero, c.id)
      c.ej = l.numero
      faits++
    }
    return ok({ faits, refus })
  })

function refusDe(l: LigneEngagement, c: Cible | undefined, pris: ReadonlyMap<string, string>, permis: boolean): string | undefined {
  if (!permis) return 'Vous n’écrivez pas de numéro d’engagement'
  if (!/^\d{10}$/.test(l.numero)) return `«\u00a0${l.numero.slice(0, 30)}\u00a0» n’est pas un numéro d’engagement\u00a0: il a dix chiffres`
  if (!c) return 'Aucun dossier de cet appel n’a ce numéro'
  if (!c.signee) return 'Sa décision n’est pas signée'
  const autre = pris.get(l.numero)
  if (autre && autre !== c.id) return `Le numéro ${l.numero} est celui d’un autre dossier`
  return c.ordonne && c.ej !== l.numero ? `Un paiement est ordonné sous le numéro ${c.ej}\u00a0: annulez-le d’abord` : undefined
}
