import { formatNombre } from '../../lib/euros.ts'
import type { Appel, Regle } from '../cahier/index.ts'
import { analyserFormule, ErreurFormule, type Noeud, nomsDe } from './formules.ts'
import { aUneFin, corpsParametre, DE_LA_FIN, faitsDe, typerCalcul } from './lexique.ts'
import { analyserPhrase, type Phrase } from './phrases.ts'
import { type Corps, tailleDuCorps } from './publicodes.ts'
import { type Definition, suggestion, typer } from './typer.ts'

/** Where a mistake stands in the call's data: keys and ranks, plus the column inside the text. */
export type ErreurRegle = { chemin: (string | number)[]; message: string; colonne?: number }

/** A condition compiled: its name in the engine and the facts that it uses. */
export type Condition = { cle: string; noms: string[] }
export type ControlePret = { condition: Condition; controle: Regle['controles'][number]; phrase: Phrase; constat?: Phrase }
export type ReglePrete = {
  regle: Regle
  applicable?: Condition
  controles: ControlePret[]
  sansObjet: Phrase
  aCompleter?: Phrase
  respectee: Phrase
}
export type Analyse = {
  lexique: Map<string, Definition>
  corps: Map<string, Corps>
  regles: ReglePrete[]
  /** Conditions `si`, by `question:<id>`, `piece:<code>`, `engagement:<code>`, `critere:<code>`. */
  conditions: Map<string, Condition>
  erreurs: ErreurRegle[]
}

/** Names, figures and constants in all the formulas of a call. The founding call has 123: what they ask of the engine is done wherever a dossier is read. */
export const TERMES_MAX = 1500
const SANS_OBJET = 'Cette règle ne concerne pas ce projet.'
type ConditionYaml = Regle['controles'][number]['formule']

/** A closing that the call does not have is said so, rather than a name that nobody knows. */
const sansFin = (appel: Appel, message: string) =>
  !aUneFin(appel) && DE_LA_FIN.some(nom => message.startsWith(`« ${nom} » n’existe pas`))
    ? 'cet appel n’a pas de « fin » : sa clôture n’a pas de date, et ce qui manque n’est jamais compté pour zéro'
    : message

/** Compiles every formula and sentence of a call and gathers all the mistakes, instead of stopping at the first. */
export function analyser(appel: Appel): Analyse {
  const lexique = new Map(faitsDe(appel))
  const corps = new Map<string, Corps>([...lexique.keys()].map(nom => [nom, { quoi: 'fait' }]))
  const erreurs: ErreurRegle[] = []
  const tenter = <T>(chemin: ErreurRegle['chemin'], faire: () => T): T | undefined => {
    try {
      return faire()
    } catch (e) {
      if (!(e instanceof ErreurFormule)) throw e
      erreurs.push({ chemin, message: sansFin(appel, e.message), colonne: e.colonne })
      return undefined
    }
  }
  const interne = (c: Corps) => {
    const cle = `INTERNE_${corps.size}`
    corps.set(cle, c)
    return cle
  }
  definir(appel, lexique, corps, erreurs, tenter)

  const bool = (formule: string) => {
    const noeud = analyserFormule(formule)
    const { genre } = typer(noeud, lexique)
    if (genre !== 'oui_non') throw new ErreurFormule('une condition est attendue, par exemple « coût global >= 5 000 € »', 0)
    return noeud
  }
  const condition = (yaml: ConditionYaml, chemin: ErreurRegle['chemin']): Condition | undefined => {
    if (typeof yaml === 'string') {
      const noeud = tenter(chemin, () => bool(yaml))
      return noeud && { cle: interne({ quoi: 'formule', noeud }), noms: nomsDe(noeud) }
    }
    const [cle, lien, liste] =
      'toutes_ces_conditions' in yaml
        ? (['toutes_ces_conditions', 'et', yaml.toutes_ces_conditions] as const)
        : (['une_de_ces_conditions', 'ou', yaml.une_de_ces_conditions] as const)
    const noeuds = liste.map((f, i) => tenter([...chemin, cle, i], () => bool(f)))
    if (noeuds.some(n => n === undefined)) return undefined
    const surs = noeuds as Noeud[]
    return { cle: interne({ quoi: 'liste', lien, noeuds: surs }), noms: [...new Set(surs.flatMap(nomsDe))] }
  }
  const phrase = (texte: string, chemin: ErreurRegle['chemin']): Phrase =>
    tenter(chemin, () =>
      analyserPhrase(texte, noeud => {
        const { genre, options } = typer(noeud, lexique)
        const cle = noeud.genre === 'nom' ? noeud.nom : interne({ quoi: 'formule', noeud })
        return { genre, cle, ...(options ? { options } : {}) }
      }),
    ) ?? []

  const regles = appel.regles.map((regle, i): ReglePrete => {
    const ici = ['regles', i]
    const applicable = regle.applicable_si === undefined ? undefined : condition(regle.applicable_si, [...ici, 'applicable_si'])
    const controles = regle.controles.flatMap((controle, j): ControlePret[] => {
      const c = condition(controle.formule, [...ici, 'controles', j, 'formule'])
      const dite = phrase(controle.phrase, [...ici, 'controles', j, 'phrase'])
      const constat = controle.constat === undefined ? undefined : phrase(controle.constat, [...ici, 'controles', j, 'constat'])
      return c ? [{ condition: c, controle, phrase: dite, ...(constat ? { constat } : {}) }] : []
    })
    return {
      regle,
      ...(applicable ? { applicable } : {}),
      controles,
      sansObjet: phrase(regle.sans_objet ?? SANS_OBJET, [...ici, 'sans_objet']),
      ...(regle.a_completer === undefined ? {} : { aCompleter: phrase(regle.a_completer, [...ici, 'a_completer']) }),
      respectee: phrase(regle.respectee, [...ici, 'respectee']),
    }
  })

  const conditions = new Map<string, Condition>()
  for (const [cle, si, chemin] of conditionsSi(appel)) {
    const c = conditions.get(cle) ?? condition(si, chemin)
    if (c) conditions.set(cle, c)
  }
  const termes = [...corps.values()].reduce((t, c) => t + tailleDuCorps(c), 0)
  if (termes > TERMES_MAX)
    erreurs.push({
      chemin: ['regles'],
      message: `les formules de l’appel ont ${formatNombre(termes)}\u00a0termes en tout : ${formatNombre(TERMES_MAX)} au plus`,
    })
  return { lexique, corps, regles, conditions, erreurs }
}

/** Adds parameters and calculations to the vocabulary; a calculation may use what stands above it, which forbids circles. */
function definir(
  appel: Appel,
  lexique: Analyse['lexique'],
  corps: Analyse['corps'],
  erreurs: ErreurRegle[],
  tenter: <T>(c: ErreurRegle['chemin'], f: () => T) => T | undefined,
) {
  const nommer = (nom: string, chemin: ErreurRegle['chemin']) =>
    tenter(chemin, () => {
      const noeud = analyserFormule(nom)
      if (noeud.genre !== 'nom' || noeud.nom !== nom || nom.includes('.'))
        throw new ErreurFormule(
          `« ${nom} » ne peut pas servir de nom : des mots sans « et », « ou », « oui », « non », ni chiffre au début`,
          0,
        )
      if (lexique.has(nom)) throw new ErreurFormule(`le nom « ${nom} » est déjà pris par un fait, une question ou un paramètre`, 0)
    })
  for (const [nom, p] of Object.entries(appel.parametres)) {
    const chemin = ['parametres', nom]
    nommer(nom, chemin)
    const selon = p.selon === undefined ? undefined : lexique.get(p.selon)
    if (p.selon !== undefined && !selon)
      erreurs.push({ chemin: [...chemin, 'selon'], message: `« ${p.selon} » n’existe pas${suggestion(p.selon, lexique.keys())}` })
    else if (selon) verifierSelon(p, selon, chemin, erreurs)
    lexique.set(nom, { genre: p.type, libelle: p.libelle ?? `«\u00a0${nom}\u00a0»` })
    if (p.valeur !== undefined || selon) corps.set(nom, corpsParametre(p))
  }
  for (const [nom, c] of Object.entries(appel.calculs)) {
    const chemin = ['calculs', nom]
    nommer(nom, chemin)
    const noeud = tenter([...chemin, 'formule'], () => {
      const n = analyserFormule(c.formule)
      const t = typerCalcul(n, c.arrondi, lexique)
      if (t.genre === 'montant' && !t.exact)
        throw new ErreurFormule(
          'ce calcul donne des fractions de centime : ajoutez « arrondi: centime_inferieur » ou « centime_superieur »',
          0,
        )
      if (t.genre === 'texte' || t.genre === 'libelle')
        throw new ErreurFormule('un calcul donne un montant, un taux, un nombre, une date ou un oui ou non', 0)
      lexique.set(nom, { genre: t.genre, libelle: c.libelle ?? `«\u00a0${nom}\u00a0»` })
      return n
    })
    if (noeud) corps.set(nom, { quoi: 'formule', noeud, ...(c.arrondi ? { arrondi: c.arrondi } : {}) })
  }
}

function verifierSelon(p: Appel['parametres'][string], selon: Definition, chemin: ErreurRegle['chemin'], erreurs: ErreurRegle[]) {
  if (p.tranches && selon.genre !== 'nombre')
    erreurs.push({ chemin: [...chemin, 'selon'], message: '« tranches » va avec un nombre, par exemple « population »' })
  if (!p.valeurs) return
  if (!selon.options) {
    erreurs.push({
      chemin: [...chemin, 'selon'],
      message: '« valeurs » va avec « volet », « type de structure », « département » ou une question à choix',
    })
    return
  }
  const options = selon.options
  for (const code of Object.keys(p.valeurs))
    if (!Object.hasOwn(options, code))
      erreurs.push({
        chemin: [...chemin, 'valeurs', code],
        message: `« ${code} » n’est pas un code de « ${p.selon} »${suggestion(code, Object.keys(options))}`,
      })
  const oublies = Object.keys(options).filter(code => p.valeurs && !Object.hasOwn(p.valeurs, code))
  if (oublies.length > 0 && p.defaut === undefined)
    erreurs.push({ chemin: [...chemin, 'valeurs'], message: `il manque une valeur pour ${oublies.join(', ')}, ou une valeur « defaut »` })
}

function conditionsSi(appel: Appel): [string, string, (string | number)[]][] {
  const si = <T extends { si?: string | undefined }>(liste: readonly T[], cle: (t: T) => string, chemin: (string | number)[]) =>
    liste.flatMap((t, i): [string, string, (string | number)[]][] => (t.si === undefined ? [] : [[cle(t), t.si, [...chemin, i, 'si']]]))
  return [
    ...appel.formulaires.flatMap((f, i) =>
      f.etapes.flatMap((e, j) => si(e.questions, q => `question:${q.id}`, ['formulaires', i, 'etapes', j, 'questions'])),
    ),
    ...si(appel.pieces, p => `piece:${p.code}`, ['pieces']),
    ...si(appel.engagements, e => `engagement:${e.code}`, ['engagements']),
    ...si(appel.criteres.liste, c => `critere:${c.code}`, ['criteres', 'liste']),
  ]
}
