import { type Intervalle, intervalles } from './lots.ts'
import { appartient, type Cle, classer, type Dossier, montantDeLaPart, type Part, type Probleme } from './probleme.ts'

/**
 * A problem as a mixed-integer programme. Money is counted in units of the granularity, so amounts are whole numbers; what people fixed by hand,
 * to the cent, is taken off the limits first, which are then rounded inwards: no cent is lost or made by the change of unit.
 */
export type Modele = {
  bas: number[]
  haut: number[]
  entiers: boolean[]
  rangees: Rangee[]
  candidats: Candidat[]
  unite: number
  /** Column of the slack of the constraint made elastic, in the unit of its rows. */
  jeu: number | null
  /** Known without solving: two constraints contradict each other on one dossier. */
  impossible: boolean
}
export type Coef = readonly [colonne: number, valeur: number]
export type Rangee = { min: number; max: number; coefs: Coef[] }
/** `x`: is it retained. `fixe`: cents set by hand, then no tranche. The amount lies in one of the tranches, whose `y` is then 1. */
export type Candidat = { dossier: Dossier; rang: number; x: number; fixe: number | null; tranches: Tranche[] }
/** Units received: `bas` when `y` is 1, plus `plus` (a column from 0 to haut − bas; null when the amount cannot vary). */
export type Tranche = Intervalle & { y: number; plus: number | null }
/** `libre`: a dossier that may receive any amount up to its demand, whatever its porteur accepts. */
export type OptionsModele = { sans?: ReadonlySet<Cle>; elastique?: Cle | null; libre?: string }

const INFINI = Number.POSITIVE_INFINITY
const AUCUNE: ReadonlySet<Cle> = new Set()

/** Writes the programme of a problem; `sans` leaves constraints out, `elastique` lets one of them give way by its slack. */
export function construire(p: Probleme, { sans = AUCUNE, elastique = null, libre }: OptionsModele = {}): Modele {
  const m: Modele = {
    bas: [],
    haut: [],
    entiers: [],
    rangees: [],
    candidats: [],
    unite: p.contraintes.granularite,
    jeu: null,
    impossible: false,
  }
  const ctx: Ctx = { p, m, active: c => !sans.has(c) && c !== elastique, elastique, libre }
  if (elastique) m.jeu = colonne(m, 0, INFINI, false)
  for (const [rang, d] of classer(p.dossiers).entries()) candidat(ctx, d, rang)
  limites(ctx)
  return m
}

type Ctx = { p: Probleme; m: Modele; active: (c: Cle) => boolean; elastique: Cle | null; libre: string | undefined }

function colonne(m: Modele, bas: number, haut: number, entier: boolean): number {
  if (bas > haut) m.impossible = true
  m.entiers.push(entier)
  m.haut.push(haut)
  return m.bas.push(bas) - 1
}

/** A row of a named constraint: gone when left out, loosened by the slack when elastic. */
function rangee({ m, active, elastique }: Ctx, cle: Cle | null, min: number, max: number, coefs: Coef[]) {
  if (cle && cle !== elastique && !active(cle)) return
  const jeu = cle && cle === elastique ? [[m.jeu!, max === INFINI ? 1 : -1] as const] : []
  if (coefs.length + jeu.length === 0) m.impossible ||= min > 0 || max < 0
  else m.rangees.push({ min, max, coefs: [...coefs, ...jeu] })
}

function candidat(ctx: Ctx, d: Dossier, rang: number) {
  const { p, m, active } = ctx
  const { seuil, plafond, plancher } = p.contraintes
  const main = d.main && active(`main:${d.id}`) ? d.main : null
  const fixe = main?.geste === 'montant' ? main.montant : null
  const tranches =
    fixe === null
      ? intervalles(...sansPlancher(ctx, d), { min: active('plancher') ? plancher : null, max: active('plafond') ? plafond : null })
      : []
  const sousLeSeuil = seuil !== null && d.points < seuil
  const ecarte = main?.geste === 'exclure' || (sousLeSeuil && active('seuil')) || (fixe === null && tranches.length === 0)
  const x = colonne(m, main && main.geste !== 'exclure' ? 1 : 0, ecarte ? 0 : 1, true)
  const k: Candidat = { dossier: d, rang, x, fixe, tranches: [] }
  m.candidats.push(k)
  if (sousLeSeuil && ctx.elastique === 'seuil') rangee(ctx, 'seuil', -INFINI, 0, [[x, seuil - d.points]])
  if (fixe === null) ouvrirTranches(ctx, k, tranches)
  if (fixe !== null || ctx.elastique === 'plafond' || ctx.elastique === 'plancher') bornesDuDossier(ctx, k)
}

const sansPlancher = ({ p: { contraintes: c }, libre }: Ctx, d: Dossier): [Dossier, Probleme['contraintes']] =>
  d.id === libre
    ? [
        { ...d, plancher: 0, lots: [] },
        { ...c, montantsReduits: true },
      ]
    : [d, c]

function ouvrirTranches(ctx: Ctx, k: Candidat, tranches: Intervalle[]) {
  const { m } = ctx
  const seule = tranches.length === 1
  for (const { bas, haut } of tranches) {
    const y = seule ? k.x : colonne(m, 0, 1, true)
    const plus = haut > bas ? colonne(m, 0, haut - bas, false) : null
    k.tranches.push({ bas, haut, y, plus })
    if (plus !== null)
      m.rangees.push({
        min: -INFINI,
        max: 0,
        coefs: [
          [plus, 1],
          [y, bas - haut],
        ],
      })
  }
  if (tranches.length > 1) m.rangees.push({ min: 0, max: 0, coefs: [...k.tranches.map(t => [t.y, 1] as const), [k.x, -1]] })
}

/** Units received by a dossier, beside what is fixed. */
export const argent = (k: Candidat): Coef[] =>
  k.tranches
    .flatMap(t => (t.plus === null ? [[t.y, t.bas] as const] : [[t.y, t.bas] as const, [t.plus, 1] as const]))
    .filter(([, v]) => v !== 0)

/** Ceiling and floor as rows, for what is set by hand and when one of them gives way; and what the porteur of an amount set by hand accepts. */
function bornesDuDossier(ctx: Ctx, k: Candidat) {
  const { p, m } = ctx
  const { plafond, plancher } = p.contraintes
  const en = (c: number) => c / m.unite
  const coefs = (limite: number): Coef[] => (k.fixe === null ? [...argent(k), [k.x, -limite]] : [])
  const fixe = k.fixe === null ? 0 : k.fixe
  const reste = (limite: number) => (k.fixe === null ? 0 : limite - fixe)
  if (plafond !== null) rangee(ctx, 'plafond', -INFINI, Math.floor(en(reste(plafond))), fusionner(coefs(Math.floor(en(plafond)))))
  if (plancher !== null) rangee(ctx, 'plancher', Math.ceil(en(reste(plancher))), INFINI, fusionner(coefs(Math.ceil(en(plancher)))))
  if (k.fixe !== null) rangee(ctx, `porteur:${k.dossier.id}`, Math.ceil(en(k.dossier.plancher - fixe)), INFINI, [])
}

/** One coefficient a column: `y` and `x` are the same column when a dossier has one tranche. */
function fusionner(coefs: Coef[]): Coef[] {
  const sommes = new Map<number, number>()
  for (const [c, v] of coefs) sommes.set(c, (sommes.get(c) ?? 0) + v)
  return [...sommes].filter(([, v]) => v !== 0)
}

function limites(ctx: Ctx) {
  const { p, m } = ctx
  const c = p.contraintes
  enUnites(ctx, 'enveloppe', 'au_plus', c.enveloppe, m.candidats)
  for (const part of c.parts.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    enUnites(
      ctx,
      `part:${part.id}`,
      part.sens,
      montantDeLaPart(part, c.enveloppe),
      m.candidats.filter(k => appartient(k.dossier, part)),
    )
  if (c.laureatsMax !== null)
    rangee(
      ctx,
      'laureats',
      -INFINI,
      c.laureatsMax,
      m.candidats.map(k => [k.x, 1]),
    )
  const parId = new Map(m.candidats.map(k => [k.dossier.id, k.x]))
  for (const i of c.incompatibilites.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    rangee(
      ctx,
      `incompatibilite:${i.id}`,
      -INFINI,
      1,
      i.dossiers.map(d => [parId.get(d)!, 1]),
    )
}

function enUnites(ctx: Ctx, cle: Cle, sens: Part['sens'], limite: number, membres: Candidat[]) {
  const reste = (limite - membres.reduce((s, k) => s + (k.fixe ?? 0), 0)) / ctx.m.unite
  const coefs = membres.flatMap(argent)
  if (sens === 'au_plus') rangee(ctx, cle, -INFINI, Math.floor(reste), coefs)
  else rangee(ctx, cle, Math.ceil(reste), INFINI, coefs)
}
