import type { RegleInstruite } from '../../constats/index.ts'

/** What a sentence of the service is for: the reason of a verdict, or what is asked of the porteur. */
export const GENRES = ['respectee', 'non_respectee', 'a_completer', 'sans_objet', 'demande'] as const
export type Genre = (typeof GENRES)[number]
/** Letters of a sentence, at most: those of a reason. */
export const PHRASE_MAX = 2000

/** Those that the service keeps for one rule. */
export type Gardees = Readonly<Partial<Record<Genre, string>>>
/** One of them, with whose it is. */
export type Gardee = { regle: string; genre: Genre; texte: string; par: string; le: Date }

/** Those of one rule, by what they are for. Pure. */
export const deLaRegle = (gardees: readonly Gardee[], regle: string): Gardees =>
  Object.fromEntries(gardees.flatMap(g => (g.regle === regle ? [[g.genre, g.texte]] : [])))
export type Phrases = Readonly<Record<Genre, string>>

/** Results of which the rule itself says what is to be mended. */
const DEMANDENT: ReadonlySet<string> = new Set(['a_completer', 'non_respectee', 'attention'])
const point = (t: string) => (/[.!?…]$/.test(t) ? t : `${t}.`)

/**
 * The sentence of each verdict on a rule, and of what is asked: the one that the service keeps, otherwise what the rule itself found where it says the same thing, otherwise a plain
 * one. `dit`: what the rule says to whoever files. Pure.
 */
export function phrasesDe(r: Pick<RegleInstruite, 'titre' | 'automatique' | 'phrase'>, gardees: Gardees, dit = r.phrase): Phrases {
  const nom = `«\u00a0${r.titre}\u00a0»`
  const siElleLeDit = (genre: Genre, sinon: string) => gardees[genre] ?? (r.automatique === genre ? point(r.phrase) : sinon)
  return {
    respectee: siElleLeDit('respectee', `Vérifié au dossier\u00a0: la règle ${nom} est respectée.`),
    non_respectee: siElleLeDit('non_respectee', `Le dossier ne respecte pas la règle ${nom}.`),
    a_completer: siElleLeDit('a_completer', `Le dossier ne permet pas de vérifier la règle ${nom}.`),
    sans_objet: siElleLeDit('sans_objet', `La règle ${nom} ne concerne pas ce projet.`),
    demande:
      gardees.demande ??
      (DEMANDENT.has(r.automatique) ? point(dit) : `Le dossier ne permet pas de vérifier la règle ${nom}. Complétez ce qui manque.`),
  }
}
