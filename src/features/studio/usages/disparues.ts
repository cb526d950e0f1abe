import { type Chemin, valeurA } from '../../formes/index.ts'
import type { GesteEcrit, Valeur } from '../document/gestes.ts'
import type { Retrait } from '../document/retraits.ts'
import { texte } from '../motifs/lire-brut.ts'
import { etapesAu, questionsAu } from './sans-ses-reponses.ts'

/** A question that somebody has taken out of a draft, by its words, and the change that did. */
export type Disparue = { id: string; nom: string; revision: number }

const NOM_MAX = 200
/** Questions that a change has taken away: alone, or with the step that held them. Pure. */
export function questionsParties(avant: unknown, apres: unknown): Retrait[] {
  const la = new Set(questionsAu(apres).map(q => q.id))
  return questionsAu(avant).flatMap(({ id, chemin }): Retrait[] => {
    const nom = texte(valeurA(avant, [...chemin, 'libelle'])).slice(0, NOM_MAX)
    return typeof id === 'string' && !la.has(id) ? [{ sorte: 'question', code: id, nom }] : []
  })
}

/** Questions that the changes of a draft have taken away and that it has no more, the last first. Pure. */
export function disparuesDe(lignes: readonly { revision: number; retraits: readonly Retrait[] }[], brut: unknown): Disparue[] {
  const la = new Set(questionsAu(brut).map(q => q.id))
  const vues = new Map<string, Disparue>()
  for (const { revision, retraits } of [...lignes].sort((a, b) => b.revision - a.revision))
    for (const r of retraits)
      if (r.sorte === 'question' && !la.has(r.code) && !vues.has(r.code)) vues.set(r.code, { id: r.code, nom: r.nom || r.code, revision })
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
