import { dateCivile, formatInstant } from '../../lib/dates.ts'
import { finDe, situer } from '../../lib/periodes.ts'
import { parObjet } from '../../lib/une-fois.ts'
import { type Appel, type Question, TYPES_STRUCTURE, tableauxDe } from '../cahier/index.ts'
import type { Faits, Reponse } from '../verdicts/index.ts'
import { minimisDeclarees, nomsDesAutres, valeursDesAutres } from './autres-dossiers.ts'
import { jourDe } from './formules.ts'
import { AIDE_PROPOSEE, annonceSesResultats, aUneFin, PART, questionsDe } from './lexique.ts'
import type { Valeur } from './publicodes.ts'
import { code, type Poser, valeursDeLaStructure } from './valeurs-de-la-structure.ts'

/** What verdicts say of facts: `libelles` are texts to show, which never reach the engine; `absents` says in words what a missing fact lacks. */
export type MotsDeFaits = { libelles: Map<string, string>; absents: Map<string, string[]> }

const somme = (valeurs: (number | null | undefined)[]) =>
  valeurs.every(v => typeof v === 'number') ? (valeurs as number[]).reduce((a, b) => a + b, 0) : undefined

function projet(appel: Appel, faits: Faits, poser: Poser) {
  const volet = appel.volets.find(v => v.code === faits.volet)
  const choisies = faits.actions
  const attendu = volet && appel.formulaires.find(f => f.volets.includes(volet.code))
  poser('volet', code(volet?.code))
  poser('actions', choisies?.length)
  if (choisies) for (const a of appel.volets.flatMap(v => v.actions)) poser(`actions . ${a.code}`, choisies.includes(a.code))
  poser('actions du volet', volet && choisies ? choisies.every(c => volet.actions.some(a => a.code === c)) : undefined)
  poser('formulaire du volet', attendu ? faits.formulaire === undefined || faits.formulaire === attendu.code : undefined)
}

const MONTANTS = [
  'aide demandée',
  AIDE_PROPOSEE[0],
  'part du porteur',
  'autres financements',
  'coût global',
  'aides publiques du plan',
  'financements publics',
  'lots',
  'lots aidés',
]
function montants({ montants: m, lots }: Faits, poser: Poser) {
  const publics = m?.autresPublics ?? m?.autres
  poser('aide demandée', m?.aide)
  poser(AIDE_PROPOSEE[0], m?.proposee)
  poser('part du porteur', m?.part)
  poser('autres financements', m?.autres)
  poser('coût global', m?.cout ?? somme([m?.aide, m?.part, m?.autres]))
  poser('aides publiques du plan', somme([m?.aide, publics]))
  poser('financements publics', somme([m?.aide, m?.part, publics]))
  poser('lots', lots?.nombre)
  poser('lots aidés', lots?.aides)
}

type ParNature = NonNullable<Faits['depenses']>
const SANS_NATURE = ''
/** Cents of some natures; missing as long as an expense has no nature, since it may be of any. */
const deNatures = (d: ParNature, codes: readonly string[]) =>
  Object.hasOwn(d, SANS_NATURE) ? undefined : somme(codes.map(c => (Object.hasOwn(d, c) ? d[c] : 0)))

const SOMMES = ['dépenses', 'dépenses aidées', 'base éligible', 'dépenses marginales', 'dépenses hors base', 'dépenses exclues']
const parNature = parObjet((appel: Appel) => appel.natures.flatMap(n => [`dépenses . ${n.code}`, `dépenses aidées . ${n.code}`]))
function depenses(appel: Appel, { depenses: d, depensesAidees = d }: Faits, poser: Poser) {
  if (!d || !depensesAidees) return
  const natures = (...eligibles: string[]) => appel.natures.filter(n => eligibles.includes(n.eligible)).map(n => n.code)
  const toutes = [...appel.natures.map(n => n.code), SANS_NATURE]
  const tout = (x: ParNature) => somme(toutes.map(c => (Object.hasOwn(x, c) ? x[c] : 0)))
  for (const n of appel.natures) {
    poser(`dépenses . ${n.code}`, deNatures(d, [n.code]))
    poser(`dépenses aidées . ${n.code}`, deNatures(depensesAidees, [n.code]))
  }
  poser('dépenses', tout(d))
  poser('dépenses aidées', tout(depensesAidees))
  poser('base éligible', deNatures(depensesAidees, natures('oui', 'marginale')))
  poser('dépenses marginales', deNatures(depensesAidees, natures('marginale')))
  poser('dépenses hors base', deNatures(d, natures('non')))
  poser('dépenses exclues', deNatures(d, natures('exclue')))
}

const vide = (r: Reponse | undefined) =>
  r === undefined || (typeof r === 'string' && r.trim() === '') || (Array.isArray(r) && r.length === 0)
/** Whether a question has an answer: an empty text or an empty choice is none, nor a table without a line. */
export const repondue = (faits: Faits, id: string) => !vide(faits.reponses?.[id]) || (faits.tableaux?.[id]?.length ?? 0) > 0

const ecrite = (q: Question) => q.type === 'texte_court' || q.type === 'texte_long'

function question(q: Question, r: Reponse | undefined, poser: Poser) {
  poser(`${q.id} . remplie`, !vide(r))
  // An optional list that was shown and left without a tick says « none »; a mandatory one is still to answer.
  const aucune = q.type === 'choix_multiple' && !q.obligatoire && Array.isArray(r)
  if (r === undefined || (vide(r) && !aucune) || ecrite(q)) return
  if (q.type === 'choix') poser(q.id, q.options?.some(o => o.code === r) ? { code: String(r) } : undefined)
  else if (q.type === 'date') poser(q.id, typeof r === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(r) ? jourDe(r) : undefined)
  else if (q.type === 'choix_multiple') {
    const choisis = Array.isArray(r) ? (r as string[]) : []
    poser(q.id, choisis.length)
    for (const o of q.options ?? []) poser(`${q.id} . ${o.code}`, choisis.includes(o.code))
  } else if (q.type === 'oui_non' ? typeof r === 'boolean' : Number.isSafeInteger(r)) poser(q.id, r as Valeur)
}

type Situe = { instant: Date; prolongation?: Date | undefined }
function echeance(appel: Appel, { instant, prolongation }: Situe) {
  const { etat, periode } = situer(appel.calendrier.vagues, instant)
  const prolonge = prolongation !== undefined && instant.getTime() < finDe(prolongation)
  const cloture = prolonge && periode.cloture && prolongation > periode.cloture ? prolongation : periode.cloture
  return { etat: prolonge ? 'ouvert' : etat, ouverture: periode.ouverture, cloture, resultats: periode.resultats }
}

const citeLeDepot = parObjet((appel: Appel) => JSON.stringify(appel).includes('instant de dépôt'))
/**
 * All that rules may know of an instant: the day, where the call stands in its calendar, and the minute where one of its texts says it. Between two instants that have the same,
 * nothing that they say changes.
 */
export function momentDesRegles(appel: Appel, situe: Situe): string {
  const { etat, ouverture, cloture, resultats } = echeance(appel, situe)
  const minute = citeLeDepot(appel) ? formatInstant(situe.instant) : ''
  return [dateCivile(situe.instant), etat, ouverture.getTime(), cloture?.getTime(), resultats, minute].join(' ')
}

const CALENDRIER = ['calendrier', 'jour', 'ouverture', 'clôture', 'résultats']
function calendrier(appel: Appel, faits: Faits, poser: Poser) {
  const { etat, ouverture, cloture, resultats } = echeance(appel, faits)
  poser('calendrier', { code: etat })
  poser('jour', jourDe(dateCivile(faits.instant)))
  poser('ouverture', jourDe(dateCivile(ouverture)))
  // a call that has no end has no such fact: what is missing is never a date
  if (cloture && aUneFin(appel)) poser('clôture', jourDe(dateCivile(cloture)))
  if (resultats && annonceSesResultats(appel)) poser('résultats', jourDe(resultats))
}

function libellesDe(appel: Appel, faits: Faits, libelles: Map<string, string>) {
  const { cloture } = echeance(appel, faits)
  if (cloture) libelles.set('instant de clôture', formatInstant(cloture))
  libelles.set('instant de dépôt', formatInstant(faits.instant))
  for (const q of questionsDe(appel).filter(ecrite)) {
    const r = faits.reponses?.[q.id]
    if (!vide(r)) libelles.set(q.id, String(r))
  }
  const volet = appel.volets.find(v => v.code === faits.volet)
  const attendu = appel.formulaires.find(f => f.volets.includes(faits.volet ?? ''))
  const actions = appel.volets.flatMap(v => v.actions).filter(a => faits.actions?.includes(a.code))
  libelles.set('nom de la structure', faits.structure?.nom ?? 'Votre structure')
  if (faits.structure?.type) libelles.set('libellé du type de structure', TYPES_STRUCTURE[faits.structure.type])
  if (volet) libelles.set('libellé du volet', `Volet\u00a0${volet.numero}, ${volet.titre.charAt(0).toLowerCase()}${volet.titre.slice(1)}`)
  if (actions.length > 0) libelles.set('libellé des actions', actions.map(a => `«\u00a0${a.libelle}\u00a0»`).join(', '))
  if (attendu) libelles.set('libellé du formulaire attendu', attendu.titre)
  if (faits.contact) libelles.set('libellé du contact opérationnel', faits.contact.mots)
  if (faits.partenaires?.manquants) libelles.set('partenaires manquants', faits.partenaires.manquants.join(', '))
}

function absencesComposees(
  appel: Appel,
  { montants: m, depenses: d, lacunes, sansAide, volet, actions }: Faits,
  absents: Map<string, string[]>,
) {
  absents.set('actions du volet', [volet === undefined ? 'le volet' : '', actions === undefined ? 'les actions' : ''].filter(Boolean))
  const simple = appel.plan === 'simple'
  const aide = m?.aide !== undefined ? [] : sansAide && sansAide.length > 0 ? sansAide : ['l’aide demandée']
  const autres = m?.autres !== undefined ? [] : [simple ? 'les autres aides publiques' : 'les autres financements']
  const part = m?.part !== undefined ? [] : [PART.porteur]
  const cout = m?.cout !== undefined ? [] : ['le coût total du projet']
  const reste = simple ? cout : part
  absents.set('aide demandée', [...aide])
  absents.set('coût global', simple ? cout : [...aide, ...part, ...autres])
  absents.set('part du porteur', simple ? [...cout, ...aide, ...autres] : part)
  absents.set('autres financements', autres)
  absents.set('financements publics', [...aide, ...reste, ...autres])
  absents.set('aides publiques du plan', [...aide, ...autres])
  absencesDepenses(appel, d, lacunes, absents)
}

function absencesDepenses(appel: Appel, d: Faits['depenses'], lacunes: Faits['lacunes'], absents: Map<string, string[]>) {
  const illisibles = appel.natures
    .filter(n => d && Object.hasOwn(d, n.code) && d[n.code] === null)
    .map(n => `le montant de la dépense «\u00a0${n.libelle}\u00a0»`)
  const dits = !d ? ['les dépenses'] : lacunes && lacunes.length > 0 ? [...lacunes] : illisibles
  for (const nom of SOMMES) absents.set(nom, dits)
  if (!d || lacunes?.length) for (const nom of parNature(appel)) absents.set(nom, dits)
}

/** What is drawn from the plan and from the calendar, and under which names: the longest parts, which most questions do without. */
const PARTS: readonly { poser: (appel: Appel, faits: Faits, poser: Poser) => void; noms: (appel: Appel) => readonly string[] }[] = [
  { poser: (_, faits, poser) => montants(faits, poser), noms: () => MONTANTS },
  {
    poser: (appel, faits, poser) => {
      for (const [nom, valeur] of valeursDesAutres(appel, faits)) poser(nom, valeur)
    },
    noms: nomsDesAutres,
  },
  { poser: depenses, noms: appel => [...SOMMES, ...parNature(appel)] },
  { poser: calendrier, noms: () => CALENDRIER },
]

/** What a dossier says, as named values for the engine. With `lus`, those of these names alone. Pure. */
export function valeursDe(appel: Appel, faits: Faits, lus?: ReadonlySet<string>): Map<string, Valeur> {
  const valeurs = new Map<string, Valeur>()
  const poser: Poser = (nom, valeur) => {
    if (valeur !== undefined && (!lus || lus.has(nom))) valeurs.set(nom, valeur)
  }
  valeursDeLaStructure(appel, faits, poser)
  projet(appel, faits, poser)
  for (const part of PARTS) if (!lus || part.noms(appel).some(nom => lus.has(nom))) part.poser(appel, faits, poser)
  for (const q of questionsDe(appel)) if (q.type !== 'tableau') question(q, faits.reponses?.[q.id], poser)
  for (const id of tableauxDe(appel).keys()) {
    poser(`${id} . remplie`, repondue(faits, id))
    if (faits.tableaux) poser(`${id} . nombre`, faits.tableaux[id]?.length ?? 0)
  }
  poser('aide envisagée', faits.envisagee)
  poser('partenaires', faits.partenaires?.nombre)
  poser('partenaires validés', faits.partenaires?.valides)
  poser('contact opérationnel', faits.contact?.complet)
  poser('aides de minimis déclarées', minimisDeclarees(faits.minimis, dateCivile(faits.instant)))
  poser('pièces', faits.pieces?.length)
  if (faits.pieces) for (const p of appel.pieces) poser(`pièces . ${p.code}`, faits.pieces.includes(p.code))
  return valeurs
}

/** What its verdicts say of it: asked by them alone. Pure. */
export function motsDe(appel: Appel, faits: Faits): MotsDeFaits {
  const libelles = new Map<string, string>()
  const absents = new Map<string, string[]>()
  libellesDe(appel, faits, libelles)
  absencesComposees(appel, faits, absents)
  return { libelles, absents }
}
