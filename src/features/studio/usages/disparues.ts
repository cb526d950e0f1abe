import { type Chemin, valeurA } from '../../formes/index.ts'
import type { GesteEcrit, Valeur } from '../document/gestes.ts'
import { etapesAu, questionsAu } from './sans-ses-reponses.ts'

/** A question that somebody has taken out of a draft, and the change that did. */
export type Disparue = { id: string; revision: number }

const RETIREE = /Questions\u00a0: retiré, ([a-z][a-z0-9_]*)/g

/** Questions that the history of a draft says were removed and that it has no more, the last first. Pure. */
export function disparuesDe(lignes: readonly { revision: number; dit: string }[], brut: unknown): Disparue[] {
  const la = new Set(questionsAu(brut).map(q => q.id))
  const vues = new Map<string, Disparue>()
  for (const { revision, dit } of [...lignes].sort((a, b) => b.revision - a.revision))
    for (const [, id] of dit.matchAll(RETIREE)) if (!la.has(id) && !vues.has(id!)) vues.set(id!, { id: id!, revision })
  return [...vues.values()]
}

/** The change that puts a question back as it was, in its step where that is still there, else in the first step that asks something; nothing when there is none. Pure. */
export function remise(id: string, avant: unknown, maintenant: unknown): GesteEcrit | undefined {
  const ancienne = questionsAu(avant).find(q => q.id === id)
  if (!ancienne) return undefined
  const voie = (brut: unknown, chemin: Chemin) =>
    chemin.flatMap((cle, i) => (typeof cle === 'number' ? [valeurA(brut, [...chemin.slice(0, i + 1), 'code'])] : [])).join('/')
  const etape = ancienne.chemin.slice(0, -2)
  const etapes = etapesAu(maintenant)
  const ici =
    etapes.find(e => voie(maintenant, e) === voie(avant, etape)) ?? etapes.find(e => valeurA(maintenant, [...e, 'questions']) !== undefined)
  if (!ici) return undefined
  return {
    geste: {
      verbe: 'ajouter',
      chemin: [...ici, 'questions'],
      valeur: valeurA(avant, ancienne.chemin) as Valeur,
      rang: Number(ancienne.chemin.at(-1)),
    },
    dit: `Questions\u00a0: remise, ${id}`,
  }
}
