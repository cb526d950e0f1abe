import { enTransaction } from '../../../../contexte.ts'
import { ajouterTache, type Tx } from '../../../../db/db.ts'
import type { Deps } from '../../../../http.ts'
import { journaliser } from '../../../journal/index.ts'
import { type Avancement, CALCULS_MAX, lancerScenario, MOTEUR } from '../../../optimiseur/index.ts'
import { type ACalculer, type Essai, faireSigne, finirCalcul, prendreUnTour } from './file.queries.ts'

type Outils = Pick<Deps, 'db' | 'guichetId' | 'horloge'>

export const TACHE_CALCULS = 'calculs'
/** Has the queue looked at, once the transaction of the act is done. */
export const appelerCalculs = (tx: Tx, guichetId: string) => ajouterTache(tx, TACHE_CALCULS, { guichetId }, `calculs-${guichetId}`)

/** Has it looked at again: for what waited when the program stopped, or waits behind a calculation that was cut. */
export const reveillerCalculs = ({ db, guichetId }: Pick<Outils, 'db' | 'guichetId'>) =>
  enTransaction({ db, guichetId }, tx => appelerCalculs(tx, guichetId))

/** Each search, the allocation, its draws and what is missing, is given this long: several times what hundreds of dossiers take. */
export const LIMITE_MS = 30_000
/** Between two signs of life, hence the longest that a calculation goes on once it is stopped. */
const SIGNE_MS = 400

type Options = { max?: number; signal?: AbortSignal; onError?: (e: unknown) => void }

/**
 * Job: begins what waits while there is room, each calculation in a thread of its own, and again when one ends. Resolves once nothing that it began
 * goes on. `signal`: the process stops; what goes on is cut, says so, and can be started again. `onError`: a fault of ours, in one calculation.
 */
export async function jouerCalculs(d: Outils, o: Options = {}): Promise<void> {
  const suites: Promise<void>[] = []
  while (!o.signal?.aborted) {
    const c = await enTransaction(d, tx => prendreUnTour(tx, d.guichetId, o.max ?? CALCULS_MAX))
    if (!c) break
    suites.push(jouer(d, c, o).then(() => jouerCalculs(d, o)))
  }
  await Promise.all(suites)
}

async function jouer(d: Outils, c: ACalculer, { signal: fermeture, onError = () => {} }: Options): Promise<void> {
  const arret = new AbortController()
  const suivi = suivre(d, c, arret)
  const signal = fermeture ? AbortSignal.any([arret.signal, fermeture]) : arret.signal
  try {
    const demande = { probleme: c.probleme, limiteMs: LIMITE_MS, robustesse: c.tirages }
    const r = await lancerScenario(demande, { signal, suivre: suivi.recevoir })
    if (r.statut !== 'annule')
      await conclure(d, c, r.statut === 'rien' ? { calcul: 'echoue' } : { calcul: 'fini', resultat: r, moteur: MOTEUR })
    else if (!arret.signal.aborted) await conclure(d, c, { calcul: 'coupe' })
  } catch (e) {
    onError(e)
    await conclure(d, c, { calcul: 'echoue' }).catch(onError)
  } finally {
    await suivi.cesser()
  }
}

/** Writes now and then where a calculation is, until it ends or somebody has stopped it. */
function suivre(d: Outils, c: Essai, arret: AbortController) {
  let recu: Avancement | undefined
  let trouve: Avancement['allocation']
  const signer = async () => {
    const etape = recu && { phase: recu.phase, fraction: recu.fraction }
    const resultat = trouve && { statut: 'optimal' as const, allocation: trouve, robustesse: null }
    const signe = { etape, trouve: resultat && { resultat, moteur: MOTEUR } }
    if (!(await enTransaction(d, tx => faireSigne(tx, d.guichetId, c, signe)))) arret.abort()
    else if (resultat?.allocation === trouve) trouve = undefined
  }
  let dernier: Promise<void> = Promise.resolve()
  const minuterie = setInterval(() => {
    // the base may be away for a moment: the next sign says the same
    dernier = Promise.all([dernier, signer().catch(() => {})]).then(() => {})
  }, SIGNE_MS)
  return {
    recevoir: (a: Avancement) => {
      recu = a
      trouve ??= a.allocation
    },
    /** Resolves once the last sign is written. */
    cesser: () => {
      clearInterval(minuterie)
      return dernier
    },
  }
}

const conclure = (d: Outils, c: Essai, fin: Parameters<typeof finirCalcul>[3]) =>
  enTransaction(d, async tx => {
    if (!(await finirCalcul(tx, d.guichetId, c, fin))) return
    const statut = fin.calcul === 'fini' ? fin.resultat.statut : fin.calcul
    const ctx = { db: d.db, guichetId: d.guichetId, acteur: null, instant: d.horloge.maintenant() }
    await journaliser(tx, ctx, 'comite.scenario_calcule', c.seanceId, { scenario: c.id, statut })
  })
