import { formatEuros } from '../../../lib/euros.ts'
import type { Attribution, Probleme } from '../../optimiseur/index.ts'
import type { Scenario } from './scenario.queries.ts'

type Dossier = Probleme['dossiers'][number]
const liste = new Intl.ListFormat('fr', { type: 'conjunction' })

export type Sort = 'En entier' | 'En partie' | 'Non retenu'
/** What a dossier receives; amounts are whole euros, a demand may not be. */
export const sortDe = (d: Pick<Dossier, 'demande'>, montant: number): Sort =>
  montant === 0 ? 'Non retenu' : montant + 100 > d.demande ? 'En entier' : 'En partie'

/** Lots funded, of a dossier that has some: their names and amounts. */
export const lotsDe = (d: Pick<Dossier, 'lots'>, a: Attribution | undefined) =>
  (a?.lots ?? []).map(l => ({ libelle: d.lots.find(x => x.id === l.id)?.libelle ?? '', montant: l.montant }))

export function lotsFinances(d: Dossier, a: Attribution): string | undefined {
  const lots = lotsDe(d, a)
  if (lots.length === 0) return undefined
  const mots = liste.format(lots.map(l => `${l.libelle} (${formatEuros(l.montant)})`))
  return `${lots.length > 1 ? 'Lots financés' : 'Seul lot financé'}\u00a0: ${mots}.`
}

/** In how many of the draws a dossier is retained, from 0 to 1; nothing while they are not all made. */
export function robustesseDe({ resultat }: Pick<Scenario, 'resultat'>, id: string): number | undefined {
  const r = resultat && 'robustesse' in resultat ? resultat.robustesse : null
  return r && r.faits > 0 ? (r.retenus[id] ?? 0) / r.faits : undefined
}
export const formatRobustesse = (r: number) => `${Math.round(100 * r)}\u00a0%`

export function motRobustesse({ resultat }: Scenario, id: string): string | undefined {
  const r = resultat && 'robustesse' in resultat ? resultat.robustesse : null
  if (!r || r.faits === 0) return undefined
  const n = r.retenus[id] ?? 0
  return `Robustesse\u00a0: retenu dans ${n}\u00a0tirage${n > 1 ? 's' : ''} sur ${r.faits}, où chaque note se déplace d’un échelon au plus.`
}

/** Cents that the envelope lacks for a dossier left out, when money alone would bring it in. */
export const manqueDe = ({ resultat }: Pick<Scenario, 'resultat'>, id: string): number | undefined =>
  (resultat && 'manques' in resultat && resultat.manques?.[id]) || undefined
