/**
 * Compléments: what the service asks to complete (C5.3) and what the project answers, both sides. Owns `complement` and `complement_point`.
 * Invariant: one request at a time waits for an answer, and only what it asks may be changed.
 */

export { destinatairesDuProjet } from './destinataires.ts'
export { ComplementDemande, PointsDeLEtape } from './points.view.tsx'
export { envoyerComplements } from './repondre.ts'
export { type Cible, ciblesDe, ciblesGroupees } from './service/cibles.ts'
export { type Demande, demandesDe } from './service/complements.queries.ts'
export { deciderReponses } from './service/decider-reponses.ts'
export { appliquerGeste, etatVu, lireDemande, lireGeste, lireSaisie, type SaisieDemande } from './service/demande.form.ts'
export { demanderComplement, echeanceProposee } from './service/demander.ts'
export { ChampsDemande } from './service/demander.view.tsx'
export { faireTomber } from './service/faire-tomber.ts'
export { rappelerComplements } from './service/rappeler.ts'
export { nommerPoints, titreDuPoint } from './titres.ts'
