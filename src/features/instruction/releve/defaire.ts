import { sql } from 'kysely'
import { aRole, type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { retirerNouvelles } from '../../abonnements/index.ts'
import { appelPublie } from '../../appels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { PREVENIR_APRES_MS } from './prevenir.ts'

export type RefusDefaire =
  | { motif: 'introuvable' }
  /** The porteurs are told, or are about to be. */
  | { motif: 'prevenus' }
  /** Somebody has worked on one of its dossiers. */
  | { motif: 'entame'; numero: string }

/**
 * Undoes a relevé that was just done: its dossiers wait again, and the next one is no longer announced. Until the porteurs are told, and as long as nobody has
 * worked on what it took.
 */
export const defaireReleve = (ctx: ContexteActeur, d: { slug: string; vague: string }): Promise<Result<void, RefusDefaire>> =>
  enTransaction(ctx, async tx => {
    const publie = aRole(ctx.acteur, 'administrateur') ? await appelPublie(tx, ctx.guichetId, d.slug) : undefined
    if (!publie) return err({ motif: 'introuvable' })
    const releve = await tx
      .selectFrom('releve')
      .select(['id', 'fait_le', 'previent', 'prevenu_le'])
      .where('guichet_id', '=', ctx.guichetId)
      .where('appel_id', '=', publie.appelId)
      .where('vague', '=', d.vague)
      .where('defait_le', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!releve) return err({ motif: 'introuvable' })
    if (!releve.previent || releve.prevenu_le || ctx.instant.getTime() >= releve.fait_le.getTime() + PREVENIR_APRES_MS)
      return err({ motif: 'prevenus' })
    const pris = await dossiersDe(tx, ctx.guichetId, releve.id)
    const entame = pris.find(p => p.entame)
    if (entame) return err({ motif: 'entame', numero: entame.numero })
    await rendre(
      tx,
      ctx,
      pris.map(p => p.id),
    )
    const retirees = await tx
      .updateTable('releve_annonce')
      .set({ retiree_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('appel_id', '=', publie.appelId)
      .where('annonce_le', '>=', releve.fait_le)
      .where('retiree_le', 'is', null)
      .returning('id')
      .execute()
    await retirerNouvelles(
      tx,
      ctx,
      retirees.map(r => r.id),
    )
    // it stays, under a name that it alone has: the same relevé may be done again
    await tx
      .updateTable('releve')
      .set({ vague: `${d.vague} défait ${releve.id}`, defait_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', releve.id)
      .execute()
    await journaliser(tx, ctx, 'appel.releve_defait', publie.appelId, { vague: d.vague, dossiers: pris.length })
    return ok(undefined)
  })

/** What the relevé took, and whether somebody has done anything with it since. */
async function dossiersDe(tx: Tx, guichetId: string, releveId: string) {
  const { rows } = await sql<{ id: string; numero: string; entame: boolean }>`
    select d.id, d.numero, d.etat <> 'en_instruction' or exists (
      select from evenement e where e.guichet_id = ${guichetId} and e.objet_id = d.id and e.instant >= r.fait_le
        and e.action not in ('dossier.releve', 'dossier.referme')) as entame
    from releve r join instruction i on i.releve_id = r.id join dossier d on d.id = i.dossier_id
    where r.guichet_id = ${guichetId} and r.id = ${releveId} order by d.id for update of d`.execute(tx)
  return rows
}

async function rendre(tx: Tx, ctx: ContexteActeur, ids: readonly string[]) {
  const tous = sql<string>`any(${ids}::uuid[])`
  await tx.updateTable('dossier').set({ etat: 'depose' }).where('guichet_id', '=', ctx.guichetId).where('id', '=', tous).execute()
  await tx
    .updateTable('instruction')
    .set({ releve_id: null, echeance: null, echeance_motif: null })
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', tous)
    .execute()
}
