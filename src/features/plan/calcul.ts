import type { Centimes } from '../../lib/euros.ts'
import type { Assiette, Depense, Montant, Plan, Reglage } from './plan.ts'

/** A sum of what is known; `sans` names the lines (or `aide`, `part`) that it lacks. A total that lies is worse than none. */
export type Total = { connu: Centimes; sans: readonly string[] }
/** The figures of a plan. Rates in tenths of a percent, `undefined` while a figure is missing. */
export type Chiffres = {
  /** By lot; the last, without name, holds what is in no lot (when there is some). */
  lots: readonly { ligne: string | undefined; ht: Total; ttc: Total }[]
  ht: Total
  ttc: Total
  /** The expenses that must be funded: HT or TTC, as the call says. */
  depenses: Total
  /** What the aid may pay: natures that it pays, in the lots for which it is asked (C5.3, C5.4). */
  base: Total
  /** Global cost: aid, own share, other funders (C5.8). */
  ressources: Total
  /** Aids of public bodies: the aid asked here and the other public funders. */
  publiques: Total
  ecart: Centimes | undefined
  tauxCout: number | undefined
  tauxBase: number | undefined
  /** Own share in what public bodies pay (CGCT L. 1111-10), public aids in the global cost. */
  partPropre: number | undefined
  partPublique: number | undefined
}

type Ajout = { nom: string; montant: Montant }
/** Adds up what is known, and names the rest. */
export const total = (ajouts: readonly Ajout[]): Total => ({
  connu: ajouts.reduce((t, a) => t + (typeof a.montant === 'number' ? a.montant : 0), 0),
  sans: ajouts.filter(a => typeof a.montant !== 'number').map(a => a.nom),
})

/** Cents of a total that lacks nothing. */
export const complet = (t: Total): Centimes | undefined => (t.sans.length === 0 ? t.connu : undefined)

/** Tenths of a percent, rounded half up, exactly. */
export function tauxEnMillimes(part: Centimes | undefined, tout: Centimes | undefined): number | undefined {
  if (part === undefined || !tout) return undefined
  return Number((BigInt(part) * 2000n + BigInt(tout)) / (2n * BigInt(tout)))
}

const deLigne = (assiette: Assiette) => (d: Depense) => ({ nom: d.ligne, montant: d[assiette] })

/** Whether the aid is asked for the lot of this expense: without lots, it is asked for the whole project. */
export const lotAide = (p: Plan, d: Pick<Depense, 'lot'>) => p.lots.length === 0 || (p.lots.find(l => l.ligne === d.lot)?.aide ?? false)

/** What the aid pays of an expense; `undefined` when its nature is not known yet, which may change everything. */
function dansLaBase(p: Plan, { natures }: Reglage, d: Depense): boolean | undefined {
  if (!lotAide(p, d)) return false
  const nature = natures[d.nature ?? '']
  return nature && (nature.eligible === 'oui' || nature.eligible === 'marginale')
}

const baseDe = (p: Plan, r: Reglage): Total =>
  total(
    p.depenses.flatMap((d): Ajout[] => {
      const dedans = dansLaBase(p, r, d)
      return dedans === false ? [] : [{ nom: d.ligne, montant: dedans ? d[r.assiette] : 'vide' }]
    }),
  )

/** Another funder whose origin is not told may be public or not. */
const publiquesDe = (p: Plan): Total =>
  total([
    { nom: 'aide', montant: p.aide },
    ...p.ressources
      .filter(x => x.origine !== 'privee')
      .map((x): Ajout => ({ nom: x.ligne, montant: x.origine === undefined ? 'vide' : x.montant })),
  ])

/** Every figure of a plan, in integer cents, for the server as for the browser. Pure. */
export function calculer(p: Plan, r: Reglage): Chiffres {
  const connus = new Set(p.lots.map(l => l.ligne))
  const sommes = (lignes: readonly Depense[]) => ({ ht: total(lignes.map(deLigne('ht'))), ttc: total(lignes.map(deLigne('ttc'))) })
  const hors = p.depenses.filter(d => d.lot === undefined || !connus.has(d.lot))
  const { ht, ttc } = sommes(p.depenses)
  const depenses = r.assiette === 'ht' ? ht : ttc
  const base = baseDe(p, r)
  const ressources = coutGlobal(p)
  const publiques = publiquesDe(p)
  const [cout, cents] = [complet(ressources), complet(depenses)]
  const aide = typeof p.aide === 'number' ? p.aide : undefined
  const part = typeof p.part === 'number' ? p.part : undefined
  const aides = complet(publiques)
  return {
    lots: [
      ...p.lots.map(l => ({ ligne: l.ligne, ...sommes(p.depenses.filter(d => d.lot === l.ligne)) })),
      ...(hors.length > 0 ? [{ ligne: undefined, ...sommes(hors) }] : []),
    ],
    ht,
    ttc,
    depenses,
    base,
    ressources,
    publiques,
    ecart: cout === undefined || cents === undefined || p.depenses.length === 0 ? undefined : cout - cents,
    tauxCout: tauxEnMillimes(aide, cout),
    tauxBase: tauxEnMillimes(aide, complet(base)),
    partPropre: tauxEnMillimes(part, part === undefined || aides === undefined ? undefined : part + aides),
    partPublique: tauxEnMillimes(aides, cout),
  }
}

/** Aid asked, own share and every other funder (C5.8), or what was typed as such. */
export const coutGlobal = (p: Plan): Total =>
  total(
    p.cout === undefined
      ? [
          { nom: 'aide', montant: p.aide },
          { nom: 'part', montant: p.part },
          ...p.ressources.map(x => ({ nom: x.ligne, montant: x.montant })),
        ]
      : [{ nom: 'cout', montant: p.cout }],
  )
