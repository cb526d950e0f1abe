import type { Attribution, Dossier, Probleme } from './probleme.ts'

/** Amounts from `bas` to `haut`, in units. */
export type Intervalle = { bas: number; haut: number }
type Contraintes = Probleme['contraintes']
type Ensemble = { lots: { id: string; bas: number; haut: number }[] } & Intervalle

/**
 * Whole units that a dossier may receive, as disjoint intervals in ascending order: in one piece, or the union over the sets of lots that may be
 * funded alone. Only the amount matters to the envelope, so the solver never sees lots; `repartir` finds them back.
 */
export function intervalles(d: Dossier, c: Contraintes, limites: { min: number | null; max: number | null }): Intervalle[] {
  const min = limites.min === null ? 1 : Math.ceil(limites.min / c.granularite)
  const max = limites.max === null ? Number.POSITIVE_INFINITY : Math.floor(limites.max / c.granularite)
  const bornes = (d.lots.length === 0 ? [plage(d.demande, d.plancher, c)] : ensembles(d, c)).map(e => ({
    bas: Math.max(e.bas, min),
    haut: Math.min(e.haut, max),
  }))
  const fusionnes: Intervalle[] = []
  for (const i of bornes.filter(b => b.bas <= b.haut && b.haut > 0).toSorted((a, b) => a.bas - b.bas)) {
    const dernier = fusionnes.at(-1)
    if (dernier && i.bas <= dernier.haut + 1) dernier.haut = Math.max(dernier.haut, i.haut)
    else fusionnes.push(i)
  }
  return fusionnes
}

/** From the floor, rounded up, to the demand, rounded down; below the floor only when no multiple of the unit lies between the two. */
function plage(montant: number, plancher: number, c: Contraintes): Intervalle {
  const haut = Math.floor(montant / c.granularite)
  return { haut, bas: c.montantsReduits ? Math.max(1, Math.min(Math.ceil(plancher / c.granularite), haut)) : haut }
}

/** Sets of lots that may be funded together, the most lots first, then the first lots first. */
function ensembles(d: Dossier, c: Contraintes): Ensemble[] {
  const lots = d.lots.map(l => ({ id: l.id, ...plage(l.montant, l.plancher, c) })).filter(l => l.haut > 0)
  const total = lots.reduce((s, l) => s + l.haut, 0)
  const plancher = Math.min(Math.ceil(d.plancher / c.granularite), total)
  const choix = c.lotsSeuls ? sousEnsembles(lots) : [lots]
  return choix
    .toSorted((a, b) => b.length - a.length)
    .map(s => ({ lots: s, bas: Math.max(plancher, somme(s, 'bas')), haut: somme(s, 'haut') }))
    .filter(e => e.lots.length > 0 && e.bas <= e.haut)
}

const somme = (xs: readonly Intervalle[], k: keyof Intervalle) => xs.reduce((s, x) => s + x[k], 0)
const sousEnsembles = <T>([premier, ...autres]: T[]): T[][] => {
  if (premier === undefined) return [[]]
  const sans = sousEnsembles(autres)
  return [...sans.map(s => [premier, ...s]), ...sans]
}

/** An amount over the lots of a dossier: their floors, then one lot after another. An amount set by hand fills one lot after another. */
export function repartir(d: Dossier, c: Contraintes, montant: number, fixe: boolean): Attribution['lots'] {
  const u = c.granularite
  const lots = fixe
    ? d.lots.map(l => ({ id: l.id, bas: 0, haut: l.montant }))
    : (ensembles(d, c).find(e => e.bas * u <= montant && montant <= e.haut * u)?.lots ?? []).map(l => ({
        id: l.id,
        bas: l.bas * u,
        haut: l.haut * u,
      }))
  let reste = montant - somme(lots, 'bas')
  return lots
    .map(l => {
      const plus = Math.min(reste, l.haut - l.bas)
      reste -= plus
      return { id: l.id, montant: l.bas + plus }
    })
    .filter(l => l.montant > 0)
}
