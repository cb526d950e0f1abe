import { Worker } from 'node:worker_threads'
import { type CodeScan, compilerScan } from './code.ts'
import { type RefusScan, ScanRefuse } from './image-en-pdf.ts'
import type { PageLue } from './moteur.ts'

/** A page of an open file, the first being 0; `quart`: quarter turns clockwise that put it upright. */
export type PageChoisie = { nom: string; page: number; quart: number }
export type DemandeScan =
  | { faire: 'ouvrir'; nom: string; octets: Uint8Array; type: string }
  | { faire: 'lire'; nom: string; page: number }
  | { faire: 'fermer'; nom: string }
  | { faire: 'assembler'; pages: readonly PageChoisie[] }
export type ReponseScan = { valeur: unknown } | { refus: RefusScan } | { erreur: string }

/** In the sources the worker is TypeScript; in the bundle it stands beside `main.js`. */
const FICHIER = new URL(import.meta.url.endsWith('.ts') ? './scan.worker.ts' : './scan.worker.js', import.meta.url)
/** One page, or one opening, may take this long. */
export const DELAI_MS = 20_000

export type LecteurScan = ReturnType<typeof ouvrirLecteur>
/**
 * A thread that reads scans and cuts them: bytes come from outside, so what they break or hold up is this thread and never the program. One question at
 * a time. A thread that does not answer, or dies, is stopped and `ScanRefuse('arret')` is thrown; the next question starts another, where nothing is open.
 */
export function ouvrirLecteur({ delaiMs = DELAI_MS } = {}) {
  let worker: Worker | undefined

  async function demander<T>(demande: DemandeScan, donnes: ArrayBuffer[] = []): Promise<T> {
    worker ??= demarrer(await compilerScan())
    const reponse = await repondre(worker, { demande, donnes }, delaiMs)
    if (reponse && 'valeur' in reponse) return reponse.valeur as T
    if (reponse && 'refus' in reponse) throw new ScanRefuse(reponse.refus)
    // after a fault, native memory may be in any state
    await arreter()
    throw new ScanRefuse('arret')
  }
  async function arreter() {
    const fil = worker
    worker = undefined
    await fil?.terminate()
  }
  return {
    /** Opens a file under a name of ours; how many pages it has. Its bytes go to the thread and are gone from here: large ones are not held twice. @throws {ScanRefuse} */
    ouvrir: (nom: string, octets: Uint8Array<ArrayBuffer>, type: string) =>
      demander<number>({ faire: 'ouvrir', nom, octets, type }, [octets.buffer]),
    /** @throws {ScanRefuse} */
    lire: (nom: string, page: number) => demander<PageLue>({ faire: 'lire', nom, page }),
    fermer: (nom: string) => demander<void>({ faire: 'fermer', nom }),
    /** One PDF of these pages. @throws {ScanRefuse} */
    assembler: (pages: readonly PageChoisie[]) => demander<Uint8Array<ArrayBuffer>>({ faire: 'assembler', pages }),
    arreter,
  }
}

function demarrer(code: CodeScan): Worker {
  const worker = new Worker(FICHIER, { workerData: code })
  worker.unref()
  // whoever asks is told by the end of the thread
  worker.on('error', () => {})
  return worker
}

type Envoi = { demande: DemandeScan; donnes: ArrayBuffer[] }
/** The answer of a thread; nothing when it dies or takes too long. */
async function repondre(fil: Worker, { demande, donnes }: Envoi, delaiMs: number): Promise<ReponseScan | undefined> {
  let fini: (r?: ReponseScan) => void = () => {}
  const reponse = new Promise<ReponseScan | undefined>(resolve => {
    fini = resolve
  })
  const mort = () => fini()
  const minuterie = setTimeout(mort, delaiMs)
  fil.once('message', fini)
  fil.once('exit', mort)
  fil.postMessage(demande, donnes)
  return reponse.finally(() => {
    clearTimeout(minuterie)
    fil.off('message', fini)
    fil.off('exit', mort)
  })
}
