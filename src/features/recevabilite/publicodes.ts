import Engine from 'publicodes'
import { enfantsDe, estLien, membresDe, type Noeud, nomsDe, tailleDe } from './formules.ts'

/**
 * The only door to Publicodes. Formulas come in parsed and typed (`formules.ts`, `typer.ts`); values come in as whole cents, numbers, booleans
 * or known codes. No text typed by a person may reach the engine: Publicodes evaluates strings.
 */
export type Arrondi = 'centime_inferieur' | 'centime_superieur' | 'centime'
/** A scale: the first case that holds gives the value; a case may be a scale in its turn, by another entry. */
type Variations = { quoi: 'variations'; cas: { si: Noeud; alors: Noeud | Variations }[]; sinon?: Noeud }
export type Corps =
  | { quoi: 'fait' }
  | { quoi: 'formule'; noeud: Noeud; arrondi?: Arrondi }
  | { quoi: 'liste'; lien: 'et' | 'ou'; noeuds: Noeud[] }
  | Variations
const estVariations = (v: Noeud | Variations): v is Variations => 'cas' in v
/** Names that a body uses. */
const nomsDuCorps = (c: Corps): string[] => noeudsDuCorps(c).flatMap(nomsDe)
export const noeudsDuCorps = (c: Corps): Noeud[] => {
  if (c.quoi === 'fait') return []
  if (c.quoi === 'formule') return [c.noeud]
  if (c.quoi === 'liste') return c.noeuds
  return [...c.cas.flatMap(v => [v.si, ...(estVariations(v.alors) ? noeudsDuCorps(v.alors) : [v.alors])]), ...(c.sinon ? [c.sinon] : [])]
}
/** What a body is worth, without what a scale or a « si » chooses by. */
export const valeursDuCorps = (c: Corps): Noeud[] =>
  c.quoi !== 'variations'
    ? noeudsDuCorps(c)
    : [...c.cas.flatMap(v => (estVariations(v.alors) ? valeursDuCorps(v.alors) : [v.alors])), ...(c.sinon ? [c.sinon] : [])]
/** Names that something is divided by. */
const diviseursDe = (n: Noeud): string[] => [
  ...(n.genre === 'operation' && n.op === '/' ? nomsDe(n.droite) : []),
  ...enfantsDe(n).flatMap(diviseursDe),
]
/** How much a body asks of the engine. */
export const tailleDuCorps = (c: Corps): number => noeudsDuCorps(c).reduce((t, n) => t + tailleDe(n), 0)
export type Valeur = number | boolean | { code: string }
export type Evaluation = { valeur: number | boolean | string | undefined; manquants: string[] }

/** Largest part of a cent that a rate with two decimals can leave is 0.9999: this moves it to the right side of one half without reaching the next cent. */
const DEMI_CENTIME = 0.49995

function litteral(noeud: Extract<Noeud, { genre: 'litteral' }>) {
  if (noeud.type === 'texte') return `'${noeud.valeur}'`
  if (noeud.type === 'oui_non') return noeud.valeur ? 'oui' : 'non'
  const n = noeud.valeur as number
  return Number.isInteger(n) ? String(n) : n.toFixed(6)
}

const mecanisme = (lien: 'et' | 'ou', parts: unknown[]) => ({ [lien === 'et' ? 'toutes ces conditions' : 'une de ces conditions']: parts })
/** What is added before the nearest whole cent is taken. */
export const DECALAGES: Record<Arrondi, number> = {
  centime_inferieur: -DEMI_CENTIME,
  centime_superieur: DEMI_CENTIME,
  centime: 0.00005,
}
const arrondir = (texte: string, sens: Arrondi) => {
  const d = DECALAGES[sens]
  return { valeur: `${texte} ${d < 0 ? '-' : '+'} ${d === DECALAGES.centime ? '0.00005' : Math.abs(d)}`, arrondi: 'oui' }
}

/**
 * Writes bodies as rules of Publicodes. Comparisons and operations are text. The engine takes twice as long for each mechanism within another: `et` and `ou` become one
 * mechanism for all that they join, and what else is no text (`min`, `si`, `parmi`, an `et` inside a comparison) a rule of its own, cited by its name.
 */
function redacteur(pris: ReadonlyMap<string, Corps>) {
  const posees: Record<string, unknown> = {}
  const noms = new Map<string, string>()
  const poser = (regle: unknown): string => {
    const cle = JSON.stringify(regle)
    const deja = noms.get(cle)
    if (deja) return deja
    let rang = noms.size
    while (pris.has(`MECANISME_${rang}`)) rang += pris.size
    const nom = `MECANISME_${rang}`
    noms.set(cle, nom)
    posees[nom] = regle
    return nom
  }
  const texteDe = (n: Noeud): string => {
    if (n.genre === 'litteral') return litteral(n)
    if (n.genre === 'nom') return n.nom
    if (n.genre === 'operation' && !estLien(n)) return `(${texteDe(n.gauche)} ${n.op} ${texteDe(n.droite)})`
    return poser(regleDe(n))
  }
  const source = (n: Noeud): unknown => (estLien(n) ? mecanisme(n.op, membresDe(n, n.op).map(source)) : texteDe(n))
  /** A formula as the body of a rule. */
  const regleDe = (n: Noeud): unknown => {
    if (n.genre === 'si') return { variations: [{ si: source(n.si), alors: texteDe(n.alors) }, { sinon: texteDe(n.sinon) }] }
    if (n.genre === 'parmi') {
      const egaux = n.codes.map(c => `${texteDe(n.valeur)} ${n.dedans ? '=' : '!='} ${texteDe(c)}`)
      return { valeur: mecanisme(n.dedans ? 'ou' : 'et', egaux) }
    }
    if (n.genre === 'agregat') throw new Error('a total of a table reaches the engine as a fact')
    if (n.genre !== 'fonction') return { valeur: source(n) }
    const [valeur] = n.arguments
    if (n.fonction !== 'min' && n.fonction !== 'max') return arrondir(texteDe(valeur!), n.fonction)
    return { valeur: { [n.fonction === 'min' ? 'le minimum de' : 'le maximum de']: n.arguments.map(texteDe) } }
  }
  const variations = (c: Variations): unknown => ({
    variations: [
      ...c.cas.map(v => ({ si: source(v.si), alors: estVariations(v.alors) ? poser(variations(v.alors)) : texteDe(v.alors) })),
      ...(c.sinon ? [{ sinon: texteDe(c.sinon) }] : []),
    ],
  })
  const rediger = (c: Corps): unknown => {
    if (c.quoi === 'fait') return { question: c.quoi }
    if (c.quoi === 'liste') return { valeur: mecanisme(c.lien, c.noeuds.map(source)) }
    if (c.quoi === 'variations') return variations(c)
    return c.arrondi ? arrondir(texteDe(c.noeud), c.arrondi) : regleDe(c.noeud)
  }
  return { rediger, posees }
}

const CODE = /^[a-z0-9_]+$/i
/** A fact as the engine reads it once parsed: it parses nothing of what a dossier says, which would cost it more than to evaluate it. */
function entrante(valeur: Valeur) {
  if (typeof valeur === 'boolean') return constante('boolean', valeur)
  if (typeof valeur === 'number') {
    if (!Number.isFinite(valeur)) throw new RangeError('a fact must be a finite number')
    return constante('number', valeur)
  }
  if (!CODE.test(valeur.code)) throw new RangeError('a fact must be a known code')
  return constante('string', valeur.code)
}
const constante = (type: 'boolean' | 'number' | 'string', nodeValue: boolean | number | string) => ({
  nodeKind: 'constant' as const,
  type,
  nodeValue,
  isNullable: false,
  missingVariables: {},
})

/** Facts that some formula uses, with the parents that Publicodes wants for « a . b »: binding a fact costs, so the others stay out. */
function faitsUtiles(corps: ReadonlyMap<string, Corps>) {
  const utiles = new Set([...corps.values()].flatMap(nomsDuCorps))
  for (const nom of [...utiles]) for (let i = nom.indexOf(' . '); i !== -1; i = nom.indexOf(' . ', i + 3)) utiles.add(nom.slice(0, i))
  return utiles
}

/** The facts on which these bodies depend, through all the others that they use. */
export function faitsLus(corps: ReadonlyMap<string, Corps>, depart: readonly string[]): string[] {
  const vus = new Set(depart)
  // a set grows while it is walked: what is added is walked too
  for (const nom of vus) for (const autre of nomsDuCorps(corps.get(nom) ?? { quoi: 'fait' })) vus.add(autre)
  return [...vus].filter(nom => corps.get(nom)?.quoi === 'fait').sort()
}

/**
 * Compiles named bodies once; the returned function binds one dossier's values and answers by name. Never re-entrant: evaluation is synchronous,
 * and a binding is read before the next one is made. A fact is answered without the engine.
 */
export function compiler(corps: ReadonlyMap<string, Corps>) {
  const utiles = faitsUtiles(corps)
  const { rediger, posees } = redacteur(corps)
  const redigees = Object.fromEntries(
    [...corps].filter(([nom, c]) => c.quoi !== 'fait' || utiles.has(nom)).map(([nom, c]) => [nom, rediger(c)]),
  )
  const regles = { ...redigees, ...posees }
  const silence = { log: () => {}, warn: () => {}, error: (m: string) => console.error(m) }
  const options = { logger: silence, flag: { automaticNamespaceDisabling: false }, strict: { situation: true, checkPossibleValues: true } }
  const moteur = new Engine(regles as never, options as never)
  const diviseurs = new Set(faitsLus(corps, [...corps.values()].flatMap(noeudsDuCorps).flatMap(diviseursDe)))
  /** Nothing for a division by zero: a share of nothing has no value, and lacks what it is a share of. */
  const evaluer = (nom: string) => {
    try {
      return moteur.evaluateNode(moteur.getRule(nom))
    } catch (e) {
      if ((e as Error).message.includes('Division by zero')) return undefined
      throw e
    }
  }
  return (valeurs: ReadonlyMap<string, Valeur>) => {
    moteur.setSituation(Object.fromEntries([...valeurs].filter(([nom]) => utiles.has(nom)).map(([nom, v]) => [nom, entrante(v)])) as never)
    return (nom: string): Evaluation => {
      if (corps.get(nom)?.quoi === 'fait') {
        const fait = valeurs.get(nom)
        return { valeur: typeof fait === 'object' ? fait.code : fait, manquants: fait === undefined ? [nom] : [] }
      }
      // evaluate(text) would parse its argument and copy every rule at each call: ten times slower than the node itself.
      const lu = evaluer(nom)
      if (!lu) return { valeur: undefined, manquants: faitsLus(corps, [nom]).filter(n => diviseurs.has(n) && valeurs.get(n) === 0) }
      const { nodeValue, missingVariables } = lu
      // Rounding may leave a negative zero.
      const valeur = nodeValue === 0 ? 0 : ((nodeValue ?? undefined) as Evaluation['valeur'])
      return { valeur, manquants: Object.keys(missingVariables) }
    }
  }
}
