/**
 * Champs: the fields that a step of the form asks, in order, from the blocks and the questions of the call; the operational contact is four of them. Owns no table. Pure.
 */

export type { Forme } from './champs.ts'
export { CHAMP_MINIMIS, champsDesLignes, champsMontres, champsPossibles, estDuPlan, formeDe, listesDe, saisieDe } from './champs.ts'
export type { Contact, StructureDuProjet } from './contact.ts'
export { CHAMP_CONTACT, contactDe, demandeContact, estChampContact, faitsContact, structuresDuProjet } from './contact.ts'
export { motValeur, Paragraphes, valeurLue } from './valeur-lue.view.tsx'
