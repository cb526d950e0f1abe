import type { Analyse, ReglePrete } from './analyser.ts'
import { membresDe, type Noeud } from './formules.ts'
import { formater } from './phrases.ts'
import { type Corps, noeudsDuCorps } from './publicodes.ts'
import { type Definition, typer } from './typer.ts'

type Chemin = (string | number)[]
/** Two rules, or one, that no dossier can satisfy. `tous`: no dossier at all; otherwise none of those that the second one is about. */
export type Contradiction = { chemin: Chemin; titres: [string, string]; demandes: [string, string]; tous: boolean }

/** What one control asks of a value: between two figures, or one of some codes. */
type Demande = { regle: string; chemin: Chemin; dit: string }
type Bornes = { min?: { n: number; exclu: boolean; de: Demande }; max?: { n: number; exclu: boolean; de: Demande } }
type Exigences = { nombres: Map<string, Bornes>; codes: Map<string, { permis: ReadonlySet<string>; de: Demande }> }

const INVERSES: Record<string, string> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=', '!=': '!=' }

/**
 * Rules of the filing that cannot all be kept, as far as it can be proved: figures compared with the same value, codes and answers asked of the same question. Rules
 * that are applied on some dossiers are compared with those of every dossier and with those applied on the very same ones; what they are applied on is not: a rule
 * may well refuse all that it is about.
 */
export function contradictions(analyse: Analyse): Contradiction[] {
  const regles = analyse.regles.map((r, i) => ({ r, i })).filter(({ r }) => r.regle.usages.includes('depot'))
  const p = preuves(analyse)
  const groupe = ({ r }: { r: ReglePrete }) => (r.applicable ? cleDesNoeuds(analyse.corps.get(r.applicable.cle)) : '')
  const groupes = Map.groupBy(regles, groupe)
  const deTous = exigencesDe(groupes.get('') ?? [], p)
  const trouvees = [...deTous.trouvees]
  if (trouvees.length > 0) return trouvees
  for (const [cle, siennes] of groupes)
    if (cle !== '') {
      const depart = {
        nombres: new Map([...deTous.exigences.nombres].map(([k, b]) => [k, { ...b }])),
        codes: new Map(deTous.exigences.codes),
      }
      trouvees.push(...exigencesDe(siennes, p, depart).trouvees)
    }
  return trouvees
}

const nommer = ({ r, i }: { r: ReglePrete; i: number }, suite: Chemin) => ({
  regle: r.regle.titre,
  // a rule that a declaration makes has no place of its own in the file
  chemin: r.regle.etapes ? [] : ['regles', i, ...suite],
})

type Atome = { cle: string; de: Demande } & (
  | { op: string; n: number }
  | { permis: ReadonlySet<string> }
  | { exclu: string; options: readonly string[] }
)

function exigencesDe(regles: readonly { r: ReglePrete; i: number }[], p: ReturnType<typeof preuves>, depart?: Exigences) {
  const exigences = depart ?? { nombres: new Map(), codes: new Map() }
  const trouvees: Contradiction[] = []
  const heurt = (a: Demande, b: Demande) => {
    const [premiere, seconde] = b.chemin.length > 0 ? [a, b] : [b, a]
    trouvees.push({
      chemin: seconde.chemin.length > 0 ? seconde.chemin : ['regles'],
      titres: [premiere.regle, seconde.regle],
      demandes: [premiere.dit, seconde.dit],
      tous: depart === undefined,
    })
  }
  for (const a of regles.flatMap(r => atomesDe(r, p))) ajouter(a, exigences, heurt)
  return { exigences, trouvees }
}

/** The controls that every filing must pass: once one that does not block has failed, those after it are not judged. */
function atomesDe({ r, i }: { r: ReglePrete; i: number }, p: ReturnType<typeof preuves>): Atome[] {
  const libre = r.controles.findIndex(({ controle: c }) => !(c.sinon === 'non_respectee' || c.sinon === 'a_completer' || c.bloquant))
  const stricts = libre === -1 ? r.controles : r.controles.slice(0, libre)
  return stricts.flatMap((c, j) => p.demandes(p.corps(c.condition.cle), nommer({ r, i }, ['controles', j, 'formule'])))
}

function ajouter(a: Atome, e: Exigences, heurt: (x: Demande, y: Demande) => void) {
  if ('n' in a) return ajouterNombre(a, e, heurt)
  const deja = e.codes.get(a.cle)
  const voulus = 'permis' in a ? a.permis : new Set(a.options.filter(o => o !== a.exclu))
  const permis = deja ? new Set([...deja.permis].filter(c => voulus.has(c))) : voulus
  if (permis.size === 0) heurt(deja?.de ?? a.de, a.de)
  else e.codes.set(a.cle, { permis, de: a.de })
}

function ajouterNombre(a: Extract<Atome, { n: number }>, e: Exigences, heurt: (x: Demande, y: Demande) => void) {
  const b = e.nombres.get(a.cle) ?? {}
  const { n, de } = a
  const exclu = a.op === '<' || a.op === '>'
  if (a.op !== '<' && a.op !== '<=' && (!b.min || n > b.min.n || (n === b.min.n && exclu))) b.min = { n, exclu, de }
  if (a.op !== '>' && a.op !== '>=' && (!b.max || n < b.max.n || (n === b.max.n && exclu))) b.max = { n, exclu, de }
  const { min, max } = b
  if (min && max && (min.n > max.n || (min.n === max.n && (min.exclu || max.exclu)))) {
    heurt(min.de === de ? max.de : min.de, de)
    return
  }
  e.nombres.set(a.cle, b)
}

const sansPlace = (n: Noeud): string => JSON.stringify(n, (cle, v) => (cle === 'debut' ? undefined : v))
const cleDesNoeuds = (c: Corps | undefined) => (c ? `${c.quoi} ${noeudsDuCorps(c).map(sansPlace).join(' ')}` : '?')

/** What can be told of formulas: which are a figure, and what a condition asks. */
function preuves({ corps, lexique }: Analyse) {
  /** A parameter or a calculation that is not rounded is what it says. */
  function deplier(n: Noeud, reste = 20): Noeud {
    if (n.genre !== 'nom' || reste === 0) return n
    const c = corps.get(n.nom)
    return c?.quoi === 'formule' && !c.arrondi ? deplier(c.noeud, reste - 1) : n
  }
  function demande(n: Noeud, ou: { regle: string; chemin: Chemin }): Atome[] {
    const dire = (dit: string): Demande => ({ ...ou, dit })
    const vu = deplier(n)
    if (vu.genre === 'nom') return [{ cle: vu.nom, permis: new Set(['oui']), de: dire(`${vu.nom} = oui`) }]
    if (vu.genre === 'parmi') {
      const codes = vu.codes.map(c => (c.genre === 'litteral' ? String(c.valeur) : ''))
      const options = optionsDe(vu.valeur)
      const permis = new Set(vu.dedans ? codes : options.filter(o => !codes.includes(o)))
      return [
        {
          cle: sansPlace(deplier(vu.valeur)),
          permis,
          de: dire(`${texteDe(vu.valeur)} ${vu.dedans ? '' : 'pas '}parmi ${codes.join(', ')}`),
        },
      ]
    }
    if (vu.genre !== 'operation' || !(vu.op in INVERSES)) return []
    const [g, d] = [deplier(vu.gauche), deplier(vu.droite)]
    const [valeur, nom, op, fixe] =
      d.genre === 'litteral'
        ? [g, vu.gauche, vu.op, d]
        : g.genre === 'litteral'
          ? [d, vu.droite, INVERSES[vu.op]!, g]
          : [g, vu.gauche, '', d]
    if (op === '' || fixe.genre !== 'litteral' || valeur.genre === 'litteral') return []
    const cle = valeur.genre === 'nom' ? valeur.nom : sansPlace(valeur)
    const dit = `${texteDe(nom)} ${op} ${formater(fixe.valeur, fixe.type)}`
    if (fixe.type === 'oui_non') {
      const oui = (op === '=') === fixe.valeur
      return [{ cle, permis: new Set([oui ? 'oui' : 'non']), de: dire(dit) }]
    }
    if (fixe.type === 'texte') {
      const options = optionsDe(valeur)
      if (op === '=') return [{ cle: sansPlace(valeur), permis: new Set([fixe.valeur]), de: dire(dit) }]
      return options.length > 0 ? [{ cle: sansPlace(valeur), exclu: fixe.valeur, options, de: dire(dit) }] : []
    }
    return op === '!=' ? [] : [{ cle, op, n: fixe.valeur, de: dire(dit) }]
  }
  const optionsDe = (n: Noeud) => (n.genre === 'nom' ? Object.keys((lexique.get(n.nom) as Definition | undefined)?.options ?? {}) : [])
  const texteDe = (n: Noeud) => (n.genre === 'nom' ? n.nom : `${typer(n, lexique).genre === 'taux' ? 'une part' : 'un calcul'}`)
  return {
    corps: (cle: string) => corps.get(cle),
    demandes(c: Corps | undefined, ou: { regle: string; chemin: Chemin }): Atome[] {
      if (c?.quoi === 'formule') return membresDe(c.noeud, 'et').flatMap(n => demande(n, ou))
      if (c?.quoi !== 'liste' || (c.lien === 'ou' && c.noeuds.length > 1)) return []
      return c.noeuds.flatMap(n => membresDe(n, 'et')).flatMap(n => demande(n, ou))
    },
  }
}
