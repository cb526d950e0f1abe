import { chargerHighs, type Demande, dualite, type Highs, optimiser, type Reponse } from './highs.ts'
import { repartir } from './lots.ts'
import { argent, type Candidat, type Coef, construire, type Modele, type OptionsModele, type Rangee } from './modele.ts'
import { type Attribution, type Objectif, type Probleme, valeurPour } from './probleme.ts'
import { type Totaux, totaliser } from './totaux.ts'
import { verifier } from './verifier.ts'

export type Allocation = {
  /** Best rated first; a dossier that is not there is not retained. */
  attributions: Attribution[]
  totaux: Totaux
  preuve: {
    /** Highest value of the first objective that any allocation could reach; equal to what is reached when the optimum is proven. */
    borne: number
    optimum: boolean
    /** Ties, too, were broken by the rule, to the end. */
    departage: boolean
  }
}
export type Issue = { statut: 'optimal' | 'limite'; allocation: Allocation } | { statut: 'incompatible' } | { statut: 'rien' }
export type OptionsCalcul = OptionsModele & { fin: number; suivre?: (fraction: number) => void; rangees?: (m: Modele) => Rangee[] }

/** Branches explored to break ties, no more: equal allocations abound when there are thousands of dossiers, and none is better than another. */
const NOEUDS_DE_DEPARTAGE = 200

type Calcul = { highs: Highs; p: Probleme; m: Modele; o: OptionsCalcul; entiers: boolean; acquis: Rangee[]; depart: Float64Array | null }

export { chargerHighs, type Highs }

/**
 * The best allocation: the objectives in their order, then the most money granted, then the best rated dossiers (least sum of ranks lost), then,
 * among amounts, what is left completes the best rated first. Amounts are first allowed to be fractions, which proves faster; if whole amounts
 * cannot reach the same values, everything is done again with whole numbers. What comes out was checked in integers, or does not come out.
 */
export function resoudre(highs: Highs, p: Probleme, o: OptionsCalcul): Issue {
  const m = construire(p, o)
  const enFractions = tenter({ highs, p, m, o, entiers: false, acquis: o.rangees?.(m) ?? [], depart: null })
  return enFractions ?? tenter({ highs, p, m, o, entiers: true, acquis: o.rangees?.(m) ?? [], depart: null }) ?? { statut: 'rien' }
}

/** Undefined when whole amounts do not reach what fractions promised. */
function tenter(c: Calcul): Issue | undefined {
  const etapes = [...c.p.objectifs.map(o => ({ cout: coutDe(c.m, o), noeuds: undefined })), ...departages(c.m)]
  let borne = 0
  let optimum = true
  let departage = true
  for (const [i, { cout, noeuds }] of etapes.entries()) {
    const r = optimiser(c.highs, c.m, { ...demande(c), sens: 'max', cout, ...(noeuds === undefined ? {} : { noeuds }) })
    if (r.statut === 'infaisable' && i === 0) return { statut: 'incompatible' }
    if (!aDesColonnes(r)) {
      if (!c.depart) return { statut: 'rien' }
      departage = false
      break
    }
    const avant = c.acquis
    const valeur = retenir(c, r.colonnes, cout)
    const prouve = r.statut === 'optimal' && r.borne <= valeur
    if (i === 0) borne = prouve ? valeur : r.borne
    if (i < c.p.objectifs.length) optimum &&= prouve
    else departage &&= prouve
    if (!optimum) break
    c.m = reduire(c.highs, c.m, { ...demande(c), rangees: avant, sens: 'max', cout }, valeur)
    if (choixFaits(c.m)) break
    c.o.suivre?.((i + 1) / (etapes.length + 1))
  }
  return conclure(c, { borne, optimum, departage: departage && optimum })
}

/** One selection only can still reach what was reached: no tie is left to break. */
const choixFaits = (m: Modele) => m.entiers.every((e, i) => !e || m.bas[i] === m.haut[i])

const aDesColonnes = (r: Reponse): r is Exclude<Reponse, { statut: 'infaisable' | 'rien' }> => 'colonnes' in r
const demande = (c: Calcul): Omit<Demande, 'sens' | 'cout'> => ({ rangees: c.acquis, entiers: c.entiers, depart: c.depart, fin: c.o.fin })

/** Keeps what a stage reached as a constraint of the next ones, and says its value. */
function retenir(c: Calcul, colonnes: Float64Array, cout: Coef[]): number {
  c.depart = Float64Array.from(colonnes, (v, i) => (c.m.entiers[i] ? Math.round(v) : v))
  const valeur = Math.floor(cout.reduce((s, [col, v]) => s + v * c.depart![col]!, 0) + 1e-6)
  if (cout.length > 0) c.acquis = [...c.acquis, { min: valeur, max: Number.POSITIVE_INFINITY, coefs: cout }]
  return valeur
}

export const coutDe = (m: Modele, o: Objectif): Coef[] =>
  m.candidats.map(k => [k.x, valeurPour(o, k.dossier)] as const).filter(([, v]) => v !== 0)

const toutLArgent = (m: Modele): Coef[] => m.candidats.flatMap(argent)
const poids = (m: Modele, k: Candidat) => m.candidats.length - k.rang
const departages = (m: Modele) =>
  [toutLArgent(m), m.candidats.map(k => [k.x, poids(m, k)] as const)].map(cout => ({ cout, noeuds: NOEUDS_DE_DEPARTAGE }))

/** Whole amounts for the selection found: the most money, then the best rated first. */
function conclure(c: Calcul, preuve: Allocation['preuve']): Issue | undefined {
  const choix = c.depart!
  const fige: Modele = {
    ...c.m,
    bas: c.m.bas.map((b, i) => (c.m.entiers[i] ? choix[i]! : b)),
    haut: c.m.haut.map((h, i) => (c.m.entiers[i] ? choix[i]! : h)),
  }
  const remplissage: Calcul = { ...c, m: fige, acquis: [...c.acquis], entiers: true, depart: null }
  const restes = fige.candidats.flatMap(k => k.tranches.flatMap(t => (t.plus === null ? [] : [[t.plus, poids(fige, k)] as const])))
  for (const cout of [toutLArgent(fige), restes]) {
    const r = optimiser(c.highs, fige, { ...demande(remplissage), sens: 'max', cout })
    if (aDesColonnes(r)) retenir(remplissage, r.colonnes, cout)
    else if (r.statut === 'infaisable') return undefined
    else break
  }
  if (!remplissage.depart) return { statut: 'rien' }
  const attributions = lire(c.p, fige, remplissage.depart)
  const defauts = verifier(c.p, attributions, c.o.sans)
  if (defauts.length > 0 && !c.o.elastique) {
    if (!c.entiers) return undefined
    throw new Error(`allocation not exact: ${defauts.join(', ')}`)
  }
  return { statut: preuve.optimum ? 'optimal' : 'limite', allocation: { attributions, totaux: totaliser(c.p, attributions), preuve } }
}

/** Columns → cents of each retained dossier and lot. */
export function lire(p: Probleme, m: Modele, colonnes: Float64Array): Attribution[] {
  const entier = (c: number | null) => (c === null ? 0 : Math.round(colonnes[c]!))
  return m.candidats
    .filter(k => entier(k.x) === 1)
    .map(({ dossier, fixe, tranches }) => {
      const montant = fixe ?? m.unite * tranches.reduce((s, t) => s + (entier(t.y) === 0 ? 0 : t.bas + entier(t.plus)), 0)
      return { id: dossier.id, montant, lots: repartir(dossier, p.contraintes, montant, fixe !== null) }
    })
}

/**
 * Fixes the choices that are the same in every allocation worth at least `valeur`, so that ties are broken among the few dossiers that can still
 * move. For any prices on the constraints, objective − prices × constraints bounds every allocation from above: a choice whose reversal takes that
 * bound below `valeur` is settled. The prices come from the solver; the bound is computed here, so wrong prices settle nothing wrong.
 */
export function reduire(highs: Highs, m: Modele, d: Demande, valeur: number): Modele {
  const rangees = [...m.rangees, ...(d.rangees ?? [])]
  const prix = dualite(highs, m, d)
  if (!prix) return m
  const net = new Float64Array(m.bas.length)
  for (const [c, v] of d.cout) net[c]! += v
  let borne = 0
  for (const [i, r] of rangees.entries()) borne += porter(net, r, prix[i]!)
  for (const [j, n] of net.entries()) borne += n === 0 ? 0 : n * (n > 0 ? m.haut[j]! : m.bas[j]!)
  const perteAdmise = borne - valeur + MARGE * (1 + Math.abs(valeur))
  if (!Number.isFinite(perteAdmise)) return m
  const regle = (j: number) => m.entiers[j] && m.haut[j]! - m.bas[j]! === 1 && Math.abs(net[j]!) > perteAdmise
  return {
    ...m,
    bas: m.bas.map((b, j) => (regle(j) && net[j]! > 0 ? m.haut[j]! : b)),
    haut: m.haut.map((h, j) => (regle(j) && net[j]! < 0 ? m.bas[j]! : h)),
  }
}

/** Far above what sums of a few thousand doubles can lose, far below what a dossier weighs. */
const MARGE = 1e-9

/** Takes a row at its price off the objective, and returns what it adds to the bound. A price on a side that has no limit counts for nothing. */
function porter(net: Float64Array, { min, max, coefs }: Rangee, prix: number): number {
  const limite = prix > 0 ? max : min
  if (prix === 0 || !Number.isFinite(limite)) return 0
  for (const [c, v] of coefs) net[c]! -= prix * v
  return prix * limite
}
