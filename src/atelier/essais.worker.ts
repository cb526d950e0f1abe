import { parentPort } from 'node:worker_threads'
import { pointsDesEssais } from '../features/appels/verification/points-des-essais.ts'
import { couvertureDesEssais, jouerEssais } from '../features/examen/index.ts'
import { ajouter } from '../features/studio/essais/ajouter.ts'
import { attendre } from '../features/studio/essais/attendre.ts'
import { jouer } from '../features/studio/essais/jouer.ts'
import type { DemandeEssais, TachesDesEssais } from './essais.ts'
import type { Reponse } from './pool.ts'

const TACHES: TachesDesEssais = {
  jouerEssais: ({ source }) => jouer(source),
  pointsDesEssais: ({ source }) => pointsDesEssais(source, 'appel.yml', { jouer: jouerEssais, couvrir: couvertureDesEssais }),
  attendreLObtenu: attendre,
  ajouterEssai: ajouter,
}

parentPort!.on('message', ({ tache, demande }: DemandeEssais) => {
  try {
    parentPort!.postMessage({ valeur: (TACHES[tache] as (d: unknown) => unknown)(demande) } satisfies Reponse)
  } catch (e) {
    parentPort!.postMessage({ erreur: `${tache}: ${e instanceof Error ? (e.stack ?? e.message) : String(e)}` } satisfies Reponse)
  }
})
