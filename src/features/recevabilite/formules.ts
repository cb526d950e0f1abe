import { parseDate } from '../../lib/dates.ts'
import { type Centimes, parseEuros } from '../../lib/euros.ts'
import { decouper, ErreurFormule, type Jeton, nomNormal } from './jetons.ts'

export { ErreurFormule, nomNormal }

/**
 * The subset of Publicodes that a call may use, parsed here so that every mistake gets a sentence and a column, and so that only names,
 * numbers and constants ever reach the engine. Grammar: `si … alors … sinon …`, then `ou` < `et` < comparison and `parmi` < `+ -` < `* /` < functions and parentheses.
 */
export type Noeud =
  | { genre: 'litteral'; type: 'montant' | 'taux' | 'nombre' | 'date'; valeur: number; debut: number }
  | { genre: 'litteral'; type: 'oui_non'; valeur: boolean; debut: number }
  | { genre: 'litteral'; type: 'texte'; valeur: string; debut: number }
  | { genre: 'nom'; nom: string; debut: number }
  | { genre: 'operation'; op: Operateur; gauche: Noeud; droite: Noeud; debut: number }
  | { genre: 'fonction'; fonction: Fonction; arguments: Noeud[]; debut: number }
  | { genre: 'si'; si: Noeud; alors: Noeud; sinon: Noeud; debut: number }
  | { genre: 'parmi'; valeur: Noeud; codes: Noeud[]; dedans: boolean; debut: number }
  | Agregat
/** What the lines of a table come to; `ou`, a condition on the columns, keeps some of them. */
export type Agregat = {
  genre: 'agregat'
  quoi: 'nombre' | 'somme' | 'maximum' | 'minimum'
  tableau: string
  colonne?: string
  ou?: Noeud
  debut: number
}
export type Operateur = 'ou' | 'et' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/'
export type Fonction = 'min' | 'max' | 'centime' | 'centime_inferieur' | 'centime_superieur'

const LONGUEUR_MAX = 500
/** « et » within « ou » within « et »…: the engine takes twice as long for each. */
const EMBOITEMENTS_MAX = 5
export const COMPARAISONS = ['=', '!=', '<', '<=', '>', '>=']

/** A name before a parenthesis. The long forms read like a sentence. */
const FONCTIONS: Readonly<Record<string, Fonction>> = {
  min: 'min',
  'le plus petit de': 'min',
  max: 'max',
  'le plus grand de': 'max',
  arrondi: 'centime',
  'arrondi inférieur': 'centime_inferieur',
  'arrondi supérieur': 'centime_superieur',
}
/** Values that « min » and « max » compare at most. */
const VALEURS_MAX = 10
const CODES_MAX = 60

const jourEpoque = (date: string) =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / 86_400_000
/** Civil date → days since 1970: dates are compared and subtracted as whole numbers. */
export const jourDe = (date: string): number => jourEpoque(date)

function litteral({ texte, debut }: Jeton): Noeud {
  if (/^['’]/.test(texte)) return { genre: 'litteral', type: 'texte', valeur: texte.slice(1, -1), debut }
  if (texte.includes('/')) {
    const date = parseDate(texte)
    if (!date) throw new ErreurFormule(`« ${texte} » n’est pas un jour du calendrier`, debut)
    return { genre: 'litteral', type: 'date', valeur: jourDe(date), debut }
  }
  if (texte.endsWith('€')) {
    const lu = parseEuros(texte)
    const points = /^\d{1,3}(?:\.\d{3})+(?!\d)/.exec(texte)?.[0]
    if (!lu.ok && points) throw new ErreurFormule(`« ${texte} » s’écrit « ${points.replaceAll('.', ' ')} € »`, debut)
    if (!lu.ok) throw new ErreurFormule(`« ${texte} » n’est pas un montant en euros, par exemple 5 000 €`, debut)
    return { genre: 'litteral', type: 'montant', valeur: lu.value satisfies Centimes, debut }
  }
  const n = Number(texte.replace(/[\s%]/g, '').replace(',', '.'))
  return texte.endsWith('%')
    ? { genre: 'litteral', type: 'taux', valeur: n / 100, debut }
    : { genre: 'litteral', type: 'nombre', valeur: n, debut }
}

/** Reads the signs of one formula, the first to the last. `tableaux`: ids of the tables that it may add up. */
class Lecteur {
  private i = 0
  private readonly jetons: readonly Jeton[]
  readonly longueur: number
  readonly tableaux: ReadonlySet<string>
  constructor(jetons: readonly Jeton[], longueur: number, tableaux: ReadonlySet<string>) {
    this.jetons = jetons
    this.longueur = longueur
    this.tableaux = tableaux
  }
  courant = (): Jeton | undefined => this.jetons[this.i]
  fin = () => this.courant()?.debut ?? this.longueur
  est = (...textes: string[]) => {
    const j = this.courant()
    return j !== undefined && (j.genre === 'symbole' || j.genre === 'mot') && textes.includes(j.texte)
  }
  /** The next sign, which is one of these. */
  prendre = (): Jeton => this.jetons[this.i++]!
  passer(manque: string, ...textes: string[]) {
    if (!this.est(...textes)) throw new ErreurFormule(manque, this.fin())
    this.i++
  }
}

function expression(l: Lecteur): Noeud {
  if (!l.est('si')) return ou(l)
  const { debut } = l.prendre()
  const si = ou(l)
  l.passer("« si » demande « alors » : si volet = 'voirie' alors 25 % sinon 30 %", 'alors')
  const alors = expression(l)
  l.passer('« si … alors … » demande « sinon » : dites la valeur dans tous les autres cas', 'sinon')
  return { genre: 'si', si, alors, sinon: expression(l), debut }
}

const suite = (operateurs: string[], operande: (l: Lecteur) => Noeud) => (l: Lecteur) => {
  let gauche = operande(l)
  while (l.est(...operateurs)) {
    const { texte, debut } = l.prendre()
    gauche = { genre: 'operation', op: texte as Operateur, gauche, droite: operande(l), debut }
  }
  return gauche
}
const produit = suite(['*', '/'], valeur)
const somme = suite(['+', '-'], produit)
const et = suite(['et'], comparaison)
const ou = suite(['ou'], et)

function comparaison(l: Lecteur): Noeud {
  const gauche = somme(l)
  if (l.est('parmi', 'pas parmi')) {
    const { texte, debut } = l.prendre()
    return { genre: 'parmi', valeur: gauche, codes: codes(l), dedans: texte === 'parmi', debut }
  }
  if (!l.est(...COMPARAISONS)) return gauche
  const { texte, debut } = l.prendre()
  return { genre: 'operation', op: texte as Operateur, gauche, droite: somme(l), debut }
}

const LISTE_DE_CODES = "« parmi » est suivi d’une liste de codes : parmi ('voirie' ; 'batiments')"
function codes(l: Lecteur): Noeud[] {
  const ferme = l.est('[') ? ']' : ')'
  l.passer(LISTE_DE_CODES, '(', '[')
  const lus: Noeud[] = []
  do {
    const j = l.courant()
    if (j?.genre === 'nom') throw new ErreurFormule(`un code s’écrit entre apostrophes : '${j.texte}'`, j.debut)
    if (j?.genre !== 'litteral') throw new ErreurFormule(LISTE_DE_CODES, l.fin())
    lus.push(litteral(l.prendre()))
  } while (l.est(';', ',') && l.prendre())
  l.passer(`il manque « ${ferme} » après le dernier code`, ferme)
  if (lus.length > CODES_MAX) throw new ErreurFormule(`« parmi » cite au plus ${CODES_MAX} codes`, lus[CODES_MAX]!.debut)
  return lus
}

/** « volet dans (…) »: what one writes for « parmi », which the reader takes for the end of a name. */
function dansUneListe({ texte, debut }: Jeton): void {
  const mot = /(?<=\S )(?:dans|in)$/i.exec(texte)
  if (mot) throw new ErreurFormule(`« ${mot[0]} » s’écrit « parmi »`, debut + mot.index)
}

function appelDe(l: Lecteur, { texte, debut }: Jeton): Noeud {
  const fonction = FONCTIONS[nomNormal(texte)]
  if (!fonction || !Object.hasOwn(FONCTIONS, nomNormal(texte)))
    throw new ErreurFormule(`« ${texte} » n’est pas une fonction : ${Object.keys(FONCTIONS).join(', ')}`, debut)
  l.prendre()
  const valeurs: Noeud[] = []
  do valeurs.push(expression(l))
  while (l.est(';', ',') && l.prendre())
  l.passer('il manque une parenthèse fermante', ')')
  const plusieurs = fonction === 'min' || fonction === 'max'
  if (plusieurs && valeurs.length < 2)
    throw new ErreurFormule(`« ${texte} » compare des valeurs séparées par « ; » : ${texte}(1 000 € ; 2 000 €)`, debut)
  if (!plusieurs && valeurs.length > 1) throw new ErreurFormule(`« ${texte} » arrondit une seule valeur`, valeurs[1]!.debut)
  if (valeurs.length > VALEURS_MAX) throw new ErreurFormule(`« ${texte} » compare au plus ${VALEURS_MAX} valeurs`, debut)
  return { genre: 'fonction', fonction, arguments: valeurs, debut }
}

/** « somme entreprises . aide », « nombre entreprises où taille = 'pme' »: only of a table that the call has. */
function agregatDe(l: Lecteur, { texte, debut }: Jeton): Agregat | undefined {
  const [, quoi, tableau = '', colonne] = /^(nombre|somme|maximum|minimum) ([^ .]+)(?: \. (.+))?$/.exec(nomNormal(texte)) ?? []
  if (!quoi || !l.tableaux.has(tableau)) return undefined
  if (quoi === 'nombre' && colonne !== undefined)
    throw new ErreurFormule(
      `« nombre » compte les lignes : « nombre ${tableau} », ou « nombre ${tableau} où » suivi d’une condition`,
      debut,
    )
  if (quoi !== 'nombre' && colonne === undefined)
    throw new ErreurFormule(`« ${quoi} » va avec une colonne : « ${quoi} ${tableau} . » suivi de son code`, debut)
  const filtre = l.est('où') && l.prendre()
  const ou = filtre ? comparaison(l) : undefined
  return { genre: 'agregat', quoi: quoi as Agregat['quoi'], tableau, ...(colonne ? { colonne } : {}), ...(ou ? { ou } : {}), debut }
}

function valeur(l: Lecteur): Noeud {
  const j = l.courant()
  if (!j) throw new ErreurFormule('la formule s’arrête trop tôt : il manque une valeur', l.longueur)
  l.prendre()
  if (j.genre === 'nom' && l.est('(', '[')) dansUneListe(j)
  if (j.genre === 'nom') return l.est('(') ? appelDe(l, j) : (agregatDe(l, j) ?? { genre: 'nom', nom: nomNormal(j.texte), debut: j.debut })
  if (j.genre === 'litteral') return litteral(j)
  if (j.texte === 'oui' || j.texte === 'non') return { genre: 'litteral', type: 'oui_non', valeur: j.texte === 'oui', debut: j.debut }
  if (j.texte === 'si') throw new ErreurFormule('« si … alors … sinon … » se met entre parenthèses dans un calcul', j.debut)
  if (j.texte !== '(') throw new ErreurFormule(`une valeur est attendue à la place de « ${j.texte} »`, j.debut)
  const dedans = expression(l)
  l.passer('il manque une parenthèse fermante', ')')
  return dedans
}

const SANS_TABLEAU: ReadonlySet<string> = new Set()
/** @throws ErreurFormule. `proteges`: names that hold a word of the language (`nomsProteges`). */
export function analyserFormule(formule: string, proteges?: RegExp, tableaux = SANS_TABLEAU): Noeud {
  if (formule.length > LONGUEUR_MAX) throw new ErreurFormule(`la formule dépasse ${LONGUEUR_MAX} caractères`, LONGUEUR_MAX)
  const l = new Lecteur(decouper(formule, proteges), formule.length, tableaux)
  const noeud = expression(l)
  const reste = l.courant()
  const de = reste?.genre === 'nom' && /^(?:de |du |des |d[’'])/i.exec(reste.texte)
  if (reste && de) throw new ErreurFormule(`« ${de[0].trim()} » s’écrit « * » entre un taux et ce qu’il multiplie`, reste.debut)
  if (reste) throw new ErreurFormule(`« ${reste.texte} » n’est pas attendu ici`, reste.debut)
  if (emboitements(noeud) > EMBOITEMENTS_MAX)
    throw new ErreurFormule(`« et » et « ou » s’emboîtent plus de ${EMBOITEMENTS_MAX} fois : faites-en plusieurs conditions`, 0)
  return noeud
}

type Operation = Extract<Noeud, { genre: 'operation' }>
export const estLien = (n: Noeud): n is Operation & { op: 'et' | 'ou' } => n.genre === 'operation' && (n.op === 'et' || n.op === 'ou')
/** « a et b et c » is one condition of three members, wherever its parentheses stand. */
export const membresDe = (n: Noeud, lien: 'et' | 'ou'): Noeud[] =>
  estLien(n) && n.op === lien ? [...membresDe(n.gauche, lien), ...membresDe(n.droite, lien)] : [n]

/** What a formula is made of, one level down. */
export function enfantsDe(n: Noeud): readonly Noeud[] {
  if (n.genre === 'operation') return [n.gauche, n.droite]
  if (n.genre === 'fonction') return n.arguments
  if (n.genre === 'si') return [n.si, n.alors, n.sinon]
  if (n.genre === 'agregat') return n.ou ? [n.ou] : []
  return n.genre === 'parmi' ? [n.valeur, ...n.codes] : []
}

function emboitements(n: Noeud): number {
  if (estLien(n)) return 1 + Math.max(...membresDe(n, n.op).map(emboitements))
  return Math.max(0, ...enfantsDe(n).map(emboitements))
}

/** What a formula asks of the engine: its values, and what is worked out of them beside operations. */
export const tailleDe = (n: Noeud): number => {
  const dedans = enfantsDe(n).reduce((t, e) => t + tailleDe(e), 0)
  return n.genre === 'operation' ? dedans : n.genre === 'parmi' ? 2 * n.codes.length : dedans + 1
}

/** Names that a formula uses, each once, in order. */
export const nomsDe = (n: Noeud): string[] => (n.genre === 'nom' ? [n.nom] : [...new Set(enfantsDe(n).flatMap(nomsDe))])
