/**
 * Contenu: what a draft holds, as a document (ADR 0010): its answers and the rows of its lists, read without trusting who wrote them. Owns no table. Invariant: what is missing is missing,
 * never zero.
 */

export { canonique, empreinteDe } from './canonique.ts'
export type { Contenu, Retrait } from './contenu.ts'
export {
  actuelDe,
  CONTENU_VIDE,
  lignesDe,
  lignesMontrees,
  lireContenu,
  listeDe,
  lotsDe,
  montantDe,
  texteComparable,
  texteDe,
} from './contenu.ts'
export type { Champ, Liste } from './listes.ts'
export {
  cellule,
  champCellule,
  colonnesDe,
  ETATS_RESSOURCE,
  estListe,
  LISTES,
  LISTES_DU_BLOC,
  lignesMax,
  ORIGINES_RESSOURCE,
} from './listes.ts'
