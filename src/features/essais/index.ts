/**
 * Essais: the test dossiers of a call, as its file writes them: what they take from one another, their answers read as their questions are, what they name. Owns no
 * table. Invariant: nobody but the service reads them; `sourcePublique` is the text of a call without them.
 */

export { valeurAttendue, vaut } from './attendues.ts'
export { defautsDesEssais } from './defauts.ts'
export { celluleEcrite, type Ecrite, type EssaiComplet, essaisComplets, reponseEcrite } from './essais.rules.ts'
export { sourcePublique } from './source-publique.ts'
