import { parseDate } from '../../lib/dates.ts'
import { type Centimes, parseEuros } from '../../lib/euros.ts'

/**
 * The subset of Publicodes that a call may use, parsed here so that every mistake gets a sentence and a column, and so that only names,
 * numbers and constants ever reach the engine. Grammar: `ou` < `et` < comparison < `+ -` < `* /` < parentheses.
 */
export type Noeud =
  | { genre: 'litteral'; type: 'montant' | 'taux' | 'nombre' | 'date'; valeur: number; debut: number }
  | { genre: 'litteral'; type: 'oui_non'; valeur: boolean; debut: number }
  | { genre: 'litteral'; type: 'texte'; valeur: string; debut: number }
  | { genre: 'nom'; nom: string; debut: number }
  | { genre: 'operation'; op: Operateur; gauche: Noeud; droite: Noeud; debut: number }
export type Operateur = 'ou' | 'et' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/'

/** `colonne` counts from 0 in the formula. */
export class ErreurFormule extends Error {
  readonly colonne: number
  constructor(message: string, colonne: number) {
    super(message)
    this.colonne = colonne
  }
}

const LONGUEUR_MAX = 500
/** « et » within « ou » within « et »…: the engine takes twice as long for each. */
const EMBOITEMENTS_MAX = 5
const COMPARAISONS = ['=', '!=', '<', '<=', '>', '>=']

type Jeton = { genre: 'nom' | 'litteral' | 'symbole' | 'mot'; texte: string; debut: number }

const MOTIFS: [Jeton['genre'] | 'espace', RegExp][] = [
  ['espace', /\s+/y],
  ['litteral', /\d{2}\/\d{2}\/\d{4}/y],
  ['litteral', /(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,]\d+)?(?:\s*[€%])?/y],
  ['litteral', /['’][^'’]*['’]/y],
  ['mot', /(?:et|ou|oui|non)(?![\p{L}\p{N}_])/uy],
  ['nom', /\p{L}[\p{L}\p{N}_]*(?:(?:\s*\.\s*|\s+)(?!(?:et|ou|oui|non)(?![\p{L}\p{N}_]))\p{L}[\p{L}\p{N}_]*)*/uy],
  ['symbole', /<=|>=|!=|[=<>+\-*/()≤≥≠×−]/y],
]
const VARIANTES: Record<string, string> = { '≤': '<=', '≥': '>=', '≠': '!=', '×': '*', '−': '-' }

function decouper(formule: string): Jeton[] {
  const jetons: Jeton[] = []
  for (let i = 0; i < formule.length; ) {
    const trouve = MOTIFS.map(([genre, motif]) => {
      motif.lastIndex = i
      return { genre, texte: motif.exec(formule)?.[0] }
    }).find(t => t.texte !== undefined)
    if (!trouve?.texte) throw new ErreurFormule(`« ${formule[i]} » n’a pas sa place ici`, i)
    if (trouve.genre !== 'espace') jetons.push({ genre: trouve.genre, texte: VARIANTES[trouve.texte] ?? trouve.texte, debut: i })
    i += trouve.texte.length
  }
  return jetons
}

/** « dépenses .  licence » → « dépenses . licence ». */
export const nomNormal = (nom: string) => nom.replace(/\./g, ' . ').replace(/\s+/g, ' ').trim()

const jourEpoque = (date: string) =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / 86_400_000
/** Civil date → days since 1970: dates are compared and subtracted as whole numbers. */
export const jourDe = (date: string): number => jourEpoque(date)
/** The civil date of such a number. */
export const dateDe = (jour: number): string => new Date(Math.round(jour) * 86_400_000).toISOString().slice(0, 10)

function litteral({ texte, debut }: Jeton): Noeud {
  if (/^['’]/.test(texte)) return { genre: 'litteral', type: 'texte', valeur: texte.slice(1, -1), debut }
  if (texte.includes('/')) {
    const date = parseDate(texte)
    if (!date) throw new ErreurFormule(`« ${texte} » n’est pas un jour du calendrier`, debut)
    return { genre: 'litteral', type: 'date', valeur: jourDe(date), debut }
  }
  if (texte.endsWith('€')) {
    const lu = parseEuros(texte)
    if (!lu.ok) throw new ErreurFormule(`« ${texte} » n’est pas un montant en euros, par exemple 5 000 €`, debut)
    return { genre: 'litteral', type: 'montant', valeur: lu.value satisfies Centimes, debut }
  }
  const n = Number(texte.replace(/[\s%]/g, '').replace(',', '.'))
  return texte.endsWith('%')
    ? { genre: 'litteral', type: 'taux', valeur: n / 100, debut }
    : { genre: 'litteral', type: 'nombre', valeur: n, debut }
}

/** @throws ErreurFormule */
export function analyserFormule(formule: string): Noeud {
  if (formule.length > LONGUEUR_MAX) throw new ErreurFormule(`la formule dépasse ${LONGUEUR_MAX} caractères`, LONGUEUR_MAX)
  const jetons = decouper(formule)
  let i = 0
  const courant = () => jetons[i]
  const est = (...textes: string[]) => {
    const j = courant()
    return j !== undefined && (j.genre === 'symbole' || j.genre === 'mot') && textes.includes(j.texte)
  }
  const fin = () => courant()?.debut ?? formule.length
  const suite = (operateurs: string[], operande: () => Noeud) => () => {
    let gauche = operande()
    while (est(...operateurs)) {
      const { texte, debut } = jetons[i++]!
      gauche = { genre: 'operation', op: texte as Operateur, gauche, droite: operande(), debut }
    }
    return gauche
  }
  const valeur = (): Noeud => {
    const j = courant()
    if (!j) throw new ErreurFormule('la formule s’arrête trop tôt : il manque une valeur', formule.length)
    i++
    if (j.genre === 'nom') return { genre: 'nom', nom: nomNormal(j.texte), debut: j.debut }
    if (j.genre === 'litteral') return litteral(j)
    if (j.texte === 'oui' || j.texte === 'non') return { genre: 'litteral', type: 'oui_non', valeur: j.texte === 'oui', debut: j.debut }
    if (j.texte !== '(') throw new ErreurFormule(`une valeur est attendue à la place de « ${j.texte} »`, j.debut)
    const dedans = ou()
    if (!est(')')) throw new ErreurFormule('il manque une parenthèse fermante', fin())
    i++
    return dedans
  }
  const produit = suite(['*', '/'], valeur)
  const somme = suite(['+', '-'], produit)
  const comparaison = (): Noeud => {
    const gauche = somme()
    if (!est(...COMPARAISONS)) return gauche
    const { texte, debut } = jetons[i++]!
    return { genre: 'operation', op: texte as Operateur, gauche, droite: somme(), debut }
  }
  const et = suite(['et'], comparaison)
  const ou = suite(['ou'], et)
  const noeud = ou()
  if (courant()) throw new ErreurFormule(`« ${courant()?.texte} » n’est pas attendu ici`, fin())
  if (emboitements(noeud) > EMBOITEMENTS_MAX)
    throw new ErreurFormule(`« et » et « ou » s’emboîtent plus de ${EMBOITEMENTS_MAX} fois : faites-en plusieurs conditions`, 0)
  return noeud
}

type Operation = Extract<Noeud, { genre: 'operation' }>
export const estLien = (n: Noeud): n is Operation & { op: 'et' | 'ou' } => n.genre === 'operation' && (n.op === 'et' || n.op === 'ou')
/** « a et b et c » is one condition of three members, wherever its parentheses stand. */
export const membresDe = (n: Noeud, lien: 'et' | 'ou'): Noeud[] =>
  estLien(n) && n.op === lien ? [...membresDe(n.gauche, lien), ...membresDe(n.droite, lien)] : [n]

function emboitements(n: Noeud): number {
  if (n.genre !== 'operation') return 0
  if (estLien(n)) return 1 + Math.max(...membresDe(n, n.op).map(emboitements))
  return Math.max(emboitements(n.gauche), emboitements(n.droite))
}

/** What a formula asks of the engine: its operations, and itself. */
export const tailleDe = (n: Noeud): number => (n.genre === 'operation' ? tailleDe(n.gauche) + tailleDe(n.droite) : 1)

/** Names that a formula uses, each once, in order. */
export function nomsDe(noeud: Noeud): string[] {
  if (noeud.genre === 'nom') return [noeud.nom]
  if (noeud.genre === 'operation') return [...new Set([...nomsDe(noeud.gauche), ...nomsDe(noeud.droite)])]
  return []
}
