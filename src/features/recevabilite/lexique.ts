import { parObjet } from '../../lib/une-fois.ts'
import { type Appel, type Question, TYPES_STRUCTURE, tableauxDe } from '../cahier/index.ts'
import { demandeMinimis, faitsDesAutres, MINIMIS } from './autres-dossiers.ts'
import type { Noeud } from './formules.ts'
import { type Definition, type Genre, typer } from './typer.ts'

const ETATS_CALENDRIER = { a_venir: 'à venir', ouvert: 'ouvert', entre_deux_vagues: 'entre deux vagues', clos: 'clos' } as const

/** The bearer's own money, said to the bearer, then to the service. */
export const PART = { porteur: 'votre part', service: 'la part de la structure' }

/** Facts that every call has. The labels complete « Il manque : … ». Documented in docs/ecrire-un-appel.md. */
const COMMUNS: Record<string, [Genre, string]> = {
  population: ['nombre', 'la population de la structure'],
  'commune du porteur': ['texte', 'la commune de la structure'],
  EPCI: ['texte', 'l’EPCI de la structure'],
  'salariés au moins': ['nombre', 'le nombre de salariés de la structure'],
  'salariés au plus': ['nombre', 'le nombre de salariés de la structure'],
  'revenu annuel': ['montant', 'le chiffre d’affaires de la structure'],
  'dans le territoire': ['oui_non', 'la structure'],
  'porteur autorisé': ['oui_non', 'la structure'],
  'population admise': ['oui_non', 'la population de la structure'],
  actions: ['nombre', 'les actions'],
  'actions du volet': ['oui_non', 'le volet et les actions'],
  'formulaire du volet': ['oui_non', 'le volet'],
  jour: ['date', 'la date du jour'],
  ouverture: ['date', 'la date d’ouverture'],
  clôture: ['date', 'la date de clôture'],
  résultats: ['date', 'la date des résultats'],
  'aide demandée': ['montant', 'l’aide demandée'],
  'part du porteur': ['montant', PART.porteur],
  'autres financements': ['montant', 'les autres financements'],
  'coût global': ['montant', 'le coût global'],
  'aides publiques du plan': ['montant', 'les aides publiques'],
  'financements publics': ['montant', 'les financements publics'],
  lots: ['nombre', 'les lots'],
  'lots aidés': ['nombre', 'les lots'],
  dépenses: ['montant', 'les dépenses'],
  'dépenses aidées': ['montant', 'les dépenses'],
  'base éligible': ['montant', 'les dépenses'],
  'dépenses hors base': ['montant', 'les dépenses'],
  'dépenses marginales': ['montant', 'les dépenses'],
  'dépenses exclues': ['montant', 'les dépenses'],
  partenaires: ['nombre', 'le nombre de structures associées'],
  'partenaires validés': ['nombre', 'les validations des structures associées'],
  pièces: ['nombre', 'les pièces'],
  'nom de la structure': ['libelle', 'la structure'],
  'libellé du type de structure': ['libelle', 'la structure'],
  'libellé du volet': ['libelle', 'le volet'],
  'libellé des actions': ['libelle', 'les actions'],
  'libellé du formulaire attendu': ['libelle', 'le volet'],
  'instant de clôture': ['libelle', 'la date de clôture'],
  'instant de dépôt': ['libelle', 'la date du dépôt'],
  'contact opérationnel': ['oui_non', 'le contact opérationnel'],
  'libellé du contact opérationnel': ['libelle', 'le contact opérationnel'],
  'partenaires manquants': ['libelle', 'les validations des structures associées'],
}

/** Facts of a structure that are known or not: nobody types them in a dossier. */
export const CONNUS_OU_NON: ReadonlySet<string> = new Set([
  'population',
  'population admise',
  'commune du porteur',
  'dans le territoire',
  'EPCI',
  'salariés au moins',
  'salariés au plus',
  'revenu annuel',
])

/** What the instruction proposes once its report is finished, and until then what is asked; what a decision grants when one is judged. Bodies alone read it. */
export const AIDE_PROPOSEE: [string, Definition] = ['aide proposée', { genre: 'montant', libelle: 'l’aide proposée' }]

const enMinuscule = (t: string) => t.charAt(0).toLowerCase() + t.slice(1)
const GENRE_QUESTION: Record<Question['type'], Genre> = {
  texte_court: 'libelle',
  texte_long: 'libelle',
  nombre: 'nombre',
  montant: 'montant',
  date: 'date',
  oui_non: 'oui_non',
  choix: 'texte',
  choix_multiple: 'nombre',
  tableau: 'libelle',
}

/** Every question of the call, once: two forms may share a question by its id. */
export const questionsDe = parObjet((appel: Appel): readonly Question[] => [
  ...new Map(appel.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions.map(q => [q.id, q] as const)))).values(),
])

function definitionsQuestion(q: Question): [string, Definition][] {
  const libelle = `« ${q.libelle} »`.replace('« ', '«\u00a0').replace(' »', '\u00a0»')
  const options = Object.fromEntries((q.options ?? []).map(o => [o.code, o.libelle]))
  return [
    [q.id, { genre: GENRE_QUESTION[q.type], libelle, ...(q.type === 'choix' ? { options } : {}) }],
    [`${q.id} . remplie`, { genre: 'oui_non', libelle }],
    ...(q.type === 'choix_multiple'
      ? (q.options ?? []).map((o): [string, Definition] => [`${q.id} . ${o.code}`, { genre: 'oui_non', libelle }])
      : []),
    ...(q.type === 'tableau' ? [[`${q.id} . nombre`, { genre: 'nombre', libelle }] as [string, Definition]] : []),
  ]
}

type ModePlan = Appel['plan']
const DES_DEPENSES = [
  'lots',
  'lots aidés',
  'dépenses',
  'dépenses aidées',
  'base éligible',
  'dépenses hors base',
  'dépenses marginales',
  'dépenses exclues',
]
const DU_FINANCEMENT = ['part du porteur', 'autres financements', 'coût global', 'aides publiques du plan', 'financements publics']
/** Facts that a call does not have, by its plan: a short one has no lines of expenses, and a lump sum nothing but the aid. */
export const ABSENTS_DU_PLAN: Record<ModePlan, readonly string[]> = {
  complet: [],
  simple: DES_DEPENSES,
  aucun: [...DES_DEPENSES, ...DU_FINANCEMENT],
}
/** Facts that hold the aid: one that is computed cannot be computed from them. The cost of a short plan is typed. */
export const DEPEND_DE_L_AIDE: Record<ModePlan, readonly string[]> = {
  complet: ['aide demandée', 'coût global', 'aides publiques du plan', 'financements publics'],
  simple: ['aide demandée', 'part du porteur', 'aides publiques du plan', 'financements publics'],
  aucun: ['aide demandée'],
}
const DU_MOMENT = ['jour', 'calendrier', 'partenaires validés', 'pièces', 'contact opérationnel', 'formulaire du volet']
/** Facts that change while no answer does: an aid computed from them would not be the same the day after. */
export const horsDeLAide = (fait: string) => DU_MOMENT.includes(fait) || fait.startsWith('pièces . ')

/** Facts that a call which has no end does not have. */
export const DE_LA_FIN = ['clôture', 'instant de clôture']
export const aUneFin = ({ calendrier: { continu } }: Appel) => !continu || continu.fin !== undefined

/** Whether every period of a call says when its results are told: what one of them lacks is never a date. */
export const annonceSesResultats = ({ calendrier: { vagues } }: Appel) => vagues.every(v => v.resultats !== undefined)

/** Whether the territory of a call is a list of communes or of EPCI. */
export const parCommune = ({ territoire: t }: Pick<Appel, 'territoire'>) => t.lieux.length > 0

/** In a call that computes its aid, nobody asks for an amount. */
const libelleDe = (appel: Appel, nom: string, libelle: string) =>
  nom === 'aide demandée' && appel.aide.calcul !== undefined
    ? 'l’aide calculée'
    : nom === 'coût global' && appel.plan === 'simple'
      ? 'le coût total du projet'
      : nom === 'dans le territoire' && parCommune(appel)
        ? 'la commune ou l’intercommunalité de la structure'
        : libelle

/** Facts of a call by name, parameters and calculations not included. */
export function faitsDe(appel: Appel): [string, Definition][] {
  const codes = <T>(liste: readonly T[], cle: (t: T) => string, nom: (t: T) => string) =>
    Object.fromEntries(liste.map(t => [cle(t), nom(t)]))
  const departements = codes(
    appel.territoire.departements,
    d => d.code,
    d => d.nom,
  )
  return [
    ...Object.entries(COMMUNS)
      .filter(
        ([nom]) =>
          (aUneFin(appel) || !DE_LA_FIN.includes(nom)) &&
          (nom !== 'résultats' || annonceSesResultats(appel)) &&
          !ABSENTS_DU_PLAN[appel.plan].includes(nom),
      )
      .map(([nom, [genre, libelle]]): [string, Definition] => [nom, { genre, libelle: libelleDe(appel, nom, libelle) }]),
    ['type de structure', { genre: 'texte', libelle: 'la structure', options: TYPES_STRUCTURE }],
    [
      'département',
      { genre: 'texte', libelle: 'le département de la structure', options: { ...departements, autre: 'hors du territoire' } },
    ],
    [
      'volet',
      {
        genre: 'texte',
        libelle: 'le volet',
        options: codes(
          appel.volets,
          v => v.code,
          v => v.titre,
        ),
      },
    ],
    ['calendrier', { genre: 'texte', libelle: 'le calendrier', options: ETATS_CALENDRIER }],
    ...appel.volets.flatMap(v =>
      v.actions.map((a): [string, Definition] => [`actions . ${a.code}`, { genre: 'oui_non', libelle: 'les actions' }]),
    ),
    ...appel.natures.flatMap((n): [string, Definition][] =>
      ['dépenses', 'dépenses aidées'].map(d => [
        `${d} . ${n.code}`,
        { genre: 'montant', libelle: `la dépense «\u00a0${n.libelle}\u00a0»` },
      ]),
    ),
    ...appel.pieces.map((p): [string, Definition] => [
      `pièces . ${p.code}`,
      { genre: 'oui_non', libelle: `la pièce «\u00a0${enMinuscule(p.libelle)}\u00a0»` },
    ]),
    ...questionsDe(appel).flatMap(definitionsQuestion),
    ...(appel.temps
      ? [['aide envisagée', { genre: 'montant', libelle: 'l’aide envisagée dans l’intention' }] as [string, Definition]]
      : []),
    ...[...tableauxDe(appel).values()].filter(t => t.liste !== t.id).flatMap(definitionsQuestion),
    ...(demandeMinimis(appel) ? [['aides de minimis déclarées', { genre: 'montant', libelle: MINIMIS }] as [string, Definition]] : []),
    ...faitsDesAutres(appel),
  ]
}

/** Type of a calculation, and whether its cents are whole once rounded. */
export function typerCalcul(noeud: Noeud, arrondi: string | undefined, lexique: ReadonlyMap<string, Definition>) {
  const t = typer(noeud, lexique)
  return arrondi ? { ...t, exact: t.genre === 'montant' || t.exact } : t
}
