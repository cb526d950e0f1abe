import { divise, enCentiemes, type Fraction, fois, fraction, sommeExacte } from '../../../lib/fractions.ts'
import type { Appel } from '../../cahier/index.ts'

export const SANS_OBJET = 'sans_objet'
export type Echelon = { note: number; libelle: string; sens: string | undefined }
/** What a member scores: a criterion of the call, or one of its priorities. */
export type CritereNote = {
  code: string
  /** « a », « b »… in the order of the grid. */
  lettre: string
  titre: string
  libelle: string
  clauses: readonly string[]
  famille: 'critere' | 'priorite'
  poids: number
  sansObjet: boolean
  echelons: readonly Echelon[]
}
export type Note = { valeur: number | null; sansObjet: boolean; commentaire: string; depotId: string }
export type Notes = Readonly<Record<string, Note>>

const NOMS = ['Absent', 'Partiel', 'Solide', 'Exemplaire']
const lettre = (rang: number) => (rang < 26 ? String.fromCharCode(97 + rang) : String(rang + 1))

/**
 * What the comité scores under a call, on one scale. All count the same, unless the call weighs its criteria: then each has its weight, and what
 * has none is left out of the grid. `applicables`: codes of the criteria that concern the dossier. Pure.
 */
export function criteresNotes(appel: Pick<Appel, 'criteres' | 'priorites'>, applicables: ReadonlySet<string>): CritereNote[] {
  const { echelle, ponderes, liste } = appel.criteres
  const degres = Array.from({ length: echelle.max - echelle.min + 1 }, (_, n) => echelle.min + n)
  const nom = (note: number) =>
    echelle.libelles.find(l => l.note === note)?.libelle ?? (degres.length === NOMS.length ? NOMS[note - echelle.min]! : '')
  const echelons = (siens: readonly { note: number; libelle: string }[]) =>
    degres.map(note => ({ note, libelle: nom(note), sens: siens.find(e => e.note === note)?.libelle }))
  const criteres = liste
    .filter(c => applicables.has(c.code))
    .map(c => ({
      code: c.code,
      titre: c.titre ?? c.libelle.replace(/\.$/, ''),
      libelle: c.libelle,
      clauses: [c.clause],
      famille: 'critere' as const,
      poids: ponderes ? (c.poids ?? 0) : 1,
      sansObjet: c.sans_objet,
      echelons: echelons(c.echelons),
    }))
  const priorites = appel.priorites.map((p, i) => ({
    code: `priorite_${i + 1}`,
    titre: p.titre ?? p.libelle,
    libelle: p.libelle,
    clauses: p.clauses,
    famille: 'priorite' as const,
    poids: ponderes ? 0 : 1,
    sansObjet: false,
    echelons: echelons(p.echelons),
  }))
  return [...criteres, ...priorites].filter(c => c.poids > 0).map((c, i) => ({ lettre: lettre(i), ...c }))
}

/** Every criterion of a call, those that may not concern a dossier included. */
export const tousLesCriteres = (appel: Pick<Appel, 'criteres' | 'priorites'>) =>
  criteresNotes(appel, new Set(appel.criteres.liste.map(c => c.code)))

/** Weighed points, exact: a weight is a decimal that the call writes. */
const peser = (criteres: readonly CritereNote[], note: (c: CritereNote) => number) =>
  sommeExacte(criteres.map(c => fois(fraction(c.poids), fraction(note(c)))))
const auMieux = (c: CritereNote) => c.echelons.at(-1)!.note
/** To be shown: rounded to the hundredth. Nothing is computed from it. */
const enPoints = (f: Fraction) => enCentiemes(f) / 100

/** What a dossier could have at most, on the whole scale of the call. */
export const pointsMax = (appel: Pick<Appel, 'criteres' | 'priorites'>) => enPoints(peser(tousLesCriteres(appel), auMieux))

const donnee = (n: Note | undefined): n is Note => !!n && (n.valeur !== null || n.sansObjet)
/** Scored on an earlier filing of the dossier. */
export const aRelire = (n: Note | undefined, depotId: string) => donnee(n) && n.depotId !== depotId

export type Total = { points: number; sur: number; notes: number; attendus: number }
/** Points so far, out of what the criteria scored could give. What does not concern the project takes nothing away. Pure. */
export function totalDe(criteres: readonly CritereNote[], notes: Notes): Total {
  const { points, sur } = totalExact(criteres, notes)
  return {
    points: enPoints(points),
    sur: enPoints(sur),
    notes: criteres.filter(c => donnee(notes[c.code])).length,
    attendus: criteres.length,
  }
}
function totalExact(criteres: readonly CritereNote[], notes: Notes) {
  const comptes = criteres.filter(c => donnee(notes[c.code]) && !notes[c.code]!.sansObjet)
  return { points: peser(comptes, c => notes[c.code]!.valeur!), sur: peser(comptes, auMieux) }
}

/** Hundredths of a point, out of `sur`: 23,33 is 2333. What is shown of a dossier is what ranks it: equal on the page, equal for the optimiser. */
export type Moyenne = { centiemes: number; sur: number; grilles: number }
/**
 * The average of the finalised scores of a dossier. Each grid is brought to the whole scale of the call first, so that a criterion which does not
 * concern a project neither helps nor harms it. Exact, then rounded once, half up: the order of the grids changes nothing. `criteres`: all those of the call. Pure.
 */
export function moyenneDe(criteres: readonly CritereNote[], grilles: readonly Notes[]): Moyenne | undefined {
  const sur = peser(criteres, auMieux)
  const totaux = grilles.map(g => totalExact(criteres, g)).filter(t => t.sur.n > 0n)
  if (totaux.length === 0) return undefined
  const parts = sommeExacte(totaux.map(t => divise(t.points, t.sur)))
  return { centiemes: enCentiemes(divise(fois(parts, sur), fraction(totaux.length))), sur: enPoints(sur), grilles: totaux.length }
}

/** « 23,33 », « 21 ». */
export const formatPoints = (centiemes: number) => direPoints(centiemes / 100)
/** The same, of points. */
export const direPoints = (points: number) => String(points).replace('.', ',')

/** Criteria that keep a grid from being finalised, and why. Pure. */
export const manquesDe = (criteres: readonly CritereNote[], notes: Notes, depotId: string) =>
  criteres.flatMap(c =>
    !donnee(notes[c.code])
      ? [{ code: c.code, phrase: `Notez «\u00a0${c.titre}\u00a0»` }]
      : aRelire(notes[c.code], depotId)
        ? [{ code: c.code, phrase: `Relisez «\u00a0${c.titre}\u00a0»\u00a0: le dossier a changé depuis votre note` }]
        : [],
  )

export type Ecart = { critere: CritereNote; valeurs: readonly (number | null)[]; moyenne: number | null; ecart: number }
/** Scores side by side, those on which members differ most first. `null`: said without object. Pure. */
export function ecartsDe(criteres: readonly CritereNote[], grilles: readonly Notes[]): Ecart[] {
  return criteres
    .map(critere => {
      const valeurs = grilles.map(g => g[critere.code]?.valeur ?? null)
      const chiffres = valeurs.filter(v => v !== null)
      return {
        critere,
        valeurs,
        moyenne: chiffres.length > 0 ? enPoints(divise(sommeExacte(chiffres.map(fraction)), fraction(chiffres.length))) : null,
        ecart: chiffres.length > 1 ? Math.max(...chiffres) - Math.min(...chiffres) : 0,
      }
    })
    .sort((a, b) => b.ecart - a.ecart)
}
