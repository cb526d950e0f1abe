import type { Point } from '../verification/verifier-appel.ts'

/** What the checker said of a version, read by somebody while `enVigueur` was the version of the public, and why they publish all the same, by `cle`. */
export type Accord = {
  points: readonly Point[]
  enVigueur: number | undefined
  /** The remarks that were on the page when the reasons were typed, as `empreinteDe` names them; nothing when the page showed none. */
  vues: string
  /** The same of `points`. */
  empreinte: string
  raisons: ReadonlyMap<string, string>
  /** The guichet asks that somebody else reads a version first, and nobody has. */
  aRelire?: boolean | undefined
  /** The guichet asks that each threshold has been read: how many have not. */
  seuilsNonLus?: number | undefined
}
export type RefusDeLAccord = RefusDuVerificateur | { motif: 'sans_relecture' } | { motif: 'seuils_non_lus'; seuils: number }
export type RefusDuVerificateur =
  | { motif: 'bloquee'; points: number }
  /** The remarks are no more those that were read. */
  | { motif: 'perimee' }
  /** `cle` of warnings that have no reason, or one too long. */
  | { motif: 'sans_raison'; sans: Readonly<Record<string, string>> }

export const RAISON_MAX = 1_000
const RAISON_MIN = 3
const DITS_MAX = 20

const avertissements = (points: readonly Point[]) =>
  Map.groupBy(
    points.filter(p => p.niveau === 'avertissement'),
    p => p.cle,
  )

/** Why a version is not published with this accord, if it is not. Pure. */
export const refusDeLAccord = (a: Accord, enVigueur: number | undefined): RefusDeLAccord | undefined => {
  const refus = refusDuVerificateur(a, enVigueur)
  if (refus?.motif === 'bloquee') return refus
  if (a.seuilsNonLus) return { motif: 'seuils_non_lus', seuils: a.seuilsNonLus }
  return a.aRelire ? { motif: 'sans_relecture' } : refus
}

/** Why the checker does not let a version be published, if it does not. Pure. */
export function refusDuVerificateur(a: Accord, enVigueur: number | undefined): RefusDuVerificateur | undefined {
  const bloquants = a.points.filter(p => p.niveau === 'erreur').length
  if (bloquants > 0) return { motif: 'bloquee', points: bloquants }
  if (a.enVigueur !== enVigueur) return { motif: 'perimee' }
  const aDire = [...avertissements(a.points).keys()]
  if (aDire.length > 0 && a.vues !== '' && a.vues !== a.empreinte) return { motif: 'perimee' }
  const sans = aDire.flatMap((cle): [string, string][] => {
    const raison = a.raisons.get(cle) ?? ''
    if (raison.length < RAISON_MIN) return [[cle, 'Dites pourquoi vous publiez ainsi']]
    return raison.length > RAISON_MAX ? [[cle, 'Dites-le en 1\u00a0000 caractères au plus']] : []
  })
  return sans.length > 0 ? { motif: 'sans_raison', sans: Object.fromEntries(sans) } : undefined
}

export type AvertissementAccepte = { sujet: string; dit: string[]; raison: string }
/** What the journal keeps of the warnings: each kind, what was said and why it was published so. */
export const avertissementsAcceptes = (a: Accord): AvertissementAccepte[] =>
  [...avertissements(a.points)].map(([cle, points]) => ({
    sujet: points[0]!.sujet,
    dit: points.slice(0, DITS_MAX).map(p => `l. ${p.ligne}\u00a0: ${p.fait}`),
    raison: a.raisons.get(cle) ?? '',
  }))

/** One remark that was accepted, and why. */
export type PointAccepte = { sujet: string; fait: string; raison: string }
export const pointsAcceptes = (a: Accord): PointAccepte[] =>
  a.points.filter(p => p.niveau === 'avertissement').map(({ sujet, fait, cle }) => ({ sujet, fait, raison: a.raisons.get(cle) ?? '' }))
/** The reasons given earlier, for the remarks of today: none for one that nobody had read. Pure. */
export const raisonsTenues = (points: readonly Point[], acceptes: readonly PointAccepte[]): Map<string, string> => {
  const dite = (p: Point) => acceptes.find(a => a.sujet === p.sujet && a.fait === p.fait)?.raison
  const parCle = [...avertissements(points)]
  return new Map(parCle.flatMap(([cle, siens]) => (siens.every(p => dite(p) !== undefined) ? [[cle, dite(siens[0]!)!] as const] : [])))
}
