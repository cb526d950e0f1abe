import { type Centimes, formatEuros, formatTaux, MONTANT_MAX } from '../../lib/euros.ts'
import { enumeration, majuscule } from '../../lib/mots.ts'
import type { Appel } from '../cahier/index.ts'
import type { AideCalculee, EtapeDuCalcul } from '../verdicts/index.ts'
import { entreesDe } from './baremes.ts'
import { minuscule } from './declaration.ts'
import type { Atelier } from './definir.ts'
import { ErreurFormule, enfantsDe, type Noeud, nomsDe } from './formules.ts'
import { DEPEND_DE_L_AIDE, horsDeLAide, typerCalcul } from './lexique.ts'
import { formater } from './phrases.ts'
import { type Corps, type Evaluation, faitsLus } from './publicodes.ts'
import type { Definition, Genre } from './typer.ts'

/** The aid of a call, compiled: its formula, and its name in the engine. */
export type AidePrete = { cle: string; noeud: Noeud }
/** Under this name, which no author can write, the engine holds it. */
const CLE = 'INTERNE_aide'
const ICI = ['aide', 'calcul']

/**
 * Reads `aide.calcul`: an amount in whole cents, that depends neither on itself nor on what changes without an answer (the day, the files, the validations). The mistake
 * is noted at its column.
 */
export function compilerAide({ aide, plan, lignes_du_plan }: Appel, a: Atelier): AidePrete | undefined {
  const { calcul } = aide
  if (calcul === undefined) return undefined
  // what the lines of the plan add up to is said by their key
  const desLignes = lignes_du_plan?.aide !== undefined && calcul === `somme plan . ${lignes_du_plan.aide}`
  return a.tenter(desLignes ? ['plan', 'aide'] : ICI, () => {
    const noeud = a.lire(calcul)
    const t = typerCalcul(noeud, undefined, a.lexique)
    if (t.genre !== 'montant') throw new ErreurFormule('l’aide calculée est un montant en euros', 0)
    if (!t.exact)
      throw new ErreurFormule(
        'l’aide calculée a des fractions de centime : « arrondi inférieur (…) », ou un calcul qui a son « arrondi »',
        0,
      )
    a.corps.set(CLE, { quoi: 'formule', noeud })
    const lus = faitsLus(a.corps, [CLE]).flatMap(f => [f, ...lusParLignes(f, a)])
    const d = lus.find(f => DEPEND_DE_L_AIDE[plan].includes(f))
    if (d)
      throw new ErreurFormule(
        `l’aide calculée ne peut pas lire « ${d} », qui dépend d’elle${plan === 'complet' ? ' : citez « dépenses » ou « base éligible »' : ''}`,
        debutDe(noeud, d),
      )
    const h = lus.find(horsDeLAide)
    if (h)
      throw new ErreurFormule(
        `l’aide calculée ne peut pas lire « ${h} » : elle dépend des réponses, de la structure et du plan, jamais du jour, des pièces ni des validations`,
        debutDe(noeud, h),
      )
    return { cle: CLE, noeud }
  })
}

/** What the lines of a table are worked out from, when the fact is a total of them. */
function lusParLignes(fait: string, { corps, tableaux, agregats }: Atelier): string[] {
  const t = tableaux.get(agregats.get(fait)?.tableau ?? '')
  if (!t) return []
  const calculs = t.colonnes.flatMap(c => (c.calcul ? nomsDe(c.calcul.noeud) : []))
  return faitsLus(new Map([...corps, ...t.corps]), calculs)
}

/** Where a name stands in a formula; at its beginning when a calculation of the formula cites it. */
const debutDe = (n: Noeud, nom: string): number => {
  const voir = (x: Noeud): number | undefined =>
    x.genre === 'nom' && x.nom === nom
      ? x.debut
      : enfantsDe(x)
          .map(voir)
          .find(v => v !== undefined)
  return voir(n) ?? 0
}

type Lecture = { lire: (cle: string) => Evaluation; manquants: (e: Evaluation) => string[]; texteDe: (nom: string) => Evaluation['valeur'] }
type Analyse = { lexique: ReadonlyMap<string, Definition>; corps: ReadonlyMap<string, Corps> }

/** The aid of one dossier, and how it was found. What is missing makes no amount: never zero. */
export function calculerAide(appel: Appel, a: Analyse, prete: AidePrete, l: Lecture): AideCalculee {
  const e = l.lire(prete.cle)
  const clauses = [...new Set([...appel.aide.clauses, ...clausesDe(appel, a, prete)])]
  if (typeof e.valeur !== 'number') return { montant: undefined, manquants: l.manquants(e), etapes: [], clauses }
  const montant = Math.round(e.valeur)
  if (Math.abs(montant) > MONTANT_MAX)
    return { montant: undefined, manquants: ['un montant de 10\u00a0milliards d’euros au plus'], etapes: [], clauses }
  return { montant, manquants: [], etapes: etapesDe(appel, a, prete, l, montant), clauses }
}

function clausesDe(appel: Appel, { corps }: Analyse, { noeud }: AidePrete): string[] {
  const vus = new Set<string>()
  const voir = (n: Noeud): void => {
    if (n.genre === 'nom' && !vus.has(n.nom)) {
      vus.add(n.nom)
      const c = corps.get(n.nom)
      if (c?.quoi === 'formule') voir(c.noeud)
    } else for (const x of enfantsDe(n)) voir(x)
  }
  voir(noeud)
  return [...vus].flatMap(nom => (propre(appel.calculs, nom) ?? parametreDe(appel, nom)?.p)?.clauses ?? [])
}

const propre = <T>(o: Readonly<Record<string, T>>, cle: string): T | undefined => (Object.hasOwn(o, cle) ? o[cle] : undefined)
/** The parameter that a name of a formula comes from; an end of a range is named after it. */
function parametreDe({ parametres }: Appel, nom: string): { p: Appel['parametres'][string]; bout: string } | undefined {
  const [, debut = nom, bout] = /^(.*) \. (min|max)$/.exec(nom) ?? []
  const p = propre(parametres, nom) ?? propre(parametres, debut)
  return p && { p, bout: bout === 'min' ? ', au moins' : bout === 'max' ? ', au plus' : '' }
}

/** Names the figures that the aid was found with, then each calculation with its figures: what anybody can do again by hand. */
function etapesDe(appel: Appel, a: Analyse, { noeud }: AidePrete, l: Lecture, montant: Centimes): EtapeDuCalcul[] {
  const etapes: EtapeDuCalcul[] = []
  const vus = new Set<string>()
  const valeur = (nom: string) => l.texteDe(nom)
  const enMots = (nom: string) => {
    const d = a.lexique.get(nom)
    return ecrire(valeur(nom), d?.genre ?? 'libelle', d?.options)
  }
  const ajouter = (libelle: string, texte: string) => etapes.push({ libelle: majuscule(libelle), texte })
  const libelleDe = (nom: string) => sansGuillemets(a.lexique.get(nom)?.libelle ?? nom)
  const lireNom = (nom: string): void => {
    if (vus.has(nom)) return
    vus.add(nom)
    const calcul = propre(appel.calculs, nom)
    const c = a.corps.get(nom)
    if (calcul && c?.quoi === 'formule') {
      visiter(c.noeud)
      const dit = dire(c.noeud)
      ajouter(calcul.libelle ?? nom, dit === enMots(nom) ? dit : `${dit} = ${enMots(nom)}`)
      return
    }
    const parametre = parametreDe(appel, nom)
    if (!parametre) {
      ajouter(libelleDe(nom), enMots(nom))
      return
    }
    const entrees = entreesDe(parametre.p)
    const selon = entrees
      .map(x => (a.corps.get(x)?.quoi === 'fait' ? enMots(x) : `${minuscule(libelleDe(x))}\u00a0: ${enMots(x)}`))
      .join(', ')
    for (const x of entrees) if (propre(appel.calculs, x)) lireNom(x)
    ajouter(`${parametre.p.libelle ?? nom.replace(/ \. (min|max)$/, '')}${parametre.bout}${selon ? ` (${selon})` : ''}`, enMots(nom))
  }
  const evaluer = evaluateur(valeur)
  const visiter = (n: Noeud): void => {
    if (n.genre === 'nom') lireNom(n.nom)
    else if (n.genre === 'si') {
      visiter(n.si)
      visiter(evaluer(n.si) === true ? n.alors : n.sinon)
    } else for (const x of enfantsDe(n)) visiter(x)
  }
  const dire = redacteur(enMots, evaluer)
  visiter(noeud)
  if (noeud.genre !== 'nom') {
    const dit = dire(noeud)
    const total = formatEuros(montant)
    ajouter('aide', dit === total ? dit : `${dit} = ${total}`)
  }
  return etapes
}
const sansGuillemets = (t: string) => t.replace(/^«\u00a0(.*)\u00a0»$/, '$1').replace(/^(?:les |la |le |l’)/, '')

/** A figure as a calculation is done again by hand: a rate has all the decimals that it may have. */
function ecrire(v: Valeur, genre: Genre, options?: Definition['options']): string {
  if (genre !== 'taux' || typeof v !== 'number') return formater(v, genre, options)
  const decimales = [0, 1, 2].find(d => Math.abs(v * 100 * 10 ** d - Math.round(v * 100 * 10 ** d)) < 1e-9)
  return formatTaux(v, decimales ?? 2)
}

type Valeur = number | boolean | string | undefined
/** What a part of a formula is worth, to say which way a « si » went: the amount itself always comes from the engine. */
function evaluateur(valeur: (nom: string) => Valeur) {
  const evaluer = (n: Noeud): Valeur => {
    switch (n.genre) {
      case 'litteral':
        return n.valeur
      case 'nom':
        return valeur(n.nom)
      case 'si':
        return evaluer(evaluer(n.si) === true ? n.alors : n.sinon)
      case 'parmi':
        return n.codes.some(c => evaluer(c) === evaluer(n.valeur)) === n.dedans
      case 'fonction': {
        const v = n.arguments.map(evaluer).map(Number)
        return n.fonction === 'min' ? Math.min(...v) : n.fonction === 'max' ? Math.max(...v) : v[0]
      }
      // totals of tables were named when the formula was read
      case 'agregat':
        return undefined
      case 'operation':
        return operation(n.op, evaluer(n.gauche), evaluer(n.droite))
    }
  }
  return evaluer
}
function operation(op: string, g: Valeur, d: Valeur): Valeur {
  if (op === 'et') return g === true && d === true
  if (op === 'ou') return g === true || d === true
  if (op === '=') return g === d
  if (op === '!=') return g !== d
  const [a, b] = [Number(g), Number(d)]
  const faire: Record<string, () => Valeur> = {
    '<': () => a < b,
    '<=': () => a <= b,
    '>': () => a > b,
    '>=': () => a >= b,
    '+': () => a + b,
    '-': () => a - b,
    '*': () => a * b,
    '/': () => a / b,
  }
  return faire[op]?.()
}

const SIGNES: Record<string, string> = { '+': '+', '-': '−', '*': '×', '/': '÷' }
/** A formula with its figures in the place of its names: « 25 % × 40 000 € ». */
function redacteur(enMots: (nom: string) => string, evaluer: (n: Noeud) => Valeur) {
  const genre = (t: Extract<Noeud, { genre: 'litteral' }>['type']): Genre => t
  const dire = (n: Noeud): string => {
    switch (n.genre) {
      case 'litteral':
        return ecrire(n.valeur, genre(n.type))
      case 'nom':
        return enMots(n.nom)
      case 'si':
        return dire(evaluer(n.si) === true ? n.alors : n.sinon)
      case 'parmi':
        return formater(evaluer(n), 'oui_non')
      case 'fonction': {
        const parts = n.arguments.map(dire)
        if (n.fonction === 'min' || n.fonction === 'max')
          return `le plus ${n.fonction === 'min' ? 'petit' : 'grand'} de ${enumeration(parts)}`
        return parts[0] ?? ''
      }
      case 'agregat':
        return ''
      case 'operation': {
        const signe = SIGNES[n.op]
        if (!signe) return formater(evaluer(n), 'oui_non')
        return `${partie(n.gauche, n.op)} ${signe} ${partie(n.droite, n.op)}`
      }
    }
  }
  const partie = (n: Noeud, op: string) => {
    const simple = n.genre !== 'operation' || ((op === '+' || op === '-') && (n.op === '*' || n.op === '/'))
    const choisi = n.genre === 'si' || (n.genre === 'fonction' && (n.fonction === 'min' || n.fonction === 'max'))
    return simple && !choisi ? dire(n) : `(${dire(n)})`
  }
  return dire
}
