/**
 * Accounts. Owns `compte`, `session_http`, `identite`, `verification`, `second_facteur`, `cle_acces`, `limite_debit` (better-auth's tables), `essai_mot_de_passe`, `code_accepte`.
 * Invariant: a session whose account has a second factor acts as nobody until that factor was given, whatever opened it.
 */

export { versConfirmation } from './a-confirmer.ts'
export { appareilEnMots } from './appareil.ts'
export { codeAttendu, codeRecuRefuse, demanderCode, essayerCodeRecu } from './code-recu.ts'
export { CodeRecu } from './code-recu.view.tsx'
export { FORMES } from './connexion.form.ts'
export { noterLienInconnu, tropDeLiens } from './debit.ts'
export { ADRESSE_EFFACEE, effacerIdentite, identiteEntiere } from './effacer-identite.ts'
export { suiteConnexion, tropDEssais, versSecondFacteur } from './reponses.tsx'
export { couperSessions, oublierFacteurs, travailleAilleurs } from './reprendre-acces.ts'
export { creerService } from './service.ts'
export { acteurDuCompte, compteDeLaSession, jetonDeSession, lireActeur, ouvrirSession } from './session.ts'
