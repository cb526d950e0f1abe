import type { Appel, Vague } from '../cahier/index.ts'
import { vagueDuDepot } from '../calendrier/depot.rules.ts'

/**
 * The wave whose order holds for what was received at an instant. A dossier is the same at both temps of a call, and so is its rank: the order given to the intentions stands for
 * the full dossiers. Pure.
 */
export const vagueDeLOrdre = (appel: Appel, reception: Date): Vague => appel.intentions ?? vagueDuDepot(appel, reception)

/** A press of a button of the page: one dossier moves, or what is shown is kept as it is. `mien`: a whole order, chosen when two people had changed it at once. */
export type Geste =
  | { geste: 'monter' | 'descendre'; id: string }
  | { geste: 'placer'; id: string; rang: number }
  | { geste: 'garder' }
  | { geste: 'mien'; dossiers: readonly string[] }

/**
 * The order that holds: what was said, of those that are still there, then those that were begun since, in the order of their creation. So each rank is taken once and none
 * is empty, whatever was withdrawn, not filed, or said twice. `presents`: ids by creation. Pure.
 */
export function ordreQuiVaut(dit: readonly string[], presents: readonly string[]): string[] {
  const la = new Set(presents)
  return [...new Set([...dit.filter(id => la.has(id)), ...presents])]
}

/** The order after a press; a dossier that is no longer there moves nothing. Pure. */
export function apres(ordre: readonly string[], g: Geste): string[] {
  if (g.geste === 'garder') return [...ordre]
  if (g.geste === 'mien') return ordreQuiVaut(g.dossiers, ordre)
  const ici = ordre.indexOf(g.id)
  if (ici < 0) return [...ordre]
  const la = g.geste === 'placer' ? g.rang - 1 : ici + (g.geste === 'monter' ? -1 : 1)
  const vers = Math.min(Math.max(la, 0), ordre.length - 1)
  return ordre.toSpliced(ici, 1).toSpliced(vers, 0, g.id)
}

export const memeOrdre = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id, i) => b[i] === id)

/** What a change was, as its history says it: the dossier that rose the most, from which rank to which. Nothing when none moved. Pure. */
export function deplacement(avant: readonly string[], apresLui: readonly string[]): { id: string; de: number; a: number } | undefined {
  const bouges = apresLui.flatMap((id, i) => {
    const de = avant.indexOf(id)
    return de < 0 || de === i ? [] : [{ id, de: de + 1, a: i + 1 }]
  })
  return bouges.sort((x, y) => y.de - y.a - (x.de - x.a))[0]
}

/** What the service proposes of a dossier, as far as an order is concerned. */
export type Propose = { rang: number | undefined; avis: string | null }
/** A dossier that the service proposes to retain although it proposes to refuse another that its porteur had put first: the two, or nothing. Pure. */
export function ecartDe<D extends Propose>(dossiers: readonly D[]): { devant: D; derriere: D } | undefined {
  const ranges = dossiers.filter(d => d.rang !== undefined).sort((a, b) => a.rang! - b.rang!)
  const devant = ranges.find(d => d.avis === 'defavorable')
  const derriere = devant && ranges.find(d => d.rang! > devant.rang! && (d.avis === 'favorable' || d.avis === 'reserve'))
  return devant && derriere ? { devant, derriere } : undefined
}

/** Whose a dossier is, and the rank that they gave it, of how many. */
export type RangDonne = { porteur: string; rang: number; sur: number }
/**
 * These dossiers in another order: at the places that those of one porteur hold together they stand in the order that it gave, so that no porteur goes before another. Those that
 * nobody ranked do not move. Pure.
 */
export function selonLesPorteurs(ids: readonly string[], rangs: ReadonlyMap<string, RangDonne>): string[] {
  const files = Map.groupBy(
    ids.filter(id => rangs.has(id)),
    id => rangs.get(id)!.porteur,
  )
  for (const siens of files.values()) siens.sort((a, b) => rangs.get(a)!.rang - rangs.get(b)!.rang)
  return ids.map(id => files.get(rangs.get(id)?.porteur ?? '')?.shift() ?? id)
}

/** Letters of the reason for going against an order, at most. */
export const RAISON_MAX = 1000
