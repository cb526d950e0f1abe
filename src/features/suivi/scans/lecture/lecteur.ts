import { Worker } from 'node:worker_threads'
import { type CodeScan, compilerScan } from './code.ts'
import { type RefusScan, ScanRefuse } from './image-en-pdf.ts'
import type { PageLue } from './moteur.ts'

/** A page of an open file, the first being 0; `quart`: quarter turns clockwise that put it upright. */
export type PageChoisie = { nom: string; page: number; quart: number }
export type DemandeScan =
  | { faire: 'recevoir'; taille: number }
  | { faire: 'ajouter'; bloc: Uint8Array }
  | { faire: 'ouvrir'; nom: string; type: string }
  | { faire: 'lire'; nom: string; page: number }
  | { faire: 'fermer'; nom: string }
  | { faire: 'assembler'; pages: readonly PageChoisie[] }
export type ReponseScan = { valeur: unknown } | { refus: RefusScan } | { erreur: string }

/** In the sources the worker is TypeScript; in the bundle it stands beside `main.js`. */
const FICHIER = new URL(import.meta.url.endsWith('.ts') ? './scan.worker.ts' : './scan.worker.js', import.meta.url)
/** One page, or one opening, may take this long. */
export const DELAI_MS = 20_000
/** Bytes given to the thread at once: each block waits for its answer. */
const BLOC = 4 * 1024 * 1024

/** A file as it is read, block by block. */
export type Octets = { taille: number; blocs: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }
export const enOctets = (octets: Uint8Array): Octets => ({ taille: octets.length, blocs: [octets] })

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
  async function recevoir({ taille, blocs }: Octets) {
    await demander<void>({ faire: 'recevoir', taille })
    const donner = (bloc: Uint8Array<ArrayBuffer>) => demander<void>({ faire: 'ajouter', bloc }, [bloc.buffer])
    let bloc = new Uint8Array(Math.min(BLOC, taille))
    let plein = 0
    for await (const lu of blocs)
      for (let de = 0; de < lu.length; ) {
        const suite = lu.subarray(de, de + bloc.length - plein)
        bloc.set(suite, plein)
        de += suite.length
        plein += suite.length
        if (plein < bloc.length) continue
        await donner(bloc)
        bloc = new Uint8Array(BLOC)
        plein = 0
      }
    if (plein > 0) await donner(bloc.slice(0, plein))
  }
  return {
    /** Bytes of the next file, which go to the thread as they are read: large ones are never held here. @throws {ScanRefuse} */
    recevoir,
    /** Opens them under a name of ours; how many pages there are. @throws {ScanRefuse} */
    ouvrir: (nom: string, type: string) => demander<number>({ faire: 'ouvrir', nom, type }),
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
