import type { Appel } from '../cahier/index.ts'

/** `clauses`: those of what it judges, when one rule judges several declarations. */
export type Regle = Appel['regles'][number]
export type Controle = Regle['controles'][number] & { clauses?: readonly string[] }
type Ecran = Appel['simulateur']['ecrans'][number]['type']
export type Bloc = 'structure' | 'partenaires' | 'plan' | 'minimis'
/** A rule that a declaration makes, in the words of its subject. */
export type Partie = {
  code: string
  titre: string
  clauses: readonly string[]
  bloc: Bloc
  champ: string
  /** The screens of the simulator that ask what it reads: without one of them, the simulator does not say it. `aucun`: what no screen may ask. */
  ecrans: readonly Ecran[] | 'aucun'
  /** It stands for another in the simulator, which does not ask what that one reads. */
  simulateurSeul?: boolean
  applicable?: { si: string; sinon: string }
  controles: readonly Controle[]
  respectee: string
}

/** Words of the call inside a sentence, where braces hold formulas. */
export const mots = (t: string) => t.replace(/[{}]/g, '')
export const minuscule = (t: string) => (/^\p{Lu}\p{Ll}/u.test(t) ? t.charAt(0).toLowerCase() + t.slice(1) : t)
export const refus = (formule: string, phrase: string, constat?: string): Controle => ({
  formule,
  sinon: 'non_respectee',
  phrase,
  ...(constat ? { constat } : {}),
})
export const codes = (liste: readonly string[]) => liste.map(c => `'${c}'`).join(' ; ')
/** An amount as a formula reads it. */
export const euros = (n: number) => `${Math.floor(n / 100)},${String(n % 100).padStart(2, '0')} €`
