/**
 * Comité: its séances, the interests that members declare, their scores. Owns `seance`, `seance_membre`, `seance_dossier`, `seance_mouvement`, `presence_salle`, `conflit`, `grille`,
 * `note`, `deliberation`, `scenario`, `proces_verbal`, `signature` (migration 0008).
 * Invariants: nothing of the dossiers is read before interests are declared on all of them; a member in conflict on a dossier reaches nothing
 * of it; scores are blind until a member has finalised theirs.
 */

export { type DeclarationAttendue, declarationsAttendues } from './accueil/a-declarer.queries.ts'
export { declarerInterets } from './conflits/declarer.ts'
export { finaliserGrille } from './notation/finaliser.ts'
export { etablirProcesVerbal } from './proces-verbal/etablir.ts'
export { figerProcesVerbal } from './proces-verbal/figer.ts'
export { versionsDe } from './proces-verbal/proces-verbal.queries.ts'
export { manquants } from './proces-verbal/signataires.ts'
export { signerProcesVerbal } from './proces-verbal/signer.ts'
export { deciderDossier } from './salle/decider.ts'
export { fermerSalles } from './salle/direct.ts'
export { jouerCalculs, reveillerCalculs, TACHE_CALCULS } from './scenarios/calcul/jouer.ts'
export { cloreSeance } from './seance/clore.ts'
export { creerSeance } from './seance/creer.ts'
export { ouvrirSeance } from './seance/ouvrir.ts'
export { pointerPresences } from './seance/pointer.ts'
export { dossiersInscriptibles } from './seance/preparation.queries.ts'
export { trouverSeance } from './seance.queries.ts'
export type { Seance } from './seance.ts'
