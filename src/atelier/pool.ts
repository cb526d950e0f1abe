import { Worker } from 'node:worker_threads'
import { err, ok, type Result } from '../lib/result.ts'

/**
 * `occupe`: this person has enough heavy work under way; `complet`: everybody together has; `trop_long`, `trop_lourd`: what was sent takes more time, or more
 * memory, than it may.
 */
export type RefusTravail = 'occupe' | 'complet' | 'trop_long' | 'trop_lourd'
/** What a thread answers; `erreur` is a fault of ours. */
export type Reponse = { valeur: unknown } | { erreur: string }
/**
 * `pour`: whose work it is (an account, an address), for its share; `null` for work that the program gives itself, which has none.
 * `transfert`: buffers of the demand that are given and gone from here, so that large bytes are not held twice.
 */
export type Mission = { pour: string | null; delaiMs: number; transfert?: ArrayBuffer[] }
/**
 * `taille`: threads at most. `memoireMo`: the heap of one; bytes outside it (buffers) are bounded by the task itself. `parPersonne`: what one person may have, run
 * or waiting; one runs at a time. `attente`: what may wait in all. `reposMs`: a thread without work for so long ends, and its memory with it.
 */
export type OptionsPool = { fichier: URL; taille: number; memoireMo: number; parPersonne: number; attente: number; reposMs?: number }

type Tache = Mission & { demande: unknown; resoudre: (r: Result<unknown, RefusTravail>) => void; rejeter: (e: Error) => void }
/** `pour`: who was served last, whose texts it may still hold read. */
type Poste = { worker: Worker; pour: string | null; tache: Tache | undefined; minuterie: NodeJS.Timeout | undefined; congedie: boolean }

/**
 * A few worker threads behind a bounded queue. One person never runs two tasks at once, and once served goes behind the others. A thread that takes too long, fills
 * its memory or dies takes its own task down with it, never the queue nor the program. Somebody is served again by the
 * thread that served them last, if it is free. Idle threads do not keep the program alive.
 */
export function creerPool({ fichier, taille, memoireMo, parPersonne, attente, reposMs = 30_000 }: OptionsPool) {
  let file: Tache[] = []
  const postes = new Set<Poste>()
  let ferme = false

  const enCours = (pour: string | null) => pour !== null && [...postes].some(p => p.tache?.pour === pour)

  function avancer() {
    for (;;) {
      const tache = file.find(t => !enCours(t.pour))
      if (!tache) return
      const libres = [...postes].filter(p => !p.tache && !p.congedie)
      const poste =
        libres.find(p => p.pour === tache.pour && tache.pour !== null) ?? libres[0] ?? (postes.size < taille ? embaucher() : undefined)
      if (!poste) return
      file = file.filter(t => t !== tache)
      confier(poste, tache)
    }
  }

  function embaucher(): Poste {
    const resourceLimits = { maxOldGenerationSizeMb: memoireMo, maxYoungGenerationSizeMb: 16 }
    const poste: Poste = {
      worker: new Worker(fichier, { resourceLimits }),
      pour: null,
      tache: undefined,
      minuterie: undefined,
      congedie: false,
    }
    poste.worker.unref()
    poste.worker.on('message', (r: Reponse) => {
      const tache = liberer(poste)
      if ('valeur' in r) tache?.resoudre(ok(r.valeur))
      else tache?.rejeter(new Error(r.erreur))
      poste.minuterie = setTimeout(() => congedier(poste), reposMs).unref()
      avancer()
    })
    poste.worker.on('error', (e: NodeJS.ErrnoException) => {
      const tache = liberer(poste)
      poste.congedie = true
      if (e.code === 'ERR_WORKER_OUT_OF_MEMORY') tache?.resoudre(err('trop_lourd'))
      else tache?.rejeter(e)
    })
    poste.worker.on('exit', code => {
      postes.delete(poste)
      liberer(poste)?.rejeter(new Error(`the thread stopped (code ${code})`))
      avancer()
    })
    postes.add(poste)
    return poste
  }

  function confier(poste: Poste, tache: Tache) {
    clearTimeout(poste.minuterie)
    poste.tache = tache
    poste.pour = tache.pour
    poste.minuterie = setTimeout(() => {
      // the place is free again when the thread has ended, not before: threads are never more than `taille`
      liberer(poste)?.resoudre(err('trop_long'))
      congedier(poste)
    }, tache.delaiMs)
    poste.worker.ref()
    poste.worker.postMessage(tache.demande, tache.transfert ?? [])
  }

  function congedier(poste: Poste) {
    poste.congedie = true
    void poste.worker.terminate()
  }

  function liberer(poste: Poste): Tache | undefined {
    const { tache } = poste
    clearTimeout(poste.minuterie)
    poste.tache = undefined
    poste.worker.unref()
    // whoever was served goes behind the others
    if (tache && tache.pour !== null) file = [...file.filter(t => t.pour !== tache.pour), ...file.filter(t => t.pour === tache.pour)]
    return tache
  }

  return {
    /** Does a task in a thread, in its turn. Rejects on a fault of ours only. */
    faire: (demande: unknown, mission: Mission) =>
      new Promise<Result<unknown, RefusTravail>>((resoudre, rejeter) => {
        if (ferme) return rejeter(new Error('heavy work is closed'))
        const miens = file.filter(t => t.pour === mission.pour).length + (enCours(mission.pour) ? 1 : 0)
        if (mission.pour !== null && miens >= parPersonne) return resoudre(err('occupe'))
        if (file.length >= attente) return resoudre(err('complet'))
        file.push({ ...mission, demande, resoudre, rejeter })
        avancer()
      }),
    /** Refuses what waits, lets what is being done fail, and stops the threads. */
    async fermer() {
      ferme = true
      for (const t of file.splice(0)) t.rejeter(new Error('heavy work is closed'))
      for (const p of postes) liberer(p)?.rejeter(new Error('heavy work is closed'))
      await Promise.all([...postes].map(p => p.worker.terminate()))
    },
  }
}

type Fonctions = { [tache: string]: (demande: never) => unknown }
type Mesure = Omit<OptionsPool, 'fichier'> & { delaiMs: number }
/** Threads that do the tasks of a table, started by the first demand; `delaiMs`: how long one may take, where the asker says nothing. Rejects on a fault of ours only. */
export function creerAtelier<Taches extends Fonctions>(fichier: URL, { delaiMs, ...options }: Mesure) {
  let pool: ReturnType<typeof creerPool> | undefined
  return {
    confier<T extends keyof Taches>(
      tache: T,
      demande: Parameters<Taches[T]>[0],
      mission: Partial<Mission> & Pick<Mission, 'pour'>,
    ): Promise<Result<Awaited<ReturnType<Taches[T]>>, RefusTravail>> {
      pool ??= creerPool({ fichier, ...options })
      return pool.faire({ tache, demande }, { delaiMs, ...mission }) as never
    },
    /** A later task starts others. */
    async fermer(): Promise<void> {
      await pool?.fermer()
      pool = undefined
    },
  }
}
