import { describe } from 'vitest'
import { SEUL } from '../../test/appels/declare.ts'
import { type Cas, jouer } from '../../test/appels/jouer.ts'
import type { Faits } from '../verdicts/index.ts'

const reponses =
  (r: Faits['reponses']) =>
  (b: Faits): Faits => ({ ...b, reponses: { ...b.reponses, ...r } })
const identique = (b: Faits) => b

const vagues: Faits = {
  instant: new Date('2027-03-10T10:00:00Z'),
  structure: { nom: 'La commune', type: 'commune', region: '24', population: 3500 },
  volet: 'pret',
  actions: ['tablettes'],
  montants: { aide: 2_500_000, part: 100_000, autres: 0 },
  depenses: { equipements: 2_600_000 },
  reponses: { nombre_equipements: 100, date_debut: '2027-06-01', date_fin: '2028-05-31', deja_servie: false },
  pieces: [],
  autres: SEUL,
  partenaires: { nombre: 0, valides: 0 },
}
const syndicat =
  (population: number, nombre: number) =>
  (b: Faits): Faits => ({
    ...b,
    structure: { ...b.structure, nom: 'Le syndicat', type: 'syndicat', population },
    partenaires: { nombre, valides: nombre },
  })
const le =
  (instant: string) =>
  (b: Faits): Faits => ({ ...b, instant: new Date(instant) })
const cout =
  (part: number, pieces: string[] = []) =>
  (b: Faits): Faits => ({ ...b, montants: { ...b.montants, part }, pieces })

const logiciels =
  (montant: number) =>
  (b: Faits): Faits => ({ ...b, depenses: { equipements: 2_600_000 - montant, logiciels: montant } })

/** What the call declares and no rule of its file judges. */
const casDeclares: Cas[] = [
  {
    cas: 'neuf annoncés',
    regle: 'declaration-laureats',
    attendu: 'respectee',
    dit: '9 lauréats annoncés, sur 10 lauréats au plus.',
    faits: b => ({ ...b, autres: { ...SEUL, laureats: 9 } }),
  },
  {
    cas: 'dix annoncés',
    regle: 'declaration-laureats',
    attendu: 'attention',
    dit: 'L’appel a déjà 10 lauréats annoncés, sur 10 lauréats au plus. N’empêche pas de déposer.',
    faits: b => ({ ...b, autres: { ...SEUL, laureats: 10 } }),
  },
  {
    cas: 'dans la région',
    regle: 'declaration-territoire',
    attendu: 'respectee',
    dit: 'La commune est dans le territoire de l’appel : Centre-Val de Loire.',
    faits: identique,
  },
  {
    cas: 'dans une autre',
    regle: 'declaration-territoire',
    attendu: 'non_respectee',
    dit: 'n’est pas dans le territoire de l’appel',
    faits: b => ({ ...b, structure: { ...b.structure, region: '11' } }),
  },
  { cas: 'aucun', regle: 'declaration-part-logiciels', attendu: 'sans_objet', dit: 'Aucune dépense de ce genre', faits: identique },
  {
    cas: 'un huitième de l’aide',
    regle: 'declaration-part-logiciels',
    attendu: 'respectee',
    dit: '3 125 € pour « Logiciels ». Au plus 12,5 % de l’aide',
    faits: logiciels(312_500),
  },
  {
    cas: 'un centime de plus',
    regle: 'declaration-part-logiciels',
    attendu: 'non_respectee',
    dit: 'soit 3 125 € : réduisez-la de 0,01 €',
    faits: logiciels(312_501),
  },
]

const casVagues: Cas[] = [
  ...casDeclares,
  {
    cas: 'l’aide paie toute la base',
    regle: 'declaration-base',
    attendu: 'respectee',
    dit: 'ne dépasse pas',
    faits: b => ({ ...b, depenses: { equipements: b.montants?.aide ?? 0 } }),
  },
  {
    cas: 'un centime de plus que la base',
    regle: 'declaration-base',
    attendu: 'non_respectee',
    dit: 'c’est 0,01 € de plus que les',
    faits: b => ({ ...b, depenses: { equipements: (b.montants?.aide ?? 0) - 1 } }),
  },
  { cas: 'commune de 3 500 habitants', regle: 'porteur', attendu: 'respectee', dit: 'La commune, 3 500 habitants', faits: identique },
  {
    cas: 'commune de 3 501 habitants',
    regle: 'porteur',
    attendu: 'non_respectee',
    dit: 'a 3 501 habitants',
    faits: b => ({ ...b, structure: { ...b.structure, population: 3501 } }),
  },
  { cas: 'syndicat de 1 999 habitants', regle: 'porteur', attendu: 'non_respectee', dit: '1 999 habitants', faits: syndicat(1999, 10) },
  { cas: 'syndicat de 2 000 habitants', regle: 'porteur', attendu: 'respectee', dit: 'Le syndicat', faits: syndicat(2000, 10) },
  {
    cas: 'un EPCI',
    regle: 'porteur',
    attendu: 'non_respectee',
    dit: 'Seuls une commune ou un syndicat',
    faits: b => ({ ...b, structure: { ...b.structure, type: 'epci' } }),
  },
  { cas: 'une commune', regle: 'membres', attendu: 'sans_objet', dit: 'seul', faits: identique },
  { cas: 'neuf communes', regle: 'membres', attendu: 'non_respectee', dit: '9 communes : il en manque 1', faits: syndicat(2000, 9) },
  { cas: 'dix communes', regle: 'membres', attendu: 'respectee', dit: '10 communes réunies', faits: syndicat(2000, 10) },
  { cas: '12:00:00 et 999 ms', regle: 'vague', attendu: 'respectee', dit: '28 mars 2027 à 12 h 00', faits: le('2027-03-28T10:00:00.999Z') },
  {
    cas: '12:00:01, heure d’été de la nuit',
    regle: 'vague',
    attendu: 'non_respectee',
    dit: 'fermé (entre deux vagues). Dates de la vague : du 6 septembre 2027 au 31 octobre 2027 à 12 h 00',
    faits: le('2027-03-28T10:00:01Z'),
  },
  {
    cas: '12:00:00 à l’heure d’hiver du jour',
    regle: 'vague',
    attendu: 'respectee',
    dit: '31 octobre 2027',
    faits: le('2027-10-31T11:00:00Z'),
  },
  { cas: 'après tout', regle: 'vague', attendu: 'non_respectee', dit: 'fermé (clos)', faits: le('2027-10-31T11:00:01Z') },
  {
    cas: '100 fois 250 €',
    regle: 'plafond-unitaire',
    attendu: 'respectee',
    dit: '25 000 € pour 100 équipements, au plus 25 000 €',
    faits: identique,
  },
  {
    cas: '99 fois 250 €',
    regle: 'plafond-unitaire',
    attendu: 'non_respectee',
    dit: '99 équipements à 250 € : l’aide ne dépasse pas 24 750 €. Retirez 250 €.',
    faits: reponses({ nombre_equipements: 99 }),
  },
  { cas: 'aucun salaire', regle: 'salaires', attendu: 'respectee', dit: 'Aucun', faits: identique },
  {
    cas: 'un salaire',
    regle: 'salaires',
    attendu: 'non_respectee',
    dit: 'Retirez 0,50 €',
    faits: b => ({ ...b, depenses: { equipements: 1, salaires: 50 } }),
  },
  { cas: '90 000,00 €', regle: 'etude', attendu: 'sans_objet', dit: 'au-delà de 90 000 €', faits: cout(6_500_000) },
  { cas: '90 000,01 € sans étude', regle: 'etude', attendu: 'a_completer', dit: 'Coût global 90 000,01 €', faits: cout(6_500_001) },
  { cas: '90 000,01 € avec étude', regle: 'etude', attendu: 'respectee', dit: 'jointe', faits: cout(6_500_001, ['etude']) },
  { cas: '365 jours', regle: 'duree', attendu: 'respectee', dit: '365 jours', faits: identique },
  {
    cas: '366 jours',
    regle: 'duree',
    attendu: 'attention',
    dit: '366 jours : plus de 365 jours',
    faits: reponses({ date_fin: '2028-06-01' }),
  },
  { cas: 'première fois', regle: 'premiere-aide', attendu: 'respectee', dit: 'première aide', faits: identique },
  { cas: 'déjà servie', regle: 'premiere-aide', attendu: 'a_verifier', dit: 'déjà reçu', faits: reponses({ deja_servie: true }) },
]

describe('Un appel en deux vagues : midi, 250 € l’unité, étude au-delà de 90 000 €, population limitée', () =>
  jouer('src/test/appels/deux-vagues.yml', vagues, casVagues))
