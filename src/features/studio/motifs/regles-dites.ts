import { majuscule } from '../../../lib/mots.ts'
import { typographie } from '../../../lib/typographie.ts'
import { arbreDe } from './arbre.ts'
import { type Bareme, lecteurDeBaremes } from './baremes.ts'
import { type Morceau, morceauxDe } from './composer.ts'
import { direArbre } from './dire-arbre.ts'
import type { Offres } from './offre.ts'
import { offresDe } from './offres.ts'
import type { Phrase } from './phrase.ts'
import { reconnaitre } from './reconnaitre.ts'

/** A piece of a sentence that is shown: words, or what a blank holds. */
export type Mot = string | { mot: string }
/**
 * One formula of a draft as people read it. `mots`: its sentence; without them, `libre` reads it back word for word, and `faute` says why it is no formula. Of a list
 * of conditions there are several, which `lien` joins.
 */
export type Dite = { formule: string; mots?: Mot[]; libre?: string; faute?: string }
export type Condition = { dites: Dite[]; lien?: 'et' | 'ou' }
export type RegleDite = {
  rang: number
  titre: string
  clauses: string[]
  usages: string[]
  /** The label of the table on whose lines it is judged. */
  tableau?: string
  si?: Condition
  controles: { effet: string; bloquant: boolean; phrase: string; condition: Condition }[]
  /** The scales that it stands on and no rule above it does; those that stand with a rule above, by its rank. */
  baremes: Bareme[]
  plusHaut: { titre: string; rang: number }[]
}

/** What is read of a draft, which holds whatever was typed: those of a call, and no more formulas than it needs. */
const REGLES_MAX = 200
const CONTROLES_MAX = 20
const SIGNES_MAX = 60_000
/** Scales shown with the rules of a call. */
const BAREMES_MAX = 20

type Groupe = Readonly<Record<string, unknown>>
const groupe = (v: unknown): Groupe => (v !== null && typeof v === 'object' && !Array.isArray(v) ? (v as Groupe) : {})
const liste = (v: unknown): unknown[] => (Array.isArray(v) ? v : [])
const texte = (v: unknown) => (typeof v === 'string' ? typographie(v.slice(0, 4_000)) : '')

/** The rules of a draft, whatever its faults, each formula as the sentence that says it. Pure: done in a thread. */
export function reglesDites(brut: unknown, temps: 1 | 2 = 1): RegleDite[] {
  const appel = groupe(brut)
  const parTableau = new Map<string, Offres>()
  const offres = (tableau: string) => {
    const connues = parTableau.get(tableau) ?? offresDe(brut, { tableau: tableau || undefined })
    // a rule names one of a few tables
    if (parTableau.size < 20) parTableau.set(tableau, connues)
    return connues
  }
  const baremes = lecteurDeBaremes(brut)
  const montres = new Map<string, number>()
  let reste = SIGNES_MAX
  const lireUne = (formule: string, tableau: string) => {
    reste -= formule.length
    return direFormule(formule, offres(tableau), reste >= 0)
  }
  return liste(temps === 2 ? groupe(groupe(appel.phases).dossier_complet).regles : appel.regles)
    .slice(0, REGLES_MAX)
    .map((v, rang): RegleDite => {
      const r = groupe(v)
      const tableau = typeof r.tableau === 'string' ? r.tableau : ''
      const dire = (c: unknown, ou = tableau): Condition => {
        const { formules, lien } = formulesDe(c)
        return { ...(lien ? { lien } : {}), dites: formules.map(f => lireUne(f, ou)) }
      }
      const controles = liste(r.controles)
        .slice(0, CONTROLES_MAX)
        .map(x => {
          const c = groupe(x)
          const bloquant = c.bloquant === true || c.bloquant === 'oui'
          return { effet: texte(c.sinon), bloquant, phrase: texte(c.phrase), condition: dire(c.formule) }
        })
      const siens =
        reste >= 0
          ? baremes(
              controles.flatMap(c => c.condition.dites.map(d => d.formule)),
              offres(tableau),
            )
          : []
      const cle = (b: Bareme) => JSON.stringify(b.chemin)
      for (const b of siens) if (!montres.has(cle(b)) && montres.size < BAREMES_MAX) montres.set(cle(b), rang)
      return {
        rang,
        titre: texte(r.titre) || 'Règle sans titre',
        clauses: liste(r.clauses).map(String).slice(0, 60),
        usages: r.usages === undefined ? ['simulateur', 'depot', 'instruction'] : liste(r.usages).map(String).slice(0, 3),
        ...(tableau ? { tableau } : {}),
        ...(r.applicable_si === undefined ? {} : { si: dire(r.applicable_si, '') }),
        controles,
        baremes: siens.filter(b => montres.get(cle(b)) === rang),
        plusHaut: siens.flatMap(b => {
          const ou = montres.get(cle(b))
          return ou === undefined || ou === rang ? [] : [{ titre: b.titre, rang: ou }]
        }),
      }
    })
}

/** A condition of the file: one formula, or a list of them. */
export function formulesDe(c: unknown): { formules: string[]; lien?: 'et' | 'ou'; cle?: string } {
  for (const [cle, lien] of [
    ['toutes_ces_conditions', 'et'],
    ['une_de_ces_conditions', 'ou'],
  ] as const) {
    const dedans = groupe(c)[cle]
    if (dedans !== undefined) return { formules: liste(dedans).slice(0, CONTROLES_MAX).map(String), lien, cle }
  }
  return { formules: [typeof c === 'string' || typeof c === 'number' || typeof c === 'boolean' ? String(c) : ''] }
}

/** A formula in words. A YAML « oui » alone is not one, and says so like any other fault. */
export function direFormule(formule: string, offres: Offres, lue = true): Dite {
  if (!lue) return { formule: formule.slice(0, 200), faute: 'Cet appel a trop de formules pour les lire toutes ici.' }
  const lu = offres.lire(formule)
  if (!lu.ok) return { formule: formule.slice(0, 600), faute: `${majuscule(typographie(lu.error.message))}.` }
  const arbre = arbreDe(lu.value)
  const phrase = reconnaitre(arbre, offres)
  return phrase ? { formule, mots: motsDe(phrase, offres) } : { formule, libre: majuscule(direArbre(arbre, offres)) }
}

/** What stands out in a sentence: the figures and the answers, not what it speaks of. */
const DEMARQUE: ReadonlySet<string> = new Set(['valeur', 'codes', 'colonne'])
const enMots = (m: Morceau) => (typeof m === 'string' ? m : m.dit)
/** A sentence with what its blanks hold set apart. */
export function motsDe(p: Phrase, offres: Offres): Mot[] {
  if ('motif' in p)
    return morceauxDe(p, offres).map(m => (typeof m === 'string' || !DEMARQUE.has(m.case.genre) ? enMots(m) : { mot: m.dit }))
  return p.membres.flatMap((m, i) => [...(i === 0 ? [] : [p.lien === 'et' ? ', et ' : ', ou ']), ...motsDe(m, offres)])
}
