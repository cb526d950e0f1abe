import { parseDate } from '../../lib/dates.ts'
import { type Centimes, formatEuros, messageMontant, parseEuros } from '../../lib/euros.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { sansUnite } from '../../lib/nombres.ts'
import { type Appel, type Ecran, type Question, questionDe } from '../cahier/index.ts'
import type { AideCalculee, Faits, Reponse } from '../verdicts/index.ts'

/** Names of the fields of the simulator; they are also the parameters of the shareable address of a result. */
export const CHAMP = {
  structure: 'structure',
  structureId: 'structure_id',
  type: 'type_structure',
  departement: 'departement',
  /** Where the territory of the call is made of communes and EPCI. */
  lieu: 'lieu',
  volet: 'volet',
  actions: 'actions',
  /** The questions left for later: « Je ne sais pas encore » is an answer. */
  passe: 'passe',
  partenaires: 'partenaires',
  depense: (nature: string) => `depense_${nature}`,
} as const
export const RESSOURCES = ['cout', 'aide', 'part', 'autres'] as const
export type ChampRessource = (typeof RESSOURCES)[number]
/** What the screen of resources asks: neither an aid that the call computes, nor what a short plan leaves out. */
export const ressourcesDemandees = ({ plan, aide }: Appel): ChampRessource[] =>
  RESSOURCES.filter(r => (r === 'aide' ? aide.calcul === undefined : r === 'autres' || r === (plan === 'simple' ? 'cout' : 'part')))
/** « volet_1:former_agents »: an action is told apart by its volet. */
export const valeurAction = (volet: string, action: string) => `${volet}:${action}`

/** The one action of the one volet of a call: nobody is asked to choose it. */
export function actionImposee({ volets }: Appel): { volet: string; action: string } | undefined {
  const [volet, ...autres] = volets
  const [action, ...suite] = volet?.actions ?? []
  return volet && action && autres.length === 0 && suite.length === 0 ? { volet: volet.code, action: action.code } : undefined
}

/** What fields show before anything is typed: nothing else to count unless said. */
const DEFAUTS: Record<string, string> = { autres: '0', [CHAMP.partenaires]: '0' }
export const saisieDe = (q: URLSearchParams, champ: string) => q.get(champ) ?? (q.size === 0 ? DEFAUTS[champ] : undefined) ?? ''

export type ReponsesLues = { faits: Omit<Faits, 'instant' | 'structure'>; erreurs: FieldErrors }

type Lecture = { q: URLSearchParams; erreurs: FieldErrors }

/** Reads the answers of the address. What is empty is missing; what cannot be read is an error beside its field, value kept. */
export function lireReponses(appel: Appel, q: URLSearchParams): ReponsesLues {
  const l: Lecture = { q, erreurs: {} }
  const faits: ReponsesLues['faits'] = {}
  for (const ecran of appel.simulateur.ecrans) Object.assign(faits, lireEcran(appel, ecran, l, faits))
  return { faits, erreurs: l.erreurs }
}

function lireEcran(appel: Appel, ecran: Ecran, l: Lecture, dejaLus: ReponsesLues['faits']): ReponsesLues['faits'] {
  switch (ecran.type) {
    case 'structure':
      return {}
    case 'volet_actions':
      return lireActions(appel, l)
    case 'ressources':
      return {
        montants: resteDe(appel, Object.fromEntries(ressourcesDemandees(appel).flatMap(champ => presente(champ, lireMontant(champ, l))))),
      }
    case 'depenses':
      return appel.aide.calcul === undefined ? lireDepenses(ecran, l, dejaLus.montants) : lireToutesDepenses(ecran, l)
    case 'partenaires': {
      const nombre = lireNombre(CHAMP.partenaires, l)
      return nombre === undefined ? {} : { partenaires: { nombre, valides: 0 } }
    }
    case 'question': {
      const question = questionDe(appel, ecran.question)
      const reponse = question && lireQuestion(question, l)
      return reponse === undefined ? {} : { reponses: { ...dejaLus.reponses, [ecran.question]: reponse } }
    }
  }
}

/** In a short plan, what the cost leaves to the structure. */
function resteDe({ plan }: Appel, m: NonNullable<Faits['montants']>): NonNullable<Faits['montants']> {
  const { cout, aide, autres } = m
  if (plan !== 'simple' || cout === undefined || aide === undefined || autres === undefined) return m
  return { ...m, part: cout - aide - autres }
}

/** The answers with the aid that the call computes from them, and how. */
export function avecAideCalculee(appel: Appel, faits: Faits, calculee: AideCalculee | undefined): Faits {
  if (!calculee) return faits
  const montants = calculee.montant === undefined ? { ...faits.montants } : resteDe(appel, { ...faits.montants, aide: calculee.montant })
  return { ...faits, montants, sansAide: calculee.manquants }
}

const presente = <T>(champ: string, v: T | undefined): [string, T][] => (v === undefined ? [] : [[champ, v]])

function lireActions(appel: Appel, { q, erreurs }: Lecture): ReponsesLues['faits'] {
  const imposee = actionImposee(appel)
  if (imposee) return { volet: imposee.volet, actions: [imposee.action] }
  const cochees = new Set(q.getAll(CHAMP.actions))
  const volets = appel.volets.filter(v => v.actions.some(a => cochees.has(valeurAction(v.code, a.code))))
  if (volets.length > 1)
    erreurs[CHAMP.actions] =
      `Vos actions viennent de plusieurs volets (${volets.map(v => v.numero).join(', ')}). Un projet relève d’un seul volet\u00a0: gardez les actions d’un seul.`
  const [volet] = volets
  // the volet alone, as long as its actions are not chosen
  const dit = appel.volets.find(v => v.code === q.get(CHAMP.volet))
  if (!volet) return dit ? { volet: dit.code } : {}
  return { volet: volet.code, actions: volet.actions.filter(a => cochees.has(valeurAction(volet.code, a.code))).map(a => a.code) }
}

function lireMontant(champ: string, { q, erreurs }: Lecture): Centimes | undefined {
  const saisie = saisieDe(q, champ)
  const lu = parseEuros(saisie)
  if (lu.ok) return lu.value
  if (lu.error !== 'vide') erreurs[champ] = messageMontant(lu.error, saisie)
  return undefined
}

function lireNombre(champ: string, { q, erreurs }: Lecture): number | undefined {
  const saisie = saisieDe(q, champ).trim()
  if (saisie === '') return undefined
  const entier = sansUnite(saisie)
  if (/^\d{1,9}$/.test(entier)) return Number(entier)
  erreurs[champ] = `«\u00a0${saisie}\u00a0» n’est pas un nombre entier. Écrivez par exemple 3`
  return undefined
}

type EcranDepenses = Extract<Ecran, { type: 'depenses' }>
/** What the screen of expenses asks: the ordinary ones too where the aid is computed from them, since no cost says what they are. */
export const naturesDemandees = (appel: Appel, ecran: EcranDepenses): readonly string[] =>
  appel.aide.calcul === undefined ? ecran.natures : [...new Set([ecran.solde, ...ecran.natures])]

/** Every amount is typed; while the ordinary expenses are not, all are missing. */
function lireToutesDepenses(ecran: EcranDepenses, l: Lecture): ReponsesLues['faits'] {
  const lues = Object.fromEntries([ecran.solde, ...ecran.natures].flatMap(n => presente(n, lireMontant(CHAMP.depense(n), l))))
  return lues[ecran.solde] === undefined ? {} : { depenses: lues }
}

/** Amounts typed by nature; what remains of the global cost goes to the nature `solde`. Unknown as a whole while the cost is unknown. */
function lireDepenses(ecran: EcranDepenses, l: Lecture, montants: Faits['montants']): ReponsesLues['faits'] {
  const saisies = ecran.natures.flatMap(n => presente(n, lireMontant(CHAMP.depense(n), l)))
  const { aide, part, autres } = montants ?? {}
  if (aide === undefined || part === undefined || autres === undefined) return {}
  const cout = aide + part + autres
  const somme = saisies.reduce((total, [, c]) => total + c, 0)
  const premiere = saisies.find(([, c]) => c > 0)?.[0]
  if (somme > cout && premiere) {
    l.erreurs[CHAMP.depense(premiere)] =
      `Ces dépenses (${formatEuros(somme)}) dépassent le coût global du projet (${formatEuros(cout)}). Corrigez les unes ou les autres`
    return {}
  }
  const depenses = Object.fromEntries(saisies)
  return { depenses: { ...depenses, [ecran.solde]: (depenses[ecran.solde] ?? 0) + cout - somme } }
}

function lireQuestion(question: Question, l: Lecture): Reponse | undefined {
  const saisie = saisieDe(l.q, question.id).trim()
  const codes = (question.options ?? []).map(o => o.code)
  switch (question.type) {
    case 'choix':
      return codes.includes(saisie) ? saisie : undefined
    case 'choix_multiple': {
      const choisis = l.q.getAll(question.id).filter(c => codes.includes(c))
      return choisis.length > 0 ? choisis : undefined
    }
    case 'oui_non':
      return saisie === 'oui' ? true : saisie === 'non' ? false : undefined
    case 'montant':
      return lireMontant(question.id, l)
    case 'nombre':
      return lireNombre(question.id, l)
    case 'date':
      return lireDate(question.id, saisie, l)
    default:
      return saisie || undefined
  }
}

function lireDate(champ: string, saisie: string, { erreurs }: Lecture): string | undefined {
  if (saisie === '') return undefined
  const lue = parseDate(saisie)
  if (!lue) erreurs[champ] = `«\u00a0${saisie}\u00a0» n’est pas une date. Écrivez par exemple 17/09/2021`
  return lue
}
