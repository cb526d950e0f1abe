import { aRole, type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { type Accord, avertissementsAcceptes, pointsAcceptes, refusDeLAccord } from './accord.rules.ts'
import { finirPrevue, type Prevue, prevueDe, tenirPrevue } from './prevues.queries.ts'
import { type RefusPublication, versionAPublier } from './publier.ts'

/** `deja`: another instant is set already for this call. `passe`: it is not to come. `loin`: too far ahead. */
export type RefusProgrammer = RefusPublication | { motif: 'deja'; prevueLe: Date; numero: number } | RefusInstant
type RefusInstant = { motif: 'passe' } | { motif: 'loin' }

const LOIN_MS = 366 * 86_400_000
export const refusDeLInstant = (le: Date, instant: Date): RefusInstant | undefined =>
  le <= instant ? { motif: 'passe' } : le.getTime() - instant.getTime() > LOIN_MS ? { motif: 'loin' } : undefined

/** Sets the instant at which a version is published by itself, with the reasons given now for what the checker says. One at a time for a call. */
export const programmer = (
  ctx: ContexteActeur,
  d: { slug: string; numero: number; le: Date; accord: Accord; garder?: boolean },
): Promise<Result<void, RefusProgrammer>> =>
  enTransaction(ctx, async tx => {
    if (!aRole(ctx.acteur, 'administrateur')) return err({ motif: 'introuvable' })
    const choix = await versionAPublier(tx, ctx, d.slug, d.numero)
    if (!choix.ok) return choix
    const { id: versionId, appel_id: appelId, enVigueur } = choix.value
    const deja = await prevueDe(tx, ctx.guichetId, d.slug)
    if (deja) return err({ motif: 'deja', prevueLe: deja.prevueLe, numero: deja.numero })
    const refus = refusDeLInstant(d.le, ctx.instant) ?? refusDeLAccord(d.accord, enVigueur)
    if (refus) return err(refus)
    await tx
      .insertInto('publication_prevue')
      .values({
        id: nouvelId(),
        guichet_id: ctx.guichetId,
        appel_id: appelId,
        appel_version_id: versionId,
        prevue_le: d.le,
        en_vigueur: enVigueur ?? null,
        accords: JSON.stringify(pointsAcceptes(d.accord)),
        garder_cloture: d.garder ?? false,
        demandee_le: ctx.instant,
        demandee_par: ctx.acteur.compteId,
      })
      .execute()
    const avertissements = avertissementsAcceptes(d.accord)
    await journaliser(tx, ctx, 'appel.publication_prevue', appelId, {
      numero: d.numero,
      prevue_le: d.le.toISOString(),
      ...(avertissements.length > 0 ? { avertissements } : {}),
    })
    return ok(undefined)
  })

type RefusChanger = { motif: 'introuvable' } | RefusInstant
/** Another instant for a version that waits for its own; the reasons given stay, and it is read again an hour before. */
export const deplacer = (ctx: ContexteActeur, d: { slug: string; numero: number; le: Date }): Promise<Result<void, RefusChanger>> =>
  enTransaction(ctx, async tx => {
    const prevue = await sienne(tx, ctx, d)
    if (!prevue) return err({ motif: 'introuvable' })
    const refus = refusDeLInstant(d.le, ctx.instant)
    if (refus) return err(refus)
    await tx
      .updateTable('publication_prevue')
      .set({ prevue_le: d.le, verifiee_le: null })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', prevue.id)
      .execute()
    await journaliser(tx, ctx, 'appel.publication_deplacee', prevue.appelId, {
      numero: d.numero,
      du: prevue.prevueLe.toISOString(),
      au: d.le.toISOString(),
    })
    return ok(undefined)
  })

/** Calls it off: the version stays a draft. */
export const deprogrammer = (ctx: ContexteActeur, d: { slug: string; numero: number }): Promise<Result<void, { motif: 'introuvable' }>> =>
  enTransaction(ctx, async tx => {
    const prevue = await sienne(tx, ctx, d)
    if (!prevue) return err({ motif: 'introuvable' })
    await finirPrevue(tx, ctx.guichetId, prevue.id, 'annulee', ctx.instant)
    await journaliser(tx, ctx, 'appel.publication_annulee', prevue.appelId, { numero: d.numero, prevue_le: prevue.prevueLe.toISOString() })
    return ok(undefined)
  })

/** The version that waits, held until the end of the act. */
async function sienne(tx: Tx, ctx: ContexteActeur, { slug, numero }: { slug: string; numero: number }): Promise<Prevue | undefined> {
  const prevue = aRole(ctx.acteur, 'administrateur') ? await prevueDe(tx, ctx.guichetId, slug) : undefined
  return prevue?.numero === numero && (await tenirPrevue(tx, ctx.guichetId, prevue)) ? prevue : undefined
}
