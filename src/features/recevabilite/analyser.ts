import { formatNombre } from '../../lib/euros.ts'
import { suggestion } from '../../lib/proche.ts'
import { type Appel, tableauxDe } from '../cahier/index.ts'
import { type AidePrete, compilerAide } from './aide.ts'
import { conditionsSi } from './conditions-si.ts'
import { lectureDesRegles } from './couverture.ts'
import { declarer, type RegleDeLAppel } from './declarations.ts'
import { type Atelier, definir } from './definir.ts'
import { type Agregats, nommerTotaux, type TableauPret } from './definir-tableaux.ts'
import { analyserFormule, ErreurFormule, type Noeud, nomsDe } from './formules.ts'
import { nomsProteges } from './jetons.ts'
import { ABSENTS_DU_PLAN, AIDE_PROPOSEE, annonceSesResultats, aUneFin, DE_LA_FIN, faitsDe } from './lexique.ts'
import { analyserPhrase, type Phrase } from './phrases.ts'
import { type Corps, faitsLus, tailleDuCorps } from './publicodes.ts'
import { compilerRegleDeLigne, type RegleDeLigne } from './regles-de-ligne.ts'
import { type Definition, typer } from './typer.ts'

/** Where a mistake stands in the call's data: keys and ranks, plus the column inside the text. */
export type ErreurRegle = { chemin: (string | number)[]; message: string; colonne?: number }

/** A condition compiled: its name in the engine and the facts that it uses. */
export type Condition = { cle: string; noms: string[] }
export type ControlePret = { condition: Condition; controle: RegleDeLAppel['controles'][number]; phrase: Phrase; constat?: Phrase }
export type ReglePrete = {
  regle: RegleDeLAppel
  applicable?: Condition
  controles: ControlePret[]
  /** Of a rule judged on each line of a table: its controls. */
  ligne?: RegleDeLigne
  sansObjet: Phrase
  aCompleter?: Phrase
  respectee: Phrase
  /** What it reads of the porteur's other dossiers, be it in a sentence. */
  autres?: 'dossiers' | 'rang' | undefined
}
export type Analyse = {
  lexique: Map<string, Definition>
  corps: Map<string, Corps>
  tableaux: ReadonlyMap<string, TableauPret>
  agregats: Agregats
  /** Those of the file, then those that its declarations make. */
  regles: ReglePrete[]
  /** Conditions `si`, by `question:<id>`, `piece:<code>`, `engagement:<code>`, `critere:<code>`, `avis:<code>`. */
  conditions: Map<string, Condition>
  /** Conditions of the bodies that give an opinion, by code: they alone read `aide proposée`. */
  instances: Map<string, Condition>
  /** The aid, where the call computes it. */
  aide?: AidePrete | undefined
  erreurs: ErreurRegle[]
}

/** Names, figures and constants in all the formulas of a call. The founding call has 123: what they ask of the engine is done wherever a dossier is read. */
export const TERMES_MAX = 1500
const SANS_OBJET = 'Cette règle ne concerne pas ce projet.'
type ConditionYaml = RegleDeLAppel['controles'][number]['formule']

/** A closing or a plan that the call does not have is said so, rather than a name that nobody knows. */
function absent(appel: Appel, message: string) {
  const de = (noms: readonly string[]) => noms.find(nom => message.startsWith(`« ${nom} » n’existe pas`))
  if (!aUneFin(appel) && de(DE_LA_FIN))
    return 'cet appel n’a pas de « fin » : sa clôture n’a pas de date, et ce qui manque n’est jamais compté pour zéro'
  if (!annonceSesResultats(appel) && de(['résultats']))
    return 'une période de cet appel ne dit pas quand viennent ses « résultats » : écrivez ce jour au calendrier'
  const duPlan = de(ABSENTS_DU_PLAN[appel.plan])
  if (duPlan === undefined) return message
  return appel.plan === 'aucun'
    ? `« ${duPlan} » n’existe pas : cet appel n’a pas de plan de financement (« plan: aucun »)`
    : `« ${duPlan} » n’existe pas : le plan de cet appel n’a pas de lignes de dépenses (« plan: simple »)`
}

/** A calculation that is cited above its line, or that could not be read: it then has its own mistake, and nothing follows from it. */
function calculAilleurs(appel: Appel, chemin: ErreurRegle['chemin'], message: string): string | undefined {
  const nom = /^« (.+?) » n’existe pas/.exec(message)?.[1]
  if (nom === undefined || !Object.hasOwn(appel.calculs, nom)) return message
  if (chemin[0] !== 'calculs') return undefined
  if (chemin[1] === nom) return `« ${nom} » se cite lui-même : un calcul ne peut pas dépendre de son propre résultat`
  const noms = Object.keys(appel.calculs)
  return noms.indexOf(nom) > noms.indexOf(String(chemin[1]))
    ? `« ${nom} » est calculé plus bas : mettez sa ligne au-dessus de celle-ci`
    : undefined
}

/** Compiles every formula and sentence of a call and gathers all the mistakes, instead of stopping at the first. */
export function analyser(appel: Appel): Analyse {
  const lexique = new Map(faitsDe(appel))
  const corps = new Map<string, Corps>([...lexique.keys()].map(nom => [nom, { quoi: 'fait' }]))
  const erreurs: ErreurRegle[] = []
  let illisibles = false
  const proteges = nomsProteges([...lexique.keys(), ...Object.keys(appel.parametres), ...Object.keys(appel.calculs)])
  const tableaux = new Map<string, TableauPret>()
  const agregats: Agregats = new Map()
  const noms = new Set(tableauxDe(appel).keys())
  const lireColonne = (formule: string) => analyserFormule(formule, proteges, noms)
  const a: Atelier = {
    lexique,
    corps,
    tableaux,
    agregats,
    lireColonne,
    lire: formule => nommerTotaux(lireColonne(formule), a),
    noter: (chemin, message) => erreurs.push({ chemin, message }),
    tenter: (chemin, faire) => {
      try {
        return faire()
      } catch (e) {
        if (!(e instanceof ErreurFormule)) throw e
        const message = calculAilleurs(appel, chemin, absent(appel, e.message))
        if (message === undefined) illisibles = true
        else erreurs.push({ chemin, message, colonne: e.colonne })
        return undefined
      }
    },
  }
  definir(appel, a)
  const aide = compilerAide(appel, a)
  const regles = appel.regles.map((regle, i) => compilerRegle(regle, ['regles', i], a))
  const conditions = new Map<string, Condition>()
  for (const [cle, si, chemin] of conditionsSi(appel)) {
    const c = conditions.get(cle) ?? condition(si, chemin, a)
    if (c) conditions.set(cle, c)
  }
  sansAutresDossiers(appel, conditions, a)
  const instances = instancesSi(appel, a)
  const termes = [...corps.values()].reduce((t, c) => t + tailleDuCorps(c), 0)
  if (termes > TERMES_MAX)
    a.noter(['regles'], `les formules de l’appel ont ${formatNombre(termes)}\u00a0termes en tout : ${formatNombre(TERMES_MAX)} au plus`)
  // a rule that has a mistake may be the one that covers a declaration
  const declarees =
    erreurs.length > 0 || illisibles
      ? []
      : declarer(appel, lectureDesRegles(regles, corps)).map(r => compilerRegle(r, ['declarations', r.id], a))
  return { lexique, corps, tableaux, agregats, regles: [...regles, ...declarees], conditions, instances, aide, erreurs }
}

/** What a form shows is read by all who open it, partners and the service: it may not hang on what the porteur alone may know of its other dossiers. */
function sansAutresDossiers(appel: Appel, conditions: ReadonlyMap<string, Condition>, { lexique, corps, noter }: Atelier) {
  for (const [cle, , chemin] of conditionsSi(appel)) {
    const lu = faitsLus(corps, [conditions.get(cle)?.cle ?? '']).find(nom => lexique.get(nom)?.autres)
    if (lu) noter(chemin, `« ${lu} » se lit dans une règle seulement : ce qu’un formulaire montre, des partenaires le voient aussi`)
  }
}

/** The amount that is proposed is known of a filed dossier alone: no other formula may name it. */
function instancesSi(appel: Appel, a: Atelier): Map<string, Condition> {
  if (!appel.instances.some(x => x.nature === 'avis' && x.si !== undefined)) return new Map()
  const [nom, fait] = AIDE_PROPOSEE
  if (a.lexique.has(nom)) a.noter(['instances'], `le nom « ${nom} » est déjà pris par une question, un paramètre ou un calcul`)
  a.lexique.set(nom, fait)
  a.corps.set(nom, { quoi: 'fait' })
  return new Map(
    appel.instances.flatMap((x, i): [string, Condition][] => {
      const ici = ['instances', i, 'si']
      const c = x.nature === 'avis' && x.si !== undefined ? condition(x.si, ici, a) : undefined
      const autre = c && faitsLus(a.corps, [c.cle]).find(nom => a.lexique.get(nom)?.autres)
      if (autre) a.noter(ici, `« ${autre} » se lit dans une règle seulement`)
      return c ? [[x.code, c]] : []
    }),
  )
}

/** What a rule reads of the porteur's other dossiers, through the scales, the calculations and the figures of its sentences. */
function autresDe(r: ReglePrete, { lexique, corps }: Atelier): ReglePrete['autres'] {
  const phrases = [
    r.sansObjet,
    r.respectee,
    ...(r.aCompleter ? [r.aCompleter] : []),
    ...r.controles.flatMap(c => [c.phrase, ...(c.constat ? [c.constat] : [])]),
  ]
  const cles = [
    ...(r.applicable ? [r.applicable.cle] : []),
    ...r.controles.map(c => c.condition.cle),
    ...phrases.flat().flatMap(m => (typeof m === 'string' ? [] : [m.cle])),
  ]
  const lus = faitsLus(corps, cles).filter(nom => lexique.get(nom)?.autres)
  return lus.includes('rang du dossier') ? 'rang' : lus.length > 0 ? 'dossiers' : undefined
}

const interne = ({ corps }: Atelier, c: Corps) => {
  const cle = `INTERNE_${corps.size}`
  corps.set(cle, c)
  return cle
}

function bool(formule: string, { lire, lexique }: Atelier): Noeud {
  const noeud = lire(formule)
  const { genre } = typer(noeud, lexique)
  if (genre !== 'oui_non') throw new ErreurFormule('une condition est attendue, par exemple « coût global >= 5 000 € »', 0)
  return noeud
}

function condition(yaml: ConditionYaml, chemin: ErreurRegle['chemin'], a: Atelier): Condition | undefined {
  if (typeof yaml === 'string') {
    const noeud = a.tenter(chemin, () => bool(yaml, a))
    return noeud && { cle: interne(a, { quoi: 'formule', noeud }), noms: nomsDe(noeud) }
  }
  const [cle, lien, liste] =
    'toutes_ces_conditions' in yaml
      ? (['toutes_ces_conditions', 'et', yaml.toutes_ces_conditions] as const)
      : (['une_de_ces_conditions', 'ou', yaml.une_de_ces_conditions] as const)
  const noeuds = liste.map((f, i) => a.tenter([...chemin, cle, i], () => bool(f, a)))
  if (noeuds.some(n => n === undefined)) return undefined
  const surs = noeuds as Noeud[]
  return { cle: interne(a, { quoi: 'liste', lien, noeuds: surs }), noms: [...new Set(surs.flatMap(nomsDe))] }
}

const phrase = (texte: string, chemin: ErreurRegle['chemin'], a: Atelier): Phrase =>
  a.tenter(chemin, () =>
    analyserPhrase(texte, formule => {
      const noeud = a.lire(formule)
      const { genre, options } = typer(noeud, a.lexique)
      const cle = noeud.genre === 'nom' ? noeud.nom : interne(a, { quoi: 'formule', noeud })
      return { genre, cle, ...(options ? { options } : {}) }
    }),
  ) ?? []

function compilerRegle(regle: RegleDeLAppel, ici: ErreurRegle['chemin'], a: Atelier): ReglePrete {
  const applicable = regle.applicable_si === undefined ? undefined : condition(regle.applicable_si, [...ici, 'applicable_si'], a)
  const tableau = regle.tableau === undefined ? undefined : a.tableaux.get(regle.tableau)
  if (regle.tableau !== undefined && !tableau)
    a.noter(
      [...ici, 'tableau'],
      `le tableau «\u00a0${regle.tableau}\u00a0» n’existe pas dans cet appel${suggestion(regle.tableau, a.tableaux.keys())}`,
    )
  const ligne = tableau && compilerRegleDeLigne(regle, tableau, ici, a)
  const controles = (regle.tableau === undefined ? regle.controles : []).flatMap((controle, j): ControlePret[] => {
    const la = [...ici, 'controles', j]
    const c = condition(controle.formule, [...la, 'formule'], a)
    const dite = phrase(controle.phrase, [...la, 'phrase'], a)
    const constat = controle.constat === undefined ? undefined : phrase(controle.constat, [...la, 'constat'], a)
    return c ? [{ condition: c, controle, phrase: dite, ...(constat ? { constat } : {}) }] : []
  })
  const prete: ReglePrete = {
    regle,
    ...(applicable ? { applicable } : {}),
    controles,
    ...(ligne ? { ligne } : {}),
    sansObjet: phrase(regle.sans_objet ?? SANS_OBJET, [...ici, 'sans_objet'], a),
    ...(regle.a_completer === undefined ? {} : { aCompleter: phrase(regle.a_completer, [...ici, 'a_completer'], a) }),
    respectee: phrase(regle.respectee, [...ici, 'respectee'], a),
  }
  const autres = autresDe(prete, a)
  return autres ? { ...prete, autres } : prete
}
