import { sql } from 'kysely'
import { enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { BUDGET, type BudgetScan, type CompteFichier, compteDe, depassement, oublierComptes } from './budget.ts'
import { mettreEnFile } from './deposer-scan.ts'
import { enregistrerActes, type OutilsScan } from './enregistrer-actes.ts'
import { type FichiersOuverts, ouvrirFichiers } from './fichiers-ouverts.ts'
import { type RefusScan, ScanRefuse } from './lecture/image-en-pdf.ts'
import type { PageLue } from './lecture/moteur.ts'
import { feuilletDe } from './lecture/vignette.ts'
import { modelesDe } from './modeles-actes.ts'
import { lireCode, PAGES_MAX } from './scan.rules.ts'
import { type FichierScan, fichiersDe } from './scans.queries.ts'

type Options = { dernierEssai?: boolean; passeMs?: number; budget?: BudgetScan }
/** A pass ends after this time and the next one is queued: stopping the guichet never waits for a long scan. */
const PASSE_MS = 4000

/**
 * Job: reads what remains of a scan, or files what was confirmed of it. One pass at a time; each page, each act is written as it is done: stopped anywhere,
 * nothing is done twice.
 */
export const jouerScan = (d: OutilsScan, { id }: { id: string }, o: Options = {}): Promise<void> => unALaFois(() => jouerUn(d, id, o))

/** A thread that reads holds a file and its page: one for the whole process, whoever's scans wait. */
let avant: Promise<unknown> = Promise.resolve()
function unALaFois(jouer: () => Promise<void>): Promise<void> {
  const passe = avant.then(jouer)
  avant = passe.catch(() => {})
  return passe
}

async function jouerUn(d: OutilsScan, id: string, { dernierEssai = false, passeMs = PASSE_MS, budget = BUDGET }: Options) {
  const fin = performance.now() + passeMs
  const pannes: unknown[] = []
  await enTransaction(d, async tx => {
    const scan = await prendre(tx, d.guichetId, id)
    if (!scan) return
    const fichiers = await fichiersDe(tx, d.guichetId, id)
    const ouverts = ouvrirFichiers(d.stockage, fichiers, { delaiMs: budget.delaiMs, compteDe: rang => compteDe(id, rang) })
    try {
      const fini = scan.lu
        ? await enregistrerActes(d, id, ouverts, { fin, dernierEssai, pannes })
        : await lirePages(d, id, { fichiers, ouverts, fin, budget })
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
  // it waits while the thread works: a page, after its file is opened again, takes longer than a transaction may
  await sql`select set_config('idle_in_transaction_session_timeout', '0', true)`.execute(tx)
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

type Lecture = { fichiers: FichierScan[]; ouverts: FichiersOuverts; fin: number; budget: BudgetScan }
/** Whether every page is read, but for those of files that are refused. One page at least is, however long its file takes to open. */
async function lirePages(d: OutilsScan, scanId: string, { fichiers, ouverts, fin, budget }: Lecture): Promise<boolean> {
  const avant = fichiers.reduce((n, f) => n + f.lues, 0)
  let rang = avant
  let connues = fichiers.reduce((n, f) => n + (f.pages ?? f.lues), 0)
  for (const f of fichiers) {
    if (f.refus || f.lues === f.pages) continue
    if (rang > avant && performance.now() > fin) return false
    const ouvert = await ouvrirUn(d, scanId, f, ouverts, PAGES_MAX - connues)
    if (ouvert === undefined) continue
    if (f.pages === null) connues += ouvert
    const compte = compteDe(scanId, f.rang)
    for (let page = f.lues; page < ouvert; page++) {
      if (rang > avant && performance.now() > fin) return false
      const refus = page > 0 && depassement(compte, ouvert, budget)
      if (refus) {
        await noterFichier(d, scanId, f.rang, { pages: null, refus })
        connues -= ouvert - page
        break
      }
      const lue = await lireUne(ouverts, f.rang, page, compte)
      await enTransaction(d, tx => noterPage(tx, d, { scanId, rang: ++rang, fichier: f.rang, page, lue, ouverts }))
    }
    await ouverts.fermerUn(f.rang)
  }
  oublierComptes(scanId)
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
  let vu: VuFichier
  try {
    const pages = await ouverts.ouvrir(f.rang)
    vu = f.pages === null && pages > place ? { pages: null, refus: 'trop_de_pages' } : { pages, refus: null }
  } catch (e) {
    if (!(e instanceof ScanRefuse)) throw e
    ouverts.oublier()
    vu = { pages: null, refus: e.motif }
  }
  if (f.pages === null || vu.refus) await noterFichier(d, scanId, f.rang, vu)
  return vu.pages ?? undefined
}

type VuFichier = { pages: number; refus: null } | { pages: null; refus: RefusScan }
const noterFichier = (d: OutilsScan, scanId: string, rang: number, vu: VuFichier) =>
  enTransaction(d, tx =>
    tx
      .updateTable('scan_fichier')
      .set(vu)
      .where('guichet_id', '=', d.guichetId)
      .where('scan_id', '=', scanId)
      .where('rang', '=', rang)
      .execute(),
  )

const ILLISIBLE: PageLue = { codes: [], quart: 0, blanche: false, vignette: null }
/** A page that cannot be read is a page without a code: somebody will say what it is. */
async function lireUne(ouverts: FichiersOuverts, fichier: number, page: number, compte: CompteFichier): Promise<PageLue> {
  try {
    return await ouverts.lire(fichier, page)
  } catch (e) {
    if (!(e instanceof ScanRefuse)) throw e
    if (e.motif === 'arret') {
      compte.perdues++
      ouverts.oublier()
    }
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
