import { type Conflit, conflits } from './conflits.ts'
import { type Highs, optimiser } from './highs.ts'
import { construire, type OptionsModele } from './modele.ts'
import { classer, type Dossier, type Objectif, type Probleme } from './probleme.ts'
import { type Allocation, coutDe, lire, resoudre } from './resoudre.ts'
import type { Totaux } from './totaux.ts'
import { depassement } from './verifier.ts'

/** Against the allocation: what the first objective loses, who comes in and who goes out. */
export type Ecart = { objectif: Objectif; perte: number; entrent: string[]; sortent: string[]; totaux: Totaux }

export type Explication = { id: string; points: number; demande: number } & (Retenu | NonRetenu)
type Retenu = {
  retenu: true
  montant: number
  enEntier: boolean
  main: boolean
  /** The best allocation without it; null when the constraints cannot do without it, undefined when the time ran out. */
  sansLui: Ecart | null | undefined
  /** Hundredths of a point that it can lose and stay in for certain; null when scores do not decide. */
  marge: number | null
  /** The best allocation that gives all it asked; only when it receives less. */
  toutDonner: Ecart | null | undefined
}
type NonRetenu = {
  retenu: false
  raison:
    | { genre: 'exclu' }
    | { genre: 'seuil'; manque: number }
    /** No amount between its floor and its demand is allowed. */
    | { genre: 'montant' }
    /** It could come in, at a loss. */
    | { genre: 'total'; avecLui: Ecart }
    /** It cannot come in: these constraints contradict each other when it is imposed. */
    | { genre: 'contraintes'; conflits: Conflit[] | null }
    | { genre: 'temps' }
  faudrait: Faudrait | null
}
/** Each of them is enough alone; null when it is not, or when the time ran out. */
export type Faudrait = {
  /** Hundredths of a point more, that bring it in for certain. */
  points: number | null
  /** Cents: the highest amount for which it comes in for certain. */
  montant: number | null
  /** Cents to add to the envelope so that it comes in and the first objective loses nothing. */
  enveloppe: number | null
}

type Calcul = { highs: Highs; p: Probleme; base: Allocation; d: Dossier; fin: number }

/** Why a dossier is in or out of an allocation, and what would change that: the allocation is computed again with it forced in, or out. */
export function expliquer(highs: Highs, p: Probleme, base: Allocation, id: string, fin: number): Explication {
  const d = p.dossiers.find(x => x.id === id)
  if (!d) throw new Error(`unknown dossier ${id}`)
  const c: Calcul = { highs, p, base, d, fin }
  const attribution = base.attributions.find(a => a.id === id)
  return { id, points: d.points, demande: d.demande, ...(attribution ? retenu(c, attribution.montant) : nonRetenu(c)) }
}

function retenu(c: Calcul, montant: number): Retenu {
  const { p, d } = c
  const tout = d.demande - (d.demande % p.contraintes.granularite)
  const enEntier =
    montant >= (d.lots.length > 0 ? d.lots.reduce((s, l) => s + l.montant - (l.montant % p.contraintes.granularite), 0) : tout)
  const main = d.main !== null
  const sansLui = main ? null : avec(c, { geste: 'exclure' })
  const parLaNote = p.objectifs[0] === 'points' && !main && sansLui
  const seuil = p.contraintes.seuil === null ? d.points : d.points - p.contraintes.seuil
  return {
    retenu: true,
    montant,
    enEntier,
    main,
    sansLui,
    marge: parLaNote ? Math.max(0, Math.min(sansLui.perte - 1, seuil)) : null,
    toutDonner: enEntier || main ? null : avec(c, { geste: 'montant', montant: tout }),
  }
}

function nonRetenu(c: Calcul): NonRetenu {
  const { seuil } = c.p.contraintes
  if (c.d.main?.geste === 'exclure') return { retenu: false, raison: { genre: 'exclu' }, faudrait: null }
  if (seuil !== null && c.d.points < seuil) return { retenu: false, raison: { genre: 'seuil', manque: seuil - c.d.points }, faudrait: null }
  const m = construire(c.p)
  const k = m.candidats.find(x => x.dossier.id === c.d.id)!
  if (k.tranches.length === 0)
    return { retenu: false, raison: { genre: 'montant' }, faudrait: { points: null, montant: montantQuiEntre(c), enveloppe: null } }
  const avecLui = avec(c, { geste: 'retenir' })
  if (avecLui === undefined) return { retenu: false, raison: { genre: 'temps' }, faudrait: null }
  const points = avecLui && c.p.objectifs[0] === 'points' ? avecLui.perte + 1 : null
  const faudrait = { points, montant: montantQuiEntre(c), enveloppe: enveloppeQuiEntre(c) }
  if (avecLui) return { retenu: false, raison: { genre: 'total', avecLui }, faudrait }
  return { retenu: false, raison: { genre: 'contraintes', conflits: conflits(c.highs, decider(c, { geste: 'retenir' }), c.fin) }, faudrait }
}

const decider = ({ p, d }: Calcul, main: NonNullable<Dossier['main']>): Probleme => ({
  ...p,
  dossiers: p.dossiers.map(x => (x === d ? { ...x, main } : x)),
})

/** The best allocation with a decision on the dossier, against the one explained. Null: impossible. Undefined: no proof in time. */
function avec(c: Calcul, main: NonNullable<Dossier['main']>): Ecart | null | undefined {
  const issue = resoudre(c.highs, decider(c, main), { fin: c.fin })
  if (issue.statut === 'incompatible') return null
  if (issue.statut !== 'optimal') return undefined
  const objectif = c.p.objectifs[0]!
  const avant = c.base.attributions.map(a => a.id)
  const apres = issue.allocation.attributions.map(a => a.id)
  return {
    objectif,
    perte: c.base.totaux[objectif] - issue.allocation.totaux[objectif],
    entrent: apres.filter(id => !avant.includes(id)),
    sortent: avant.filter(id => !apres.includes(id)),
    totaux: issue.allocation.totaux,
  }
}

/** Extreme amount under which the first objective is worth `valeur` with the dossier in: one programme, with the amount as its unknown. */
function extreme(c: Calcul, o: OptionsModele, valeur: number, sens: 'max' | 'min', cle: 'jeu' | 'montant') {
  const m = construire(decider(c, { geste: 'retenir' }), o)
  const k = m.candidats.find(x => x.dossier.id === c.d.id)!
  const cout = cle === 'jeu' ? [[m.jeu!, 1] as const] : [[k.tranches[0]?.plus ?? -1, 1] as const].filter(([col]) => col >= 0)
  const rangees = [{ min: valeur, max: Number.POSITIVE_INFINITY, coefs: coutDe(m, c.p.objectifs[0]!) }]
  const r = optimiser(c.highs, m, { sens, cout, rangees, entiers: true, fin: c.fin })
  return 'colonnes' in r && r.statut === 'optimal' ? lire(c.p, m, r.colonnes) : null
}

function montantQuiEntre(c: Calcul): number | null {
  const attributions = extreme(c, { libre: c.d.id }, c.base.totaux[c.p.objectifs[0]!] + 1, 'max', 'montant')
  return attributions?.find(a => a.id === c.d.id)?.montant ?? null
}

function enveloppeQuiEntre(c: Calcul): number | null {
  const attributions = extreme(c, { elastique: 'enveloppe' }, c.base.totaux[c.p.objectifs[0]!], 'min', 'jeu')
  return attributions && Math.max(0, depassement(c.p, attributions, 'enveloppe'))
}

/**
 * For each dossier left out that its score would let in, the best rated first: cents to add to the envelope so that it comes in and the first
 * objective loses nothing; null when money alone does not bring it in. Those for which there was no time are left out.
 */
export function manques(
  highs: Highs,
  p: Probleme,
  base: Allocation,
  { fin, suivre }: { fin: number; suivre: (fraction: number) => void },
): Record<string, number | null> {
  const dedans = new Set(base.attributions.map(a => a.id))
  const { seuil } = p.contraintes
  const dehors = classer(p.dossiers).filter(d => !dedans.has(d.id) && d.main?.geste !== 'exclure' && (seuil === null || d.points >= seuil))
  const trouves: Record<string, number | null> = {}
  for (const [i, d] of dehors.entries()) {
    const manque = enveloppeQuiEntre({ highs, p, base, d, fin })
    if (performance.now() > fin) break
    trouves[d.id] = manque
    suivre((i + 1) / dehors.length)
  }
  return trouves
}
