import type { Stockage } from '../../fichiers/index.ts'
import { BUDGET, type CompteFichier, compter } from './budget.ts'
import { ouvrirLecteur } from './lecture/lecteur.ts'
import type { FichierScan } from './scans.queries.ts'

/** The bytes of a key, alone in their memory. */
export async function lireOctets(stockage: Stockage, cle: string): Promise<Uint8Array<ArrayBuffer>> {
  const blocs: Buffer[] = []
  let taille = 0
  for await (const bloc of stockage.lire(cle)) {
    blocs.push(bloc as Buffer)
    taille += (bloc as Buffer).length
  }
  const octets = new Uint8Array(taille)
  let place = 0
  for (let b = blocs.shift(); b; b = blocs.shift()) {
    octets.set(b, place)
    place += b.length
  }
  return octets
}

type Options = { delaiMs?: number; compteDe?: (rang: number) => CompteFichier }
/**
 * The files of a scan in a thread, each opened when it is asked for the first time; `compteDe`: where the time of its reading is counted, but for that of fetching
 * its bytes. `fermer` when it is over.
 */
export function ouvrirFichiers(
  stockage: Stockage,
  fichiers: readonly FichierScan[],
  { delaiMs = BUDGET.delaiMs, compteDe = () => ({ ms: 0, perdues: 0 }) }: Options = {},
) {
  const lecteur = ouvrirLecteur({ delaiMs })
  const ouverts = new Set<number>()
  /** How many pages this file has. @throws {ScanRefuse} */
  async function ouvrir(rang: number): Promise<number> {
    const f = fichiers.find(x => x.rang === rang)!
    await lecteur.recevoir({ taille: Number(f.taille), blocs: stockage.lire(f.cle) as AsyncIterable<Buffer> })
    const pages = await compter(compteDe(rang), () => lecteur.ouvrir(String(rang), f.type))
    ouverts.add(rang)
    return pages
  }
  const assurer = async (rang: number) => void (ouverts.has(rang) || (await ouvrir(rang)))
  return {
    lecteur,
    ouvrir,
    /** @throws {ScanRefuse} A thread that was stopped is started again with the next question. */
    async lire(rang: number, page: number) {
      await assurer(rang)
      return compter(compteDe(rang), () => lecteur.lire(String(rang), page))
    },
    /** One PDF of these pages of the scan. @throws {ScanRefuse} */
    async assembler(pages: readonly { fichier: number; page: number; quart: number }[]) {
      for (const { fichier } of pages) await assurer(fichier)
      return lecteur.assembler(pages.map(p => ({ nom: String(p.fichier), page: p.page, quart: p.quart })))
    },
    /** It is read to its end: its place serves for the next one. */
    async fermerUn(rang: number) {
      if (ouverts.delete(rang)) await lecteur.fermer(String(rang))
    },
    /** Nothing is open any more: the thread is gone. */
    oublier: () => ouverts.clear(),
    fermer: () => lecteur.arreter(),
  }
}
export type FichiersOuverts = ReturnType<typeof ouvrirFichiers>
