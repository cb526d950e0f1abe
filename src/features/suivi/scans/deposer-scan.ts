import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import { ajouterTache, type Tx } from '../../../db/db.ts'
import type { Fichier } from '../../fichiers/index.ts'

/** Name of the job that reads a scan, then files what was confirmed; one waits at a time. */
export const TACHE_SCAN = 'scan_signe'
export const mettreEnFile = (tx: Tx, guichetId: string, id: string) => ajouterTache(tx, TACHE_SCAN, { id, guichetId }, `scan-${id}`)

/**
 * Keeps the files of a scan, in the order of their names, and asks for its reading. The same form sent twice, or the same files by the same account, are
 * one scan: `nouveau` is false and these files are of no use.
 */
export const deposerScan = (
  ctx: ContexteActeur,
  { cle, fichiers }: { cle: string; fichiers: readonly Fichier[] },
): Promise<{ id: string; nouveau: boolean }> =>
  enTransaction(ctx, async tx => {
    // two sendings of one account follow one another
    await tx.selectFrom('compte').select('id').where('id', '=', ctx.acteur.compteId).forNoKeyUpdate().execute()
    const deja = await pareil(tx, ctx, cle, fichiers)
    if (deja) return { id: deja, nouveau: false }
    const id = nouvelId()
    await tx
      .insertInto('scan')
      .values({ id, guichet_id: ctx.guichetId, compte_id: ctx.acteur.compteId, cle, depose_le: ctx.instant })
      .execute()
    await tx
      .insertInto('scan_fichier')
      .values(
        fichiers
          .toSorted((a, b) => ORDRE.compare(a.nom, b.nom))
          .map((f, i) => ({
            scan_id: id,
            rang: i + 1,
            guichet_id: ctx.guichetId,
            cle: f.cle,
            nom: f.nom,
            type: f.type,
            taille: f.taille,
            sha256: f.sha256,
          })),
      )
      .execute()
    await mettreEnFile(tx, ctx.guichetId, id)
    return { id, nouveau: true }
  })

/** « scan 2 » comes before « scan 10 ». */
const ORDRE = new Intl.Collator('fr', { numeric: true })

async function pareil(tx: Tx, ctx: ContexteActeur, cle: string, fichiers: readonly Fichier[]): Promise<string | undefined> {
  const siens = await tx
    .selectFrom('scan as s')
    .innerJoin('scan_fichier as f', 'f.scan_id', 's.id')
    .select(['s.id', 's.cle', 'f.sha256'])
    .where('s.guichet_id', '=', ctx.guichetId)
    .where('s.compte_id', '=', ctx.acteur.compteId)
    .execute()
  const empreinte = (l: readonly { sha256: string }[]) =>
    l
      .map(x => x.sha256)
      .sort()
      .join(' ')
  const voulue = empreinte(fichiers)
  for (const [id, lignes] of Map.groupBy(siens, x => x.id)) if (lignes[0]!.cle === cle || empreinte(lignes) === voulue) return id
  return undefined
}
