import { COMPARAISONS, enfantsDe, type Noeud } from './formules.ts'
import { type Corps, valeursDuCorps } from './publicodes.ts'

/** Facts and figures that a comparison comes down to, through the parameters and calculations that it names. */
export type Lu = { readonly faits: ReadonlySet<string>; readonly chiffres: ReadonlySet<string> }
/** What one rule judges at the filing: each of its comparisons, and all of them together. */
export type RegleLue = { readonly comparaisons: readonly Lu[]; readonly tout: Lu }

/** A figure by its kind, so that 10 people are not 10 euros. */
export const chiffre = (type: 'montant' | 'taux' | 'nombre' | 'date', valeur: number) => `${type} ${Math.round(valeur * 1e6)}`
export const unCode = (code: string) => `code ${code}`

type Corpus = ReadonlyMap<string, Corps>
const corpsDe = (corps: Corpus, nom: string): Corps => corps.get(nom) ?? { quoi: 'fait' }

/** What chooses a value (the entry of a scale, the condition of a « si ») is not what is judged: it is left out. */
function lire(depart: Noeud, corps: Corpus): Lu {
  const faits = new Set<string>()
  const chiffres = new Set<string>()
  const vus = new Set<string>()
  const voir = (n: Noeud): void => {
    if (n.genre === 'litteral') {
      if (n.type === 'texte') chiffres.add(unCode(n.valeur))
      else if (n.type !== 'oui_non') chiffres.add(chiffre(n.type, n.valeur))
    } else if (n.genre === 'nom') {
      if (vus.has(n.nom)) return
      vus.add(n.nom)
      const c = corpsDe(corps, n.nom)
      if (c.quoi === 'fait') faits.add(n.nom)
      else valeursDuCorps(c).forEach(voir)
    } else if (n.genre === 'si') [n.alors, n.sinon].forEach(voir)
    else enfantsDe(n).forEach(voir)
  }
  voir(depart)
  return { faits, chiffres }
}

/** The comparisons of a condition, through what joins them and the calculations that give one. */
function comparaisonsDe(depart: Noeud, corps: Corpus): Noeud[] {
  const vus = new Set<string>()
  const voir = (n: Noeud): Noeud[] => {
    if (n.genre === 'operation' && COMPARAISONS.includes(n.op)) return [n]
    if (n.genre !== 'nom') return n.genre === 'parmi' ? [n] : enfantsDe(n).flatMap(voir)
    if (vus.has(n.nom)) return []
    vus.add(n.nom)
    const c = corpsDe(corps, n.nom)
    return c.quoi === 'fait' ? [n] : valeursDuCorps(c).flatMap(voir)
  }
  return voir(depart)
}

const reunir = (lus: readonly Lu[]): Lu => ({
  faits: new Set(lus.flatMap(l => [...l.faits])),
  chiffres: new Set(lus.flatMap(l => [...l.chiffres])),
})

type Jugee = { regle: { usages: readonly string[] }; controles: readonly { condition: { cle: string } }[] }
/** What the rules of the file judge of a dossier that is filed. What a rule is applied on (`applicable_si`) is not judged by it. Pure. */
export function lectureDesRegles(regles: readonly Jugee[], corps: Corpus): RegleLue[] {
  return regles
    .filter(r => r.regle.usages.includes('depot'))
    .map(r => {
      const noeuds = r.controles.flatMap(c => valeursDuCorps(corpsDe(corps, c.condition.cle)))
      const comparaisons = noeuds.flatMap(n => comparaisonsDe(n, corps)).map(n => lire(n, corps))
      return { comparaisons, tout: reunir(comparaisons) }
    })
}

/** Whether a rule of the file compares one of these facts with all of these figures. */
export const compare = (regles: readonly RegleLue[], faits: readonly string[], chiffres: readonly string[] = []) =>
  regles.some(r => r.comparaisons.some(l => cite(l, faits, chiffres)))
/** Whether a rule of the file compares all of these facts together, with all of these figures. */
export const rapproche = (regles: readonly RegleLue[], faits: readonly string[], chiffres: readonly string[] = []) =>
  regles.some(r => r.comparaisons.some(l => faits.every(f => l.faits.has(f)) && chiffres.every(c => l.chiffres.has(c))))
/** Whether a rule of the file reads one of these facts and all of these figures, be it in two of its controls. */
export const juge = (regles: readonly RegleLue[], faits: readonly string[], chiffres: readonly string[] = []) =>
  regles.some(r => cite(r.tout, faits, chiffres))
const cite = (l: Lu, faits: readonly string[], chiffres: readonly string[]) =>
  faits.some(f => l.faits.has(f)) && chiffres.every(c => l.chiffres.has(c))
