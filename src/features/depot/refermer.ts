import { sql } from 'kysely'
import { type Contexte, type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { type Etat, peut, relation } from '../decret/index.ts'
import { type Dossier, depotDe, piecesDe, trouverDossier } from '../dossiers/index.ts'
import { journaliser } from '../journal/index.ts'
import { marquerRetirees } from '../pieces/index.ts'
import type { ContenuDepose } from '../versions/index.ts'

/**
 * Gives up the changes made since a filed dossier was opened again: its answers, files and partners are again those of the filing. Possible
 * after the closing too, when the changes can no longer be filed. Done twice, it is done once.
 */
export const refermerDossier = (
  ctx: ContexteActeur,
  id: string,
): Promise<Result<void, { motif: 'introuvable' } | { motif: 'fige'; etat: Etat }>> =>
  enTransaction(ctx, async tx => {
    const dossier = await trouverDossier(tx, ctx, id, { verrou: true })
    if (!dossier) return err({ motif: 'introuvable' })
    if (dossier.etat === 'depose') return ok(undefined)
    if (!peut(relation(ctx.acteur, dossier), 'refermer', { dossier: dossier.etat })) return err({ motif: 'fige', etat: dossier.etat })
    await revenirAuDepot(tx, ctx, dossier)
    await journaliser(tx, ctx, 'dossier.referme', id)
    return ok(undefined)
  })

/**
 * Puts back what was filed: answers, files, partners. The revision goes on, so that a page still open on the changes is out of date. Files
 * attached since keep their row among the former versions; those withdrawn since are attached again.
 */
export async function revenirAuDepot(tx: Tx, ctx: Contexte, dossier: Pick<Dossier, 'id' | 'rouvertLe' | 'pieces'>): Promise<void> {
  const depot = await depotDe(tx, ctx.guichetId, dossier.id)
  if (!depot) throw new Error(`dossier ${dossier.id} is filed without a filing`)
  const lu = JSON.parse(depot.contenu) as ContenuDepose
  await tx
    .updateTable('dossier')
    .set(eb => ({
      reponses: JSON.stringify(depot.reponses),
      titre: lu.titre,
      volet: lu.volet?.code ?? null,
      cout_global: lu.montants.cout_global,
      aide_demandee: lu.montants.aide,
      rouvert_le: null,
      revision: eb('revision', '+', 1),
      modifie_le: ctx.instant,
      modifie_par: ctx.acteur?.compteId ?? eb.ref('modifie_par'),
    }))
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', dossier.id)
    .execute()
  const ajoutees = dossier.pieces.filter(p => !depot.pieces.includes(p.id)).map(p => p.id)
  await marquerRetirees(tx, ctx, ajoutees)
  await tx
    .updateTable('piece')
    .set({ retiree_le: null })
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', dossier.id)
    .where('id', '=', sql<string>`any(${depot.pieces}::uuid[])`)
    .execute()
  await rendrePartenaires(tx, ctx, dossier)
}

/** Partners invited since the opening leave, then those withdrawn since come back: a structure is a partner once. */
async function rendrePartenaires(tx: Tx, ctx: Contexte, { id, rouvertLe }: Pick<Dossier, 'id' | 'rouvertLe'>) {
  if (!rouvertLe) return
  const partenaires = () => tx.updateTable('partenaire').where('guichet_id', '=', ctx.guichetId).where('dossier_id', '=', id)
  await partenaires()
    .set({ retire_le: ctx.instant, retire_par: ctx.acteur?.compteId ?? null })
    .where('invite_le', '>=', rouvertLe)
    .where('retire_le', 'is', null)
    .execute()
  await partenaires()
    .set({ retire_le: null, retire_par: null })
    .where('invite_le', '<', rouvertLe)
    .where('retire_le', '>=', rouvertLe)
    .execute()
}

/** Among these dossiers, those that are open for changes stand again as they were filed: the service takes them up. The caller holds their lock. */
export async function refermerPourInstruire(tx: Tx, ctx: Contexte, ids: readonly string[]): Promise<void> {
  const rouverts = await tx
    .selectFrom('dossier')
    .select(['id', 'rouvert_le'])
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('rouvert_le', 'is not', null)
    .execute()
  for (const { id, rouvert_le } of rouverts) {
    await revenirAuDepot(tx, ctx, { id, rouvertLe: rouvert_le, pieces: await piecesDe(tx, ctx.guichetId, id) })
    await journaliser(tx, ctx, 'dossier.referme', id)
  }
}
