/**
 * Rédaction: the délibération of a dossier, written from what its porteur has typed: a Markdown text with variables, by type of structure, read on a page and taken away as ODT. Owns no table:
 * what is filled in there stays in the address.
 */
export { type DossierRedige, feuilleRedigee, montantsRediges, valeursRedigees } from './deliberation.ts'
export { lireModele, type Morceau } from './modele.rules.ts'
export { modeleUsuel } from './modeles.ts'
