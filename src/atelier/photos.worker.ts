import { parentPort } from 'node:worker_threads'
import { TACHES_PHOTOS as TACHES } from '../features/photos/taches.ts'
import type { DemandePhotos } from './photos.ts'
import type { Reponse } from './pool.ts'

parentPort!.on('message', async ({ tache, demande }: DemandePhotos) => {
  const reponse: Reponse = await (async () => ({ valeur: await (TACHES[tache] as (d: unknown) => unknown)(demande) }))().catch(
    (e: unknown) => ({
      erreur: `${tache}: ${e instanceof Error ? (e.stack ?? e.message) : String(e)}`,
    }),
  )
  parentPort!.postMessage(reponse)
})
