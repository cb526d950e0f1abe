import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Stockage } from '../../fichiers/index.ts'
import { ouvrirLecteur } from './lecture/lecteur.ts'
import { modelesDe } from './modeles-actes.ts'
import { encoreAPlacer, IGNOREE } from './scan.rules.ts'
import { actesEnAttente, lignesDe, lireCompris, trouverScan } from './scans.queries.ts'

/** `choix`: an act, `IGNOREE`, or nothing. */
export type Placement = { rang: number; choix: string }

/** Places by hand pages of a scan that was read. A page or an act that is not offered is left as it is. False when there is no such scan. */
export async function placerPages(
  ctx: ContexteActeur,
  { stockage, urlPublique }: { stockage: Stockage; urlPublique: string },
  { scanId, placements }: { scanId: string; placements: readonly Placement[] },
): Promise<boolean> {
  const lecteur = ouvrirLecteur()
  try {
    return await enTransaction(ctx, async tx => {
      const scan = await trouverScan(tx, ctx, scanId, { verrou: true })
      if (!scan?.luLe) return false
      const [compris, attente] = [await lireCompris(tx, ctx, scanId, urlPublique), await actesEnAttente(tx, ctx)]
      const confirmes = await lignesDe(tx, ctx.guichetId, scanId)
      const offertes = new Set(encoreAPlacer(compris, confirmes).map(p => p.rang))
      const offerts = new Set([...attente.map(a => a.id), ...compris.groupes.flatMap(g => (g.acte && !g.acte.refus ? [g.acteId] : []))])
      const retenus = placements.filter(p => offertes.has(p.rang) && (p.choix === '' || p.choix === IGNOREE || offerts.has(p.choix)))
      const actes = [...new Set(retenus.map(p => p.choix).filter(c => offerts.has(c)))]
      if (actes.length > 0) await modelesDe(tx, ctx.guichetId, actes, { lecteur, stockage })
      for (const { rang, choix } of retenus)
        await tx
          .updateTable('scan_page')
          .set({ acte_id: offerts.has(choix) ? choix : null, ignoree: choix === IGNOREE })
          .where('guichet_id', '=', ctx.guichetId)
          .where('scan_id', '=', scanId)
          .where('rang', '=', rang)
          .execute()
      return true
    })
  } finally {
    await lecteur.arreter()
  }
}
