import { parentPort, workerData } from 'node:worker_threads'
import { calculer } from './calculer.ts'
import { expliquer } from './expliquer.ts'
import type { Demandes, DonneesDuWorker, MessageDuWorker, Tache } from './lancer.ts'
import { chargerHighs } from './resoudre.ts'

/** One thread, one calculation: stopping it is ending the thread, wherever the solver is. */
const { tache, demande, code } = workerData as DonneesDuWorker<Tache>
const dire = (m: MessageDuWorker) => parentPort!.postMessage(m)
const highs = await chargerHighs(Promise.resolve(code))
if (tache === 'calculer') {
  const { probleme, ...options } = demande as Demandes['calculer']
  dire({ resultat: calculer(highs, probleme, options, avancement => dire({ avancement })) })
} else {
  const { probleme, allocation, id, limiteMs } = demande as Demandes['expliquer']
  dire({ resultat: expliquer(highs, probleme, allocation, id, performance.now() + limiteMs) })
}
