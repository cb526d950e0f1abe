import type { Tx } from '../../../db/db.ts'
import type { Stockage } from '../../fichiers/index.ts'
import { lireOctets } from './fichiers-ouverts.ts'
import { ScanRefuse } from './lecture/image-en-pdf.ts'
import { enOctets, type LecteurScan } from './lecture/lecteur.ts'

/**
 * Miniatures of the sheets of these acts, one a page of their file, the first being the first; an empty one for a sheet that shows no code. Read from the file the
 * first time and kept with the act, which never changes. An act whose file cannot be read is left out; the thread may then have been started again.
 */
export async function modelesDe(
  tx: Tx,
  guichetId: string,
  ids: readonly string[],
  { lecteur, stockage }: { lecteur: LecteurScan; stockage: Stockage },
): Promise<Map<string, Uint8Array[]>> {
  const actes = await tx
    .selectFrom('acte')
    .select(['id', 'cle', 'vignettes'])
    .where('guichet_id', '=', guichetId)
    .where('id', 'in', [...ids])
    .execute()
  const modeles = new Map<string, Uint8Array[]>()
  for (const { id, cle, vignettes } of actes) {
    const lues = vignettes ?? (await lireModele(lecteur, await lireOctets(stockage, cle)))
    if (!lues) continue
    modeles.set(id, lues)
    if (!vignettes)
      await tx
        .updateTable('acte')
        .set({ vignettes: lues.map(v => Buffer.from(v)) })
        .where('guichet_id', '=', guichetId)
        .where('id', '=', id)
        .execute()
  }
  return modeles
}

const NOM = 'modele'
async function lireModele(lecteur: LecteurScan, octets: Uint8Array<ArrayBuffer>): Promise<Uint8Array[] | undefined> {
  try {
    await lecteur.recevoir(enOctets(octets))
    const pages = await lecteur.ouvrir(NOM, 'pdf')
    const vignettes: Uint8Array[] = []
    for (let i = 0; i < pages; i++) vignettes.push((await lecteur.lire(NOM, i)).vignette ?? new Uint8Array())
    await lecteur.fermer(NOM)
    return vignettes
  } catch (e) {
    if (e instanceof ScanRefuse) return undefined
    throw e
  }
}
