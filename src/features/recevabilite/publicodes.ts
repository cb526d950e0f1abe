import Engine from 'publicodes'
import { estLien, membresDe, type Noeud, nomsDe, tailleDe } from './formules.ts'

/**
 * The only door to Publicodes. Formulas come in parsed and typed (`formules.ts`, `typer.ts`); values come in as whole cents, numbers, booleans
 * or known codes. No text typed by a person may reach the engine: Publicodes evaluates strings.
 */
export type Arrondi = 'centime_inferieur' | 'centime_superieur' | 'centime'
export type Corps =
  | { quoi: 'fait' }
  | { quoi: 'formule'; noeud: Noeud; arrondi?: Arrondi }
  | { quoi: 'liste'; lien: 'et' | 'ou'; noeuds: Noeud[] }
  | { quoi: 'variations'; cas: { si: Noeud; alors: Noeud }[]; sinon?: Noeud }
/** Names that a body uses. */
const nomsDuCorps = (c: Corps): string[] => noeudsDuCorps(c).flatMap(nomsDe)
const noeudsDuCorps = (c: Corps): Noeud[] => {
  if (c.quoi === 'fait') return []
  if (c.quoi === 'formule') return [c.noeud]
  if (c.quoi === 'liste') return c.noeuds
  return [...c.cas.flatMap(v => [v.si, v.alors]), ...(c.sinon ? [c.sinon] : [])]
}
/** Names that something is divided by. */
const diviseursDe = (n: Noeud): string[] =>
  n.genre === 'operation' ? [...(n.op === '/' ? nomsDe(n.droite) : []), ...diviseursDe(n.gauche), ...diviseursDe(n.droite)] : []
/** How much a body asks of the engine. */
export const tailleDuCorps = (c: Corps): number => {
  if (c.quoi === 'fait') return 0
  if (c.quoi === 'formule') return tailleDe(c.noeud)
  if (c.quoi === 'liste') return c.noeuds.reduce((t, n) => t + tailleDe(n), 0)
  return c.cas.reduce((t, { si, alors }) => t + tailleDe(si) + tailleDe(alors), c.sinon ? tailleDe(c.sinon) : 0)
}
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

function texteDe(noeud: Noeud): string {
  if (noeud.genre === 'litteral') return litteral(noeud)
  if (noeud.genre === 'nom') return noeud.nom
  return `(${texteDe(noeud.gauche)} ${noeud.op} ${texteDe(noeud.droite)})`
}

const mecanisme = (lien: 'et' | 'ou', parts: unknown[]) => ({ [lien === 'et' ? 'toutes ces conditions' : 'une de ces conditions']: parts })

/**
 * Publicodes source of a formula: comparisons stay text, `et` / `ou` become its two mechanisms, one for all that they join: the engine takes twice as long
 * for each mechanism within another.
 */
const source = (noeud: Noeud): unknown => (estLien(noeud) ? mecanisme(noeud.op, membresDe(noeud, noeud.op).map(source)) : texteDe(noeud))

function regle(corps: Corps): unknown {
  if (corps.quoi === 'fait') return { question: corps.quoi }
  if (corps.quoi === 'liste') return { valeur: mecanisme(corps.lien, corps.noeuds.map(source)) }
  if (corps.quoi === 'variations') {
    const cas = corps.cas.map(c => ({ si: source(c.si), alors: source(c.alors) }))
    return { variations: [...cas, ...(corps.sinon ? [{ sinon: source(corps.sinon) }] : [])] }
  }
  if (!corps.arrondi) return { valeur: source(corps.noeud) }
  const decalage = { centime_inferieur: `- ${DEMI_CENTIME}`, centime_superieur: `+ ${DEMI_CENTIME}`, centime: '+ 0.00005' }[corps.arrondi]
  return { valeur: `${texteDe(corps.noeud)} ${decalage}`, arrondi: 'oui' }
}

const CODE = /^[a-z0-9_]+$/i
function entrante(valeur: Valeur): number | string {
  if (typeof valeur === 'boolean') return valeur ? 'oui' : 'non'
  if (typeof valeur === 'number') {
    if (!Number.isFinite(valeur)) throw new RangeError('a fact must be a finite number')
    return valeur
  }
  if (!CODE.test(valeur.code)) throw new RangeError('a fact must be a known code')
  return `'${valeur.code}'`
}

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
  const regles = Object.fromEntries(
    [...corps].filter(([nom, c]) => c.quoi !== 'fait' || utiles.has(nom)).map(([nom, c]) => [nom, regle(c)]),
  )
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
