/**
 * Instruction: what the référents read of the filed dossiers. Owns `instruction` and what surrounds it (migration 0007).
 * Invariant: a reader's perimeter is in the query itself; a dossier outside it does not exist for them.
 */

export { Cadre, type CadreInstruction } from './cadre-instruction.view.tsx'
export { prendreEnCharge } from './dossier/affecter.ts'
export { annoter } from './dossier/annoter.ts'
export { Delais } from './dossier/delais.view.tsx'
export { etiqueter } from './dossier/etiqueter.ts'
export { evenementsDe } from './dossier/historique.queries.ts'
export { Journal } from './dossier/historique.view.tsx'
export { passerAuComite } from './dossier/passer-au-comite.ts'
export { jouerActe, relancerActes } from './groupe/jouer.ts'
export { TACHE_ACTE } from './groupe/lancer.ts'
export { suiteDe } from './instruire/suivre.ts'
export { lireCadre } from './lire-cadre.ts'
export { lireDossierInstruit } from './lire-dossier.ts'
export { TERRITOIRE } from './liste/filtres.ts'
export { type FicheComite, lireFicheComite } from './rapport/fiche-comite.ts'
export { remplirRapport } from './rapport/remplir.ts'
export { releverVagues } from './releve/relever.ts'
export { tenirReleves } from './releve/tenir.ts'
export { direRefus, pageDeLActe, repondreRefus, versDossier } from './reponses.tsx'
