import { lireTable } from '../../lib/table.ts'
import { TYPES_STRUCTURE } from '../cahier/index.ts'
import type { Chemin } from '../formes/index.ts'

/** Keys whose text takes several lines. */
const LONGS = new Set([
  'accroche',
  'applicable_si',
  'avertissement',
  'calcul',
  'constat',
  'explication',
  'formule',
  'phrase',
  'respectee',
  'resume',
  'sans_objet',
  'si',
  'texte',
  'a_completer',
  'projet',
])
export const estLong = (chemin: Chemin) => LONGS.has(String(chemin.at(-1)))

/** Words of the schema as people read them. */
const CHOIX: Readonly<Record<string, string>> = {
  a_completer: 'est à compléter',
  a_verifier: 'est à vérifier par le service',
  attention: 'avertit',
  autre_appel: 'renvoie à un autre appel',
  centime: 'au centime le plus proche',
  centime_inferieur: 'au centime inférieur',
  centime_superieur: 'au centime supérieur',
  choix: 'un choix',
  choix_multiple: 'plusieurs choix',
  complet: 'complet, ligne par ligne',
  convention: 'à la convention',
  date: 'une date',
  depenses: 'dépenses',
  exclue: 'exclue du plan',
  ht: 'hors taxes',
  marginale: 'oui, dans la limite d’une part',
  montant: 'un montant',
  nombre: 'un nombre',
  non: 'non',
  non_respectee: 'n’est pas respectée',
  notification: 'à la notification',
  oui: 'oui',
  oui_non: 'oui ou non',
  rang: 'un rang',
  simple: 'court, en trois chiffres',
  siren: 'un numéro SIREN',
  siret: 'un numéro SIRET',
  tableau: 'un tableau',
  taux: 'un taux',
  texte_court: 'un texte court',
  texte_long: 'un texte long',
  ttc: 'toutes taxes comprises',
  volet_actions: 'volet et actions',
}
export const choixDe = (mot: string) => lireTable(CHOIX, mot) ?? lireTable(TYPES_STRUCTURE, mot) ?? mot.replaceAll('_', ' ')
