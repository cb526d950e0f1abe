import { type JobHelpers, parseCronItems, type Task, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import { tacheDe } from '../db/db.ts'
import { jouerCalculs, TACHE_CALCULS } from '../features/comite/index.ts'
import { type BoiteDepart, envoyerCourriel } from '../features/courriels/index.ts'
import { TACHE_ENVOIS } from '../features/decisions/envois.ts'
import { suivreReglages } from '../features/guichet/index.ts'
import { jouerActe, TACHE_ACTE } from '../features/instruction/index.ts'
import { jouerEnvois } from '../features/notifications/index.ts'
import { jouerScan, TACHE_SCAN } from '../features/suivi/index.ts'
import { ouvrirFile } from './file.ts'
import { tenirPresence } from './presence.ts'
import { type DepsTaches, PERIODIQUES } from './registre.ts'

export type WorkerDeps = DepsTaches & { boite: BoiteDepart; onError: (tache: string, e: unknown) => void }

const CONCURRENCE = 4
/** Mails have turns of their own: a mail server that makes everybody wait keeps no letter nor reminder waiting. */
const CONCURRENCE_COURRIELS = 2
/** On the program's pool, for what jobs do: theirs, so that pages keep all of their own. Letters are drawn by two, scenarios beside the queue. */
export const CONNEXIONS_TACHES = CONCURRENCE + CONCURRENCE_COURRIELS + 4
/** On the owner's: one for each turn, two for LISTEN, one for the cron, one to say that this worker lives. */
export const CONNEXIONS_WORKER = CONCURRENCE + CONCURRENCE_COURRIELS + 4
/** After an outage the last missed run of each job is enough: it does all that is due. */
const RATTRAPAGE_MS = 24 * 3_600_000

/** A dossier of a bulk act, or an act of a scan, on which the program still fails then is given up. */
const ESSAIS_ACTE = 3

/** Every job by name, mails apart. A job may run twice: each does its work at most once. */
const taches = (d: WorkerDeps, calculs: Calculs): TaskList => ({
  [TACHE_ACTE]: (charge, { job }) => jouerActe(d, charge as { id: string }, { dernierEssai: job.attempts >= ESSAIS_ACTE }),
  [TACHE_SCAN]: (charge, { job }) => jouerScan(d, charge as { id: string }, { dernierEssai: job.attempts >= ESSAIS_ACTE }),
  [TACHE_ENVOIS]: () => jouerEnvois(d),
  [TACHE_CALCULS]: async () => calculs.jouer(),
  ...Object.fromEntries(PERIODIQUES.map(p => [p.tache, async () => void (await p.faire(d))])),
})

/** A setting that was changed through another process counts for the next job. */
const avecReglages = (d: WorkerDeps, liste: TaskList): TaskList => {
  const aJour = suivreReglages(d, () => performance.now())
  return Object.fromEntries(
    Object.entries(liste).map(([nom, faire]) => [
      nom,
      async (charge: unknown, aides: JobHelpers) => {
        await aJour()
        return faire!(charge, aides)
      },
    ]),
  )
}

/** The same, as the queue names those of this guichet: another one of this database takes its own. */
const duGuichet = (guichetId: string, liste: TaskList): TaskList =>
  Object.fromEntries(Object.entries(liste).map(([nom, faire]) => [tacheDe(nom, guichetId), faire]))

/** A job of the version before, whose names say no guichet, goes to the queue again as its guichet's. */
const aiguiller =
  (d: WorkerDeps, nom: string): Task =>
  async (charge, { job, addJob }) => {
    const { guichetId = d.guichetId } = charge as { guichetId?: string }
    await addJob(tacheDe(nom, guichetId), charge, { maxAttempts: job.max_attempts, ...(job.key ? { jobKey: job.key } : {}) })
  }

const cron = (guichetId: string) =>
  parseCronItems(
    PERIODIQUES.map(({ tache, cron: match }) => {
      const task = tacheDe(tache, guichetId)
      return { task, match, options: { backfillPeriod: RATTRAPAGE_MS, jobKey: task, jobKeyMode: 'replace' as const, maxAttempts: 5 } }
    }),
  )

/** Runs the job queue on the owner's pool (the queue's tables are closed to the program's role). */
export async function demarrerWorker(pool: pg.Pool, deps: WorkerDeps) {
  const calculs = tenirCalculs(deps)
  const { onError, guichetId } = deps
  const siennes = avecReglages(deps, taches(deps, calculs))
  const courriel: TaskList = { courriel: charge => envoyerCourriel(deps, charge as { id: string; guichetId: string }) }
  const anciennes = Object.fromEntries([...Object.keys(siennes), 'courriel'].map(nom => [nom, aiguiller(deps, nom)]))
  const aFaire = { ...anciennes, ...duGuichet(guichetId, siennes) }
  const files = [
    await ouvrirFile({ pool, onError, concurrence: CONCURRENCE, taches: aFaire, cron: cron(guichetId) }),
    await ouvrirFile({ pool, onError, concurrence: CONCURRENCE_COURRIELS, taches: duGuichet(guichetId, courriel) }),
  ]
  const presence = tenirPresence(
    pool,
    () => files.flatMap(f => f.noms()),
    e => onError('presence', e),
  )
  await presence.dire()
  // the first start ever catches up nothing by itself
  for (const { tache } of PERIODIQUES)
    await pool.query(`select graphile_worker.add_job($1, '{}'::json, job_key => $1, max_attempts => 5)`, [tacheDe(tache, guichetId)])
  return {
    stop: async () => {
      await Promise.all(files.map(f => f.stop()))
      await presence.cesser()
      await calculs.cesser()
    },
  }
}

type Calculs = ReturnType<typeof tenirCalculs>
/** Calculations go on outside the queue, whose turns they would keep from mails; they are cut when the program stops. */
function tenirCalculs(d: WorkerDeps) {
  const arret = new AbortController()
  const enCours = new Set<Promise<void>>()
  const onError = (e: unknown) => d.onError(TACHE_CALCULS, e)
  const jouer = () => {
    const fin = jouerCalculs(d, { signal: arret.signal, onError })
      .catch(onError)
      .finally(() => enCours.delete(fin))
    enCours.add(fin)
  }
  const cesser = async () => {
    arret.abort()
    await Promise.all(enCours)
  }
  return { jouer, cesser }
}
