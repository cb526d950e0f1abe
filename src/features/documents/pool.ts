import { Worker } from 'node:worker_threads'
import type { Modele, Norme, Theme } from './modeles.ts'

/**
 * One document to draw; `donnees` are strings ready to print, `instant` is in seconds since 1970, `qrDe` is the URL of the QR code. `apercu`: its words bear marks, shown
 * (`MARQUES`). `image`: drawn for a screen, as SVG.
 */
export type DemandePdf = {
  modele: Modele
  norme: Norme
  theme: Theme
  instant: number
  donnees: unknown
  qrDe: string | null
  apercu?: boolean
  image?: boolean
}
export type ReponsePdf = { pdf: Uint8Array } | { erreur: string }

/** A document that took longer than it may. */
export class DocumentTropLong extends Error {}

type Tache = { demande: DemandePdf; resolve: (pdf: Uint8Array) => void; reject: (e: Error) => void }
type Poste = { worker: Worker; tache: Tache | undefined; minuterie: NodeJS.Timeout | undefined }
export type OptionsPool = { fichier: URL; taille: number; delaiMs: number }

/** Threads that were given up and have not ended: beyond, documents wait, for each goes on taking memory that no limit of ours holds. */
const DELAISSES_MAX = 2

/**
 * A queue in front of a few worker threads, started when needed. A worker that crashes or exceeds the delay takes its own document down
 * with it, never the queue: it is dropped and the next document starts another. Idle workers do not keep the program alive.
 */
export function creerPool({ fichier, taille, delaiMs }: OptionsPool) {
  const file: Tache[] = []
  const postes = new Set<Poste>()
  let delaisses = 0
  let ferme = false

  function avancer() {
    while (file.length > 0) {
      const poste = [...postes].find(p => !p.tache) ?? (postes.size < taille && delaisses < DELAISSES_MAX ? embaucher() : undefined)
      if (!poste) return
      confier(poste, file.shift()!)
    }
  }

  function embaucher(): Poste {
    const poste: Poste = { worker: new Worker(fichier), tache: undefined, minuterie: undefined }
    poste.worker.unref()
    poste.worker.on('message', (r: ReponsePdf) => {
      const tache = liberer(poste)
      if ('pdf' in r) tache?.resolve(r.pdf)
      else tache?.reject(new Error(r.erreur))
      avancer()
    })
    poste.worker.on('error', e => congedier(poste, new Error(`le rendu s’est arrêté : ${e instanceof Error ? e.message : String(e)}`)))
    poste.worker.on('exit', code => congedier(poste, new Error(`le rendu s’est arrêté (code ${code})`)))
    postes.add(poste)
    return poste
  }

  function confier(poste: Poste, tache: Tache) {
    poste.tache = tache
    poste.minuterie = setTimeout(() => congedier(poste, new DocumentTropLong(`document non rendu en ${delaiMs} ms`)), delaiMs)
    poste.worker.ref()
    poste.worker.postMessage(tache.demande)
  }

  function liberer(poste: Poste): Tache | undefined {
    const { tache } = poste
    clearTimeout(poste.minuterie)
    poste.tache = undefined
    poste.worker.unref()
    return tache
  }

  /** Native code cannot be interrupted: a stuck thread is left to end by itself (two at most: then documents wait), and its document is refused now. */
  function congedier(poste: Poste, raison: Error) {
    if (!postes.delete(poste)) return
    liberer(poste)?.reject(raison)
    delaisses++
    // it ends once its native code has given back the hand
    void poste.worker.terminate().finally(() => {
      delaisses--
      avancer()
    })
    avancer()
  }

  return {
    rendre: (demande: DemandePdf) =>
      new Promise<Uint8Array>((resolve, reject) => {
        if (ferme) return reject(new Error('les documents sont fermés'))
        file.push({ demande, resolve, reject })
        avancer()
      }),
    /** Refuses what waits, lets what is being drawn fail, and stops the threads. */
    async fermer() {
      ferme = true
      for (const { reject } of file.splice(0)) reject(new Error('les documents sont fermés'))
      const arrets = [...postes].map(p => {
        congedier(p, new Error('les documents sont fermés'))
        return p.worker.terminate()
      })
      await Promise.all(arrets)
    },
  }
}
