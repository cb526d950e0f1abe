/**
 * Instruction: what the référents read of the filed dossiers. Owns `instruction` and what surrounds it (migration 0007).
 * Invariant: a reader's perimeter is in the query itself; a dossier outside it does not exist for them.
 */
export { TERRITOIRE } from './boite/filtres.ts'
export { lecteurDesChiffres } from './bord/bord.queries.ts'
export { deciderReponses } from './complements/decider-reponses.ts'
export { demanderComplement } from './complements/demander.ts'
export { rappelerComplements } from './complements/rappeler.ts'
export { prendreEnCharge } from './dossier/affecter.ts'
export { annoter } from './dossier/annoter.ts'
export type { CadreInstruction } from './dossier/cadre-instruction.view.tsx'
export { Cadre } from './dossier/cadre-instruction.view.tsx'
export { etiqueter } from './dossier/etiqueter.ts'
export { juger } from './dossier/juger.ts'
export { lireCadre } from './dossier/lire-cadre.ts'
export { passerAuComite } from './dossier/passer-au-comite.ts'
export { repondreRefus } from './dossier/reponses.tsx'
export { jouerActe, relancerActes } from './groupe/jouer.ts'
export { TACHE_ACTE } from './groupe/lancer.ts'
export { declarerIrrecevable } from './irrecevable/declarer.ts'
export { type FicheComite, lireFicheComite, type Preuve } from './rapport/fiche-comite.ts'
export { remplirRapport } from './rapport/remplir.ts'
export { releverVagues } from './releve/relever.ts'
