/**
 * Instruction: what the référents read of the filed dossiers. Owns `instruction` and what surrounds it (migration 0007).
 * Invariant: a reader's perimeter is in the query itself; a dossier outside it does not exist for them.
 */

export { TERRITOIRE } from './boite/filtres.ts'
export { prendreEnCharge } from './dossier/affecter.ts'
export { annoter } from './dossier/annoter.ts'
export type { CadreInstruction } from './dossier/cadre-instruction.view.tsx'
export { Cadre } from './dossier/cadre-instruction.view.tsx'
export { Delais } from './dossier/delais.view.tsx'
export { etiqueter } from './dossier/etiqueter.ts'
export { type Evenement, evenementsDe } from './dossier/historique.queries.ts'
export { Journal } from './dossier/historique.view.tsx'
export { lireCadre } from './dossier/lire-cadre.ts'
export { passerAuComite } from './dossier/passer-au-comite.ts'
export { direRefus, pageDeLActe, repondreRefus, versDossier } from './dossier/reponses.tsx'
export { jouerActe, relancerActes } from './groupe/jouer.ts'
export { TACHE_ACTE } from './groupe/lancer.ts'
export { type FicheComite, lireFicheComite, type Preuve } from './rapport/fiche-comite.ts'
export { remplirRapport } from './rapport/remplir.ts'
export { releverVagues } from './releve/relever.ts'
