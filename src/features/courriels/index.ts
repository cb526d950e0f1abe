/**
 * Mail. Owns `courriel`. Invariant: a mail is a row written in the transaction of the act that causes it, under a key that makes it unique;
 * a job sends it after commit. In demonstration nothing leaves: the mailbox page shows the rows.
 */

export { compterEnvoi, MOTS_TROP_DE_COURRIELS, peutAvertir, type TropDeCourriels } from './compter-envoi.ts'
export { listerCourriels, trouverCourriel } from './courriels.queries.ts'
export { ecrireCourriel } from './ecrire.ts'
export { adresseSeule, type Entetes, entetesDe } from './entetes.rules.ts'
export { type BoiteDepart, creerBoiteDepart, envoyerCourriel } from './envoyer.ts'
export { estUnNom, motsEnCourriel, NOM_MAX, personneEnCourriel } from './mots-de-quelquun.rules.ts'
