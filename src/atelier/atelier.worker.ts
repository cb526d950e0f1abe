import { parentPort } from 'node:worker_threads'
import type { DemandeAtelier } from './index.ts'
import type { Reponse } from './pool.ts'
import { TACHES } from './taches.ts'

parentPort!.on('message', async ({ tache, demande }: DemandeAtelier) => {
  const reponse: Reponse = await (async () => ({ valeur: await (TACHES[tache] as (d: unknown) => unknown)(demande) }))().catch(
    (e: unknown) => ({
      erreur: `${tache}: ${e instanceof Error ? (e.stack ?? e.message) : String(e)}`,
    }),
  )
  parentPort!.postMessage(reponse)
})
