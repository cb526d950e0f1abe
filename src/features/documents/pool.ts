import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
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
type Poste = {
  enfant: ChildProcess
  tache: Tache | undefined
  /** Until its document has taken too long, then until it has rested long enough to be let go of. */
  minuterie: NodeJS.Timeout | undefined
  veille: NodeJS.Timeout | undefined
}
/** `memoireMo`: what a process may take while it draws; `gardeMo`: beyond, it is let go of once it has drawn. Megabytes, read where the system tells (`/proc`). */
export type OptionsPool = { fichier: URL; taille: number; delaiMs: number; memoireMo: number; gardeMo: number }

const VEILLE_MS = 200
/** One that draws nothing gives its memory back: the next document waits some 200 ms longer. */
const REPOS_MS = 60_000

/**
 * A queue in front of a few processes, started when needed. One that crashes, takes too long or too much memory takes its own document down with it, never the queue: it is killed,
 * which native code cannot refuse, and the next document starts another. Idle ones do not keep the program alive.
 */
export function creerPool({ fichier, taille, delaiMs, memoireMo, gardeMo }: OptionsPool) {
  const file: Tache[] = []
  const postes = new Set<Poste>()
  let ferme = false

  function avancer() {
    while (file.length > 0) {
      const poste = [...postes].find(p => !p.tache) ?? (postes.size < taille ? embaucher() : undefined)
      if (!poste) return
      confier(poste, file.shift()!)
    }
  }

  function embaucher(): Poste {
    // it needs nothing of the environment, whose secrets are not its own
    const enfant = fork(fileURLToPath(fichier), {
      serialization: 'advanced',
      env: {},
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const poste: Poste = { enfant, tache: undefined, minuterie: undefined, veille: undefined }
    retenir(poste, false)
    enfant.on('message', (r: ReponsePdf) => {
      const tache = liberer(poste)
      if ('pdf' in r) tache?.resolve(r.pdf)
      else tache?.reject(new Error(r.erreur))
      if (memoireDe(enfant) > gardeMo) renvoyer(poste)
      avancer()
    })
    enfant.on('error', e => congedier(poste, new Error(`le rendu s’est arrêté : ${e.message}`)))
    enfant.on('exit', (code, signal) => congedier(poste, new Error(`le rendu s’est arrêté (${signal ?? `code ${code}`})`)))
    postes.add(poste)
    return poste
  }

  function confier(poste: Poste, tache: Tache) {
    poste.tache = tache
    clearTimeout(poste.minuterie)
    poste.minuterie = setTimeout(() => congedier(poste, new DocumentTropLong(`document non rendu en ${delaiMs} ms`)), delaiMs)
    poste.veille = setInterval(() => {
      if (memoireDe(poste.enfant) > memoireMo) congedier(poste, new Error(`document non rendu en ${memoireMo} Mo`))
    }, VEILLE_MS)
    retenir(poste, true)
    poste.enfant.send(tache.demande)
  }

  function liberer(poste: Poste): Tache | undefined {
    const { tache } = poste
    clearTimeout(poste.minuterie)
    clearInterval(poste.veille)
    poste.tache = undefined
    poste.minuterie = setTimeout(() => renvoyer(poste), REPOS_MS).unref()
    retenir(poste, false)
    return tache
  }

  function renvoyer(poste: Poste): boolean {
    const present = postes.delete(poste)
    clearTimeout(poste.minuterie)
    if (present) poste.enfant.kill('SIGKILL')
    return present
  }

  function congedier(poste: Poste, raison: Error) {
    if (!renvoyer(poste)) return
    liberer(poste)?.reject(raison)
    avancer()
  }

  return {
    rendre: (demande: DemandePdf) =>
      new Promise<Uint8Array>((resolve, reject) => {
        if (ferme) return reject(new Error('les documents sont fermés'))
        file.push({ demande, resolve, reject })
        avancer()
      }),
    /** Refuses what waits, lets what is being drawn fail, and ends the processes. */
    async fermer() {
      ferme = true
      for (const { reject } of file.splice(0)) reject(new Error('les documents sont fermés'))
      const finis = [...postes].map(async poste => {
        congedier(poste, new Error('les documents sont fermés'))
        poste.enfant.ref()
        await once(poste.enfant, 'exit')
      })
      await Promise.all(finis)
    },
  }
}

/** Whether the program waits for it before it ends. */
function retenir({ enfant }: Poste, oui: boolean) {
  for (const x of [enfant, enfant.channel]) oui ? x?.ref() : x?.unref()
}

/** Megabytes that a process holds in memory; 0 where the system does not tell. Pages of 4 kB. */
function memoireDe({ pid }: ChildProcess): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) / 256
  } catch {
    return 0
  }
}
