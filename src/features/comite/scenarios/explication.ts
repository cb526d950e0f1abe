import { direPourquoi, lancerExplication, nommer } from '../../optimiseur/index.ts'
import { attributionsDe } from './dupliquer.ts'
import type { Scenario } from './scenario.queries.ts'
import { lotsFinances, motRobustesse } from './scenarios.mots.ts'

/** Why a dossier is in or out of a scenario, and what would bring it in, in sentences. */
export type Pourquoi = { id: string; raisons: readonly string[]; leviers: readonly string[] }

/** Long enough for hundreds of dossiers; past it, the page says that there was no time. */
const EXPLICATION_MS = 5_000
const SANS_REPONSE = 'Le temps a manqué pour l’expliquer. Réessayez dans un moment.'

/** `signal`: the reader is gone. Undefined when the scenario says nothing of this dossier. */
export async function expliquerDossier(x: Scenario, id: string, signal?: AbortSignal): Promise<Pourquoi | undefined> {
  const d = x.probleme.dossiers.find(y => y.id === id)
  if (!d || !x.resultat || !('allocation' in x.resultat)) return undefined
  const attribution = attributionsDe(x).get(id)
  const lots = attribution ? lotsFinances(d, attribution) : undefined
  if (x.origine === 'main') return { id, raisons: [...(lots ? [lots] : []), parLaMain(x, id)], leviers: [] }
  const { probleme, resultat } = x
  const demande = { probleme, allocation: resultat.allocation, id, limiteMs: EXPLICATION_MS }
  const e = await lancerExplication(demande, signal ? { signal } : {})
  if ('statut' in e) return { id, raisons: [SANS_REPONSE], leviers: [] }
  const { raisons, leviers } = direPourquoi(probleme, e)
  const robuste = motRobustesse(x, id)
  return { id, raisons: [...(lots ? [lots] : []), ...raisons, ...(robuste ? [robuste] : [])], leviers }
}

const parLaMain = ({ probleme }: Scenario, id: string) => {
  const d = probleme.dossiers.find(y => y.id === id)!
  return d.main
    ? `Montant choisi à la main. Ce qui avait été demandé\u00a0: ${nommer(probleme, `main:${id}`)}.`
    : 'Montant choisi à la main.'
}
