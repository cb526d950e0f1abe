import { enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import { mettreEnFile } from './deposer-scan.ts'
import { enregistrerActes } from './enregistrer-actes.ts'
import { type FichiersOuverts, ouvrirFichiers } from './fichiers-ouverts.ts'
import { ScanRefuse } from './lecture/image-en-pdf.ts'
import type { PageLue } from './lecture/moteur.ts'
import { feuilletDe } from './lecture/vignette.ts'
import { modelesDe } from './modeles-actes.ts'
import { lireCode, PAGES_MAX } from './scan.rules.ts'
import { type FichierScan, fichiersDe } from './scans.queries.ts'

export type OutilsScan = Pick<Deps, 'db' | 'guichetId' | 'horloge' | 'stockage' | 'urlPublique'>
/** A pass ends after this time and the next one is queued: stopping the guichet never waits for a long scan. */
const PASSE_MS = 4000

/**
 * Job: reads what remains of a scan, or files what was confirmed of it. One pass at a time; each page, each act is written as it is done: stopped anywhere,
 * nothing is done twice.
 */
export async function jouerScan(d: OutilsScan, { id }: { id: string }, { dernierEssai = false, passeMs = PASSE_MS } = {}): Promise<void> {
  const fin = performance.now() + passeMs
  const pannes: unknown[] = []
  await enTransaction(d, async tx => {
    const scan = await prendre(tx, d.guichetId, id)
    if (!scan) return
    const fichiers = await fichiersDe(tx, d.guichetId, id)
    const ouverts = ouvrirFichiers(d.stockage, fichiers)
    try {
      const fini = scan.lu
        ? await enregistrerActes(d, id, ouverts, { fin, dernierEssai, pannes })
        : await lirePages(d, id, fichiers, ouverts, fin)
      if (!fini) return await mettreEnFile(tx, d.guichetId, id)
      if (!scan.lu)
        await tx
          .updateTable('scan')
          .set({ lu_le: d.horloge.maintenant() })
          .where('guichet_id', '=', d.guichetId)
          .where('id', '=', id)
          .execute()
    } finally {
      await ouverts.fermer()
    }
  })
  // the queue comes back to it
  for (const panne of pannes) throw panne
}

async function prendre(tx: Tx, guichetId: string, id: string): Promise<{ lu: boolean } | undefined> {
  const scan = await tx
    .selectFrom('scan')
    .select('lu_le')
    .where('guichet_id', '=', guichetId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst()
  return scan && { lu: scan.lu_le !== null }
}

/** Whether every page is read. One page at least is, however long its file takes to open. */
async function lirePages(d: OutilsScan, scanId: string, fichiers: FichierScan[], ouverts: FichiersOuverts, fin: number): Promise<boolean> {
  const lues = await enTransaction(d, tx =>
    tx.selectFrom('scan_page').select(['fichier', 'page']).where('guichet_id', '=', d.guichetId).where('scan_id', '=', scanId).execute(),
  )
  let rang = lues.length
  let connues = fichiers.reduce((n, f) => n + (f.pages ?? 0), 0)
  for (const f of fichiers) {
    if (f.refus) continue
    const debut = lues.filter(l => l.fichier === f.rang).length
    if (f.pages !== null && debut === f.pages) continue
    if (rang > lues.length && performance.now() > fin) return false
    const ouvert = await ouvrirUn(d, scanId, f, ouverts, PAGES_MAX - connues)
    if (ouvert === undefined) continue
    if (f.pages === null) connues += ouvert
    for (let page = debut; page < ouvert; page++) {
      if (rang > lues.length && performance.now() > fin) return false
      const lue = await lireUne(ouverts, f.rang, page)
      await enTransaction(d, tx => noterPage(tx, d, { scanId, rang: ++rang, fichier: f.rang, page, lue, ouverts }))
    }
  }
  return true
}

/** How many pages a file has; nothing when it is refused, which is noted. `place`: pages that the scan may still hold. */
async function ouvrirUn(
  d: OutilsScan,
  scanId: string,
  f: FichierScan,
  ouverts: FichiersOuverts,
  place: number,
): Promise<number | undefined> {
  let vu: { pages: number } | { refus: string }
  try {
    const pages = await ouverts.ouvrir(f.rang)
    vu = f.pages === null && pages > place ? { refus: 'trop_de_pages' } : { pages }
  } catch (e) {
    if (!(e instanceof ScanRefuse)) throw e
    ouverts.oublier()
    vu = { refus: e.motif }
  }
  if (f.pages === null)
    await enTransaction(d, tx =>
      tx
        .updateTable('scan_fichier')
        .set(vu)
        .where('guichet_id', '=', d.guichetId)
        .where('scan_id', '=', scanId)
        .where('rang', '=', f.rang)
        .execute(),
    )
  return 'pages' in vu ? vu.pages : undefined
}

const ILLISIBLE: PageLue = { codes: [], quart: 0, blanche: false, vignette: null }
/** A page that cannot be read is a page without a code: somebody will say what it is. */
async function lireUne(ouverts: FichiersOuverts, fichier: number, page: number): Promise<PageLue> {
  try {
    return await ouverts.lire(fichier, page)
  } catch (e) {
    if (!(e instanceof ScanRefuse)) throw e
    if (e.motif === 'arret') ouverts.oublier()
    return ILLISIBLE
  }
}

type ANoter = { scanId: string; rang: number; fichier: number; page: number; lue: PageLue; ouverts: FichiersOuverts }
async function noterPage(tx: Tx, d: OutilsScan, { scanId, rang, fichier, page, lue, ouverts }: ANoter) {
  const codes = lue.codes.flatMap(c => lireCode(c, d.urlPublique) ?? [])
  const [code] = codes
  const modeles = code && (await modelesDe(tx, d.guichetId, [code.acteId], { lecteur: ouverts.lecteur, stockage: d.stockage }))
  const modele = code && modeles?.get(code.acteId)
  if (code && !modele) ouverts.oublier()
  await tx
    .insertInto('scan_page')
    .values({
      scan_id: scanId,
      rang,
      guichet_id: d.guichetId,
      fichier,
      page,
      codes: lue.codes.map(c => c.replaceAll('\0', '')),
      quart: lue.quart,
      blanche: lue.blanche,
      feuillet: lue.vignette && modele ? feuilletDe(lue.vignette, modele) : null,
    })
    .execute()
}
