import { isDeepStrictEqual } from 'node:util'
import type { GuichetConfig } from '../../../config.ts'
import {
  annuaire,
  type Borne,
  choix,
  code,
  courriel,
  courriels,
  departements,
  duree,
  emprise,
  fixe,
  type Genre,
  ligne,
  lignes,
  ouiNon,
  paragraphe,
  siret,
  telephone,
} from './genres.ts'

/** Sections of the page, in its order: each is a form that is saved alone. */
export const SECTIONS = {
  identite: { titre: 'Identité', note: 'En haut de chaque page et de chaque lettre.' },
  theme: { titre: 'Thème', note: 'La Marianne et la police de l’État sont réservées aux services de l’État.' },
  territoire: { titre: 'Territoire', note: 'Les structures, les cartes et les données ouvertes sont d’abord celles d’ici.' },
  service: { titre: 'Service', note: 'Repris dans les contacts, les lettres et l’accusé de réception.' },
  attribuant: { titre: 'Attribuant', note: 'Le nom et le SIRET de qui accorde les aides, dans les données ouvertes.' },
  publication: { titre: 'Publication des appels', note: 'Qui relit un appel avant que le public le lise.' },
  conservation: {
    titre: 'Conservation',
    note: 'Passé ce délai, ce qui est personnel est effacé. Les montants et les décisions restent.',
  },
  courriels: { titre: 'Courriels', note: 'L’adresse qui envoie, celle qui reçoit les réponses, et la signature.' },
  annuaire: { titre: 'Annuaire des entreprises', note: 'Demandé par le site pour remplir le nom d’une structure ou d’un SIRET.' },
  temoins: { titre: 'Témoins du journal', note: 'Chaque jour, l’empreinte du journal leur est envoyée.' },
} as const
export type Section = keyof typeof SECTIONS
export const SECTIONS_EN_ORDRE = Object.keys(SECTIONS) as Section[]
/** Where a section stands on its page: several fields bear the name of a section. */
export const ancreDe = (s: Section) => `reglage-${s}`
export const estSection = (s: string): s is Section => Object.hasOwn(SECTIONS, s)

type Sous<K extends string, V> =
  NonNullable<V> extends readonly unknown[] ? K : NonNullable<V> extends object ? `${K}.${keyof NonNullable<V> & string}` : K
/** Where a setting is in the file: « service.courriel ». */
export type Cle = { [K in keyof GuichetConfig & string]: Sous<K, GuichetConfig[K]> }[keyof GuichetConfig & string]
/** `court`: two of them stand side by side. */
export type Champ = { section: Section; libelle: string; aide?: string; court?: boolean; genre: Genre }

const DIX_ANS: Borne = {
  min: 10,
  max: 50,
  source: 'les pièces d’une aide se gardent dix ans (règlement (UE) n° 651/2014, article 12)',
}
const CINQ_ANS: Borne = {
  min: 5,
  max: 50,
  source: 'un refus peut être contesté en argent quatre ans après la fin de l’année (loi n° 68-1250 du 31 décembre 1968, article 1)',
}

/** Every setting, in the order of the page. A key of the file that is not here does not compile. */
export const CHAMPS: Readonly<Record<Cle, Champ>> = {
  nom: { section: 'identite', libelle: 'Nom du guichet', genre: ligne(80) },
  sousTitre: { section: 'identite', libelle: 'Sous-titre', genre: ligne(160) },
  directeurPublication: {
    section: 'identite',
    libelle: 'Directeur de la publication',
    aide: 'Par sa fonction, dans les mentions légales.',
    genre: ligne(160),
  },
  hebergeur: { section: 'identite', libelle: 'Hébergeur', aide: 'Son nom et son adresse, dans les mentions légales.', genre: ligne(200) },
  slug: { section: 'identite', libelle: 'Nom court', aide: 'Choisi à l’installation, il ne change plus.', genre: fixe },
  theme: { section: 'theme', libelle: 'Thème', genre: choix({ etat: 'État', neutre: 'Neutre, à vos couleurs' }) },
  blocMarque: {
    section: 'theme',
    libelle: 'Bloc-marque',
    aide: 'Deux lignes d’ordinaire, quatre au plus. Vide\u00a0: sans bloc-marque.',
    genre: lignes(4, 40),
  },
  'territoire.nom': { section: 'territoire', libelle: 'Nom du territoire', court: true, genre: ligne(80) },
  'territoire.region': {
    section: 'territoire',
    libelle: 'Région',
    aide: 'Son numéro à l’Insee, par exemple 94.',
    court: true,
    genre: code(/^\d{2}$/, 2, '94'),
  },
  'territoire.departements': {
    section: 'territoire',
    libelle: 'Départements',
    aide: 'Leurs numéros, par exemple 2A, 2B.',
    court: true,
    genre: departements,
  },
  'territoire.emprise': {
    section: 'territoire',
    libelle: 'Emprise',
    aide: 'Ouest, sud, est et nord, en degrés, pour les portails qui reprennent les données.',
    court: true,
    genre: emprise,
  },
  'service.nom': { section: 'service', libelle: 'Nom du service', genre: ligne(160) },
  'service.adresse': { section: 'service', libelle: 'Adresse', genre: ligne(240) },
  'service.courriel': { section: 'service', libelle: 'Courriel', court: true, genre: courriel() },
  'service.telephone': { section: 'service', libelle: 'Téléphone', court: true, genre: telephone },
  'attribuant.nom': { section: 'attribuant', libelle: 'Nom de l’attribuant', court: true, genre: ligne(160) },
  'attribuant.siret': { section: 'attribuant', libelle: 'SIRET', court: true, genre: siret },
  'attribuant.prefixe360': {
    section: 'attribuant',
    libelle: 'Préfixe 360Giving',
    aide: 'Donné par 360Giving à qui publie. Le changer change l’identifiant de chaque aide déjà publiée.',
    genre: code(/^[A-Za-z0-9-]+$/, 80, 'prefet-de-corse'),
  },
  relectureAvantPublication: {
    section: 'publication',
    libelle: 'Relecture par une seconde personne',
    aide: 'Avec elle, un appel se publie une fois son texte approuvé par quelqu’un d’autre.',
    genre: ouiNon,
  },
  seuilsLusAvantPublication: {
    section: 'publication',
    libelle: 'Lecture de chaque seuil',
    aide: 'Avec elle, un appel se publie une fois lus, un par un, les cas juste sous chaque seuil, au seuil et juste au-dessus.',
    genre: ouiNon,
  },
  'conservation.dossiersAns': { section: 'conservation', libelle: 'Projet aidé', genre: duree('an', DIX_ANS) },
  'conservation.refusesAns': { section: 'conservation', libelle: 'Dossier refusé ou retiré', genre: duree('an', CINQ_ANS) },
  'conservation.brouillonsMois': {
    section: 'conservation',
    libelle: 'Brouillon que personne ne touche',
    genre: duree('mois', { min: 3, max: 60 }),
  },
  'conservation.comptesMois': { section: 'conservation', libelle: 'Compte sans visite', genre: duree('mois', { min: 6, max: 60 }) },
  'courriels.expediteur': {
    section: 'courriels',
    libelle: 'Expéditeur',
    aide: 'Vide\u00a0: l’adresse de l’installation. Le serveur de courriels doit avoir le droit d’écrire en son nom.',
    court: true,
    genre: courriel({ facultatif: true }),
  },
  'courriels.repondreA': {
    section: 'courriels',
    libelle: 'Réponses à',
    aide: 'Vide\u00a0: à l’expéditeur.',
    court: true,
    genre: courriel({ facultatif: true }),
  },
  'courriels.signature': { section: 'courriels', libelle: 'Signature', aide: 'Au bas de chaque courriel.', genre: paragraphe(500) },
  'annuaire.adresse': {
    section: 'annuaire',
    libelle: 'Adresse de l’annuaire',
    aide: 'De la forme de https://recherche-entreprises.api.gouv.fr. Vide\u00a0: celui de l’installation, s’il y en a un.',
    genre: annuaire,
  },
  temoinsDuJournal: {
    section: 'temoins',
    libelle: 'Boîtes aux lettres',
    aide: 'Une par ligne, dix au plus, de services et non de personnes, hors de portée de qui tient la base.',
    genre: courriels(10),
  },
}
export const CLES = Object.keys(CHAMPS) as Cle[]
export const clesDe = (section: Section) => CLES.filter(c => CHAMPS[c].section === section)

type Arbre = Record<string, unknown>
export function valeurDe(config: GuichetConfig, cle: Cle): unknown {
  const [a, b] = cle.split('.') as [string, string?]
  const v = (config as unknown as Arbre)[a]
  return b === undefined ? v : (v as Arbre | undefined)?.[b]
}
/** The settings with one of them changed; without it when it is `undefined`. */
export function avecValeur(config: GuichetConfig, cle: Cle, valeur: unknown): GuichetConfig {
  const [a, b] = cle.split('.') as [string, string?]
  const arbre = config as unknown as Arbre
  const poser = (o: Arbre, c: string, v: unknown) => Object.fromEntries(Object.entries({ ...o, [c]: v }).filter(([, x]) => x !== undefined))
  return (b === undefined ? poser(arbre, a, valeur) : poser(arbre, a, poser(arbre[a] as Arbre, b, valeur))) as unknown as GuichetConfig
}

/** One setting that differs, in words; `avantSaisi`: as its field showed it. */
export type Difference = { cle: Cle; libelle: string; avant: string; apres: string; avantSaisi: string }
export const differences = (avant: GuichetConfig, apres: GuichetConfig): Difference[] =>
  CLES.flatMap(cle => {
    const { libelle, genre } = CHAMPS[cle]
    const [a, b] = [valeurDe(avant, cle), valeurDe(apres, cle)]
    return isDeepStrictEqual(a, b) ? [] : [{ cle, libelle, avant: genre.dire(a), apres: genre.dire(b), avantSaisi: genre.ecrire(a) }]
  })
/** « Téléphone : « 04 … », au lieu de « 05 … » ». */
export const direDifference = ({ libelle, avant, apres }: Pick<Difference, 'libelle' | 'avant' | 'apres'>) =>
  `${libelle}\u00a0: ${apres}, au lieu de ${avant}`
