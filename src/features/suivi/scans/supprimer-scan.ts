import { type Contexte, type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import { mettreEnFile } from './deposer-scan.ts'
import { JOURS_GARDES } from './scan.rules.ts'
import { trouverScan } from './scans.queries.ts'

/** Removes a scan, rows then bytes; the acts already filed keep their own copy. False when there is no such scan, or when acts of it are being filed. */
export async function supprimerScan(ctx: ContexteActeur, { stockage }: Pick<Deps, 'stockage'>, id: string): Promise<boolean> {
  const cles = await enTransaction(ctx, async tx => {
    const scan = await trouverScan(tx, ctx, id, { verrou: true })
    return scan && !(await enCours(tx, ctx.guichetId, id)) ? effacer(tx, ctx.guichetId, [id]) : undefined
  })
  for (const cle of cles ?? []) await stockage.supprimer(cle)
  return cles !== undefined
}

const enCours = async (tx: Tx, guichetId: string, id: string) =>
  !!(await tx
    .selectFrom('scan_acte')
    .select('acte_id')
    .where('guichet_id', '=', guichetId)
    .where('scan_id', '=', id)
    .where('etat', '=', 'a_faire')
    .limit(1)
    .executeTakeFirst())

/** Keys of the bytes that nothing names any more. */
async function effacer(tx: Tx, guichetId: string, ids: readonly string[]): Promise<string[]> {
  const fichiers = await tx
    .selectFrom('scan_fichier')
    .select('cle')
    .where('guichet_id', '=', guichetId)
    .where('scan_id', 'in', [...ids])
    .execute()
  await tx
    .deleteFrom('scan')
    .where('guichet_id', '=', guichetId)
    .where('id', 'in', [...ids])
    .execute()
  return fichiers.map(f => f.cle)
}

/** Job: removes the scans whose days are over, and puts back in the queue those that a stop left half done. Twice does no harm. */
export async function tenirScans(d: Pick<Deps, 'db' | 'guichetId' | 'stockage'>, instant: Date): Promise<void> {
  const avant = new Date(instant.getTime() - JOURS_GARDES * 86_400_000)
  const ctx: Contexte = { db: d.db, guichetId: d.guichetId, acteur: null, instant }
  const cles = await enTransaction(ctx, async tx => {
    const tous = await tx
      .selectFrom('scan as s')
      .select(['s.id', 's.depose_le'])
      .where('s.guichet_id', '=', d.guichetId)
      .where(eb =>
        eb.or([
          eb('s.depose_le', '<', avant),
          eb('s.lu_le', 'is', null),
          eb.exists(eb.selectFrom('scan_acte as l').select('l.acte_id').whereRef('l.scan_id', '=', 's.id').where('l.etat', '=', 'a_faire')),
        ]),
      )
      .forUpdate()
      .skipLocked()
      .execute()
    const perimes = tous.filter(s => s.depose_le < avant).map(s => s.id)
    for (const s of tous) if (s.depose_le >= avant) await mettreEnFile(tx, d.guichetId, s.id)
    return perimes.length > 0 ? effacer(tx, d.guichetId, perimes) : []
  })
  for (const cle of cles) await d.stockage.supprimer(cle)
}
