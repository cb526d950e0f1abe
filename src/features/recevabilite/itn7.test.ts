import { describe } from 'vitest'
import { type Cas, jouer } from '../../test/appels/jouer.ts'
import type { Faits } from './index.ts'

const texte = (ids: string[]) => Object.fromEntries(ids.map(id => [id, 'Une réponse.']))
/** A commune of Corse-du-Sud that may file: 10 000 € of aid on 12 500 €. */
const base: Faits = {
  instant: new Date('2021-09-13T08:00:00Z'),
  structure: { nom: 'Vico', type: 'commune', departement: '2A', region: '94', population: 999 },
  formulaire: 'volets_1_2_3',
  volet: 'volet_3',
  actions: ['demarches_usagers'],
  montants: { aide: 1_000_000, part: 250_000, autres: 0 },
  depenses: { prestation: 1_250_000 },
  reponses: {
    ...texte([
      'representant_legal',
      'contact_operationnel',
      'resume',
      'situation',
      'besoins',
      'objectifs',
      'pilotage',
      'co_construction',
      'moyens',
      'mesure',
      'place_feuille_de_route',
    ]),
    urbanisme: 'non_concerne',
    date_deliberation: '2021-07-26',
    date_debut: '2022-01-03',
    date_resultats: '2022-04-04',
    date_fin: '2022-09-30',
    feuille_de_route: 'approuvee',
    logiciel_prevu: true,
    logiciel_libre: 'libre',
  },
  pieces: ['deliberation', 'budget'],
  partenaires: { nombre: 0, valides: 0 },
}
const reponses =
  (r: Faits['reponses']) =>
  (b: Faits): Faits => ({ ...b, reponses: { ...b.reponses, ...r } })
const montants =
  (aide: number, part: number, autres = 0) =>
  (b: Faits): Faits => ({ ...b, montants: { aide, part, autres } })
const depenses =
  (d: Faits['depenses'] & object) =>
  (b: Faits): Faits => ({ ...b, depenses: d })
const structure =
  (s: Faits['structure'] & object) =>
  (b: Faits): Faits => ({ ...b, structure: { ...b.structure, ...s } })
const a =
  (instant: string) =>
  (b: Faits): Faits => ({ ...b, instant: new Date(instant) })
const volet4 = (b: Faits): Faits => ({ ...b, volet: 'volet_4', formulaire: 'volet_4', actions: ['acculturation_innovation'] })
const identique = (b: Faits) => b
const sans =
  (...cles: (keyof Faits)[]) =>
  (b: Faits): Faits =>
    Object.fromEntries(Object.entries(b).filter(([c]) => !(cles as string[]).includes(c))) as Faits

const porteur: Cas[] = [
  { cas: 'une commune de Corse', regle: 'porteur', attendu: 'respectee', dit: 'Vico : commune, en Corse.', faits: identique },
  {
    cas: 'la Collectivité de Corse, par sa région',
    regle: 'porteur',
    attendu: 'respectee',
    dit: 'Collectivité de Corse',
    faits: b => ({ ...b, structure: { nom: 'Collectivité de Corse', type: 'collectivite_corse', region: '94' } }),
  },
  {
    cas: 'un service de l’État',
    regle: 'porteur',
    attendu: 'non_respectee',
    dit: 'ne fait pas partie des porteurs possibles',
    faits: structure({ type: 'etat' }),
  },
  {
    cas: 'une commune du continent',
    regle: 'porteur',
    attendu: 'non_respectee',
    dit: 'n’est pas en Corse',
    faits: structure({ departement: '13', region: '93' }),
  },
  {
    cas: 'structure pas encore choisie',
    regle: 'porteur',
    attendu: 'a_completer',
    dit: 'Il manque : la structure.',
    faits: sans('structure'),
  },
  {
    cas: 'hors de Corse avant même de savoir son type',
    regle: 'porteur',
    attendu: 'non_respectee',
    dit: 'n’est pas en Corse',
    faits: b => ({ ...b, structure: { departement: '13', region: '93' } }),
  },
  { cas: 'seul', regle: 'projet-commun', attendu: 'sans_objet', dit: 'Vous portez le projet seul', faits: identique },
  {
    cas: 'à quatre',
    regle: 'projet-commun',
    attendu: 'respectee',
    dit: '3 structures associées à la définition',
    faits: b => ({ ...b, partenaires: { nombre: 3, valides: 0 } }),
  },
  {
    cas: 'à deux',
    regle: 'projet-commun',
    attendu: 'respectee',
    dit: '1 structure associée à',
    usage: 'simulateur',
    faits: b => ({ ...b, partenaires: { nombre: 1, valides: 0 } }),
  },
  { cas: 'seul', regle: 'validation-partenaires', attendu: 'sans_objet', dit: 'seul', faits: identique },
  {
    cas: 'une validation manque',
    regle: 'validation-partenaires',
    attendu: 'non_respectee',
    dit: 'Validations reçues : 2 sur 3. Il manque : commune de Solaro.',
    faits: b => ({ ...b, partenaires: { nombre: 3, valides: 2, manquants: ['commune de Solaro'] } }),
  },
  {
    cas: 'toutes ont validé',
    regle: 'validation-partenaires',
    attendu: 'respectee',
    dit: '(3) ont toutes validé',
    faits: b => ({ ...b, partenaires: { nombre: 3, valides: 3 } }),
  },
  { cas: 'contact nommé', regle: 'contact-operationnel', attendu: 'respectee', dit: 'Une réponse.', faits: identique },
  {
    cas: 'contact vide',
    regle: 'contact-operationnel',
    attendu: 'a_completer',
    dit: 'Nommez le contact',
    faits: reponses({ contact_operationnel: '  ' }),
  },
  { cas: 'passée', regle: 'deliberation-date', attendu: 'respectee', dit: 'a délibéré le 26 juillet 2021', faits: identique },
  {
    cas: 'prévue avant la clôture',
    regle: 'deliberation-date',
    attendu: 'attention',
    dit: 'délibère le 15 septembre 2021',
    faits: reponses({ date_deliberation: '2021-09-15' }),
  },
  {
    cas: 'le lendemain de la clôture',
    regle: 'deliberation-date',
    attendu: 'non_respectee',
    dit: 'après la clôture du 17 septembre 2021',
    faits: reponses({ date_deliberation: '2021-09-18' }),
  },
  {
    cas: 'le jour de la clôture',
    regle: 'deliberation-date',
    attendu: 'attention',
    dit: 'le 17 septembre 2021',
    faits: reponses({ date_deliberation: '2021-09-17' }),
  },
]

const projet: Cas[] = [
  { cas: 'une action du volet', regle: 'volet-action', attendu: 'respectee', dit: 'Volet 3, une relation', faits: identique },
  {
    cas: 'une action d’un autre volet',
    regle: 'volet-action',
    attendu: 'non_respectee',
    dit: 'n’appartient pas à votre volet',
    faits: b => ({ ...b, actions: ['demarches_usagers', 'former_agents'] }),
  },
  {
    cas: 'aucune action',
    regle: 'volet-action',
    attendu: 'a_completer',
    dit: 'Choisissez au moins une action',
    faits: b => ({ ...b, actions: [] }),
  },
  {
    cas: 'ni volet ni action',
    regle: 'volet-action',
    attendu: 'a_completer',
    dit: 'Il manque : les actions et le volet.',
    faits: sans('volet', 'actions'),
  },
  { cas: 'aucune demande d’urbanisme', regle: 'urbanisme', attendu: 'respectee', dit: 'Aucune partie', faits: identique },
  {
    cas: 'une partie',
    regle: 'urbanisme',
    attendu: 'autre_appel',
    dit: 'le reste du projet peut rester ici',
    usage: 'simulateur',
    faits: reponses({ urbanisme: 'partie' }),
  },
  {
    cas: 'tout le projet',
    regle: 'urbanisme',
    attendu: 'autre_appel',
    dit: 'Déposez votre projet là-bas',
    faits: reponses({ urbanisme: 'tout' }),
  },
  { cas: 'au volet 4', regle: 'urbanisme', attendu: 'sans_objet', dit: 'volet 4', faits: volet4 },
  { cas: 'volet 3', regle: 'laboratoire', attendu: 'sans_objet', dit: 'volet 4 seulement', faits: identique },
  { cas: 'volet 4 sans laboratoire', regle: 'laboratoire', attendu: 'a_completer', dit: 'Indiquez le laboratoire', faits: volet4 },
  {
    cas: 'volet 4 accompagné',
    regle: 'laboratoire',
    attendu: 'respectee',
    dit: 'accompagne le projet',
    faits: b => reponses({ laboratoire: 'Un laboratoire' })(volet4(b)),
  },
  { cas: 'bon formulaire', regle: 'formulaire', attendu: 'respectee', dit: 'Formulaire des volets 1 à 3.', faits: identique },
  {
    cas: 'formulaire du volet 4 pour le volet 3',
    regle: 'formulaire',
    attendu: 'non_respectee',
    dit: 'Formulaire des volets 1 à 3',
    faits: b => ({ ...b, formulaire: 'volet_4' }),
  },
  {
    cas: 'dernier jour permis',
    regle: 'resultats',
    attendu: 'respectee',
    dit: '31 décembre 2022',
    faits: reponses({ date_resultats: '2022-12-31' }),
  },
  {
    cas: 'un jour trop tard',
    regle: 'resultats',
    attendu: 'non_respectee',
    dit: 'le 1er janvier 2023',
    faits: reponses({ date_resultats: '2023-01-01' }),
  },
  { cas: 'approuvée', regle: 'feuille-de-route', attendu: 'respectee', dit: 'Oui, approuvée', faits: identique },
  {
    cas: 'aucune',
    regle: 'feuille-de-route',
    attendu: 'attention',
    dit: 'N’empêche pas de déposer',
    faits: reponses({ feuille_de_route: 'aucune' }),
  },
  { cas: 'libre', regle: 'logiciel-libre', attendu: 'respectee', dit: 'solution libre', faits: identique },
  {
    cas: 'aucun logiciel',
    regle: 'logiciel-libre',
    attendu: 'sans_objet',
    dit: 'ne prévoit pas de logiciel',
    faits: reponses({ logiciel_prevu: false, logiciel_libre: '' }),
  },
  {
    cas: 'pas libre, sans raison',
    regle: 'logiciel-libre',
    attendu: 'attention',
    dit: 'indiquez vos raisons',
    faits: reponses({ logiciel_libre: 'non_libre' }),
  },
  {
    cas: 'pas libre, avec ses raisons',
    regle: 'logiciel-libre',
    attendu: 'a_verifier',
    dit: 'liront vos raisons',
    faits: reponses({ logiciel_libre: 'en_partie', raisons_solution: 'Le module libre manque.' }),
  },
]

const dates: Cas[] = [
  {
    cas: 'première seconde',
    regle: 'dates',
    attendu: 'respectee',
    dit: 'du 1er juillet 2021 au 17 septembre 2021',
    faits: a('2021-06-30T22:00:00Z'),
  },
  { cas: 'juste avant', regle: 'dates', attendu: 'non_respectee', dit: 'ouvre le 1er juillet 2021', faits: a('2021-06-30T21:59:59.999Z') },
  { cas: 'fin de la dernière seconde', regle: 'dates', attendu: 'respectee', dit: 'ouvert', faits: a('2021-09-17T21:59:59.999Z') },
  {
    cas: 'une milliseconde après',
    regle: 'dates',
    attendu: 'non_respectee',
    dit: 'clos depuis le 17 septembre 2021 à 23 h 59',
    faits: a('2021-09-17T22:00:00.000Z'),
  },
  {
    cas: 'avant l’ouverture',
    regle: 'dates-simulation',
    attendu: 'attention',
    dit: 'déjà préparer',
    usage: 'simulateur',
    faits: a('2021-06-01T10:00:00Z'),
  },
  { cas: 'pendant', regle: 'dates-simulation', attendu: 'respectee', dit: 'ouvert', usage: 'simulateur', faits: identique },
  {
    cas: 'après',
    regle: 'dates-simulation',
    attendu: 'non_respectee',
    dit: 'clos depuis',
    usage: 'simulateur',
    faits: a('2021-10-01T10:00:00Z'),
  },
]

const plan: Cas[] = [
  {
    cas: '4 999,99 €',
    regle: 'cout-minimal',
    attendu: 'non_respectee',
    dit: 'coût global est de 4 999,99 € : aide demandée 4 000 €, votre part 999,98 €, autres financements 0,01 €. Il manque 0,01 €',
    faits: montants(400_000, 99_998, 1),
  },
  {
    cas: '5 000,00 €',
    regle: 'cout-minimal',
    attendu: 'respectee',
    dit: 'Coût global 5 000 €, pour un minimum de 5 000 €',
    faits: montants(400_000, 100_000),
  },
  {
    cas: 'part pas encore saisie',
    regle: 'cout-minimal',
    attendu: 'a_completer',
    dit: 'Il manque : votre part.',
    faits: b => ({ ...b, montants: { aide: 1_000_000, autres: 0 } }),
  },
  {
    cas: 'aide égale à la base',
    regle: 'aide-base',
    attendu: 'respectee',
    dit: 'Hors de l’aide : 2 500 €',
    faits: depenses({ prestation: 1_000_000, personnel: 250_000 }),
  },
  {
    cas: 'un centime au-dessus de la base',
    regle: 'aide-base',
    attendu: 'non_respectee',
    dit: 'dépasse de 0,01 € les 9 999,99 €',
    faits: depenses({ prestation: 999_999, materiel: 250_001 }),
  },
  { cas: 'aucune aide', regle: 'aide-base', attendu: 'non_respectee', dit: 'aucune aide', faits: montants(0, 1_250_000) },
  {
    cas: 'une dépense illisible',
    regle: 'aide-base',
    attendu: 'a_completer',
    dit: 'le montant de la dépense « Formation et accompagnement »',
    faits: depenses({ prestation: 1_250_000, formation: null }),
  },
  { cas: 'tout le coût', regle: 'taux-aide', attendu: 'respectee', dit: 'L’aide paie 100 % du coût global', faits: montants(1_250_000, 0) },
  { cas: 'coût nul', regle: 'taux-aide', attendu: 'sans_objet', dit: 'nul', faits: montants(0, 0) },
  { cas: 'aucun fonctionnement', regle: 'fonctionnement', attendu: 'respectee', dit: 'Aucune dépense', faits: identique },
  {
    cas: 'un loyer',
    regle: 'fonctionnement',
    attendu: 'non_respectee',
    dit: '500 € de fonctionnement courant',
    faits: depenses({ prestation: 1_200_000, fonctionnement: 50_000 }),
  },
  {
    cas: 'un hébergement',
    regle: 'fonctionnement',
    attendu: 'a_verifier',
    dit: '(3 600 €)',
    faits: depenses({ prestation: 890_000, hebergement: 360_000 }),
  },
  { cas: 'aucune licence', regle: 'licences-hors-ue', attendu: 'sans_objet', dit: 'Aucune licence', faits: identique },
  {
    cas: '10 % tout juste',
    regle: 'licences-hors-ue',
    attendu: 'respectee',
    dit: '1 000 € de licences, soit 10 %',
    faits: depenses({ prestation: 1_150_000, licence_hors_ue: 100_000 }),
  },
  {
    cas: 'un centime de plus',
    regle: 'licences-hors-ue',
    attendu: 'attention',
    dit: '1 000,01 € de licences, soit 10,00 %',
    faits: depenses({ prestation: 1_149_999, licence_hors_ue: 100_001 }),
  },
  {
    cas: 'éditeur inconnu',
    regle: 'licences-hors-ue',
    attendu: 'a_verifier',
    dit: '900 € de licences, soit 9 % de l’aide demandée',
    faits: depenses({ prestation: 1_160_000, licence_inconnue: 90_000 }),
  },
  { cas: 'équilibré', regle: 'equilibre', attendu: 'respectee', dit: 'écart 0 €', faits: identique },
  {
    cas: 'un centime de ressources en moins',
    regle: 'equilibre',
    attendu: 'non_respectee',
    dit: 'il manque 0,01 € de ressources',
    faits: montants(1_000_000, 249_999),
  },
  {
    cas: 'un centime de ressources en trop',
    regle: 'equilibre',
    attendu: 'non_respectee',
    dit: 'dépassent les dépenses de 0,01 €',
    faits: montants(1_000_000, 250_001),
  },
  { cas: '20 % tout juste', regle: 'part-porteur', attendu: 'respectee', dit: '2 500 €, soit 20 %', faits: identique },
  { cas: 'un centime sous 20 %', regle: 'part-porteur', attendu: 'attention', dit: '10 % suffisent', faits: montants(1_000_001, 249_999) },
  { cas: 'coût nul', regle: 'part-porteur', attendu: 'sans_objet', dit: 'nul', faits: montants(0, 0) },
]

const pieces: Cas[] = [
  { cas: 'jointe', regle: 'deliberation', attendu: 'respectee', dit: 'est jointe', faits: identique },
  {
    cas: 'absente',
    regle: 'deliberation',
    attendu: 'a_completer',
    dit: 'Joignez la délibération',
    faits: b => ({ ...b, pieces: ['budget'] }),
  },
  { cas: 'joint', regle: 'budget', attendu: 'respectee', dit: 'est joint', faits: identique },
  {
    cas: 'absent',
    regle: 'budget',
    attendu: 'a_completer',
    dit: 'laissez le site le produire',
    faits: b => ({ ...b, pieces: ['deliberation'] }),
  },
]

/** The global cost contains the aid: at 100 %, the parameter of this call, the aid cannot exceed it. */
const IMPOSSIBLES = ['taux-aide non_respectee']

describe('Les règles de l’appel ITN 7', () =>
  jouer('appels/itn7-axe3-corse-2021/appel.yml', base, [...porteur, ...projet, ...dates, ...plan, ...pieces], IMPOSSIBLES))
