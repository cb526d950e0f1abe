import { type Droit, droit } from './droit.rules.ts'

/** A structure has no state that its members’ rights depend on. */
export type EtatStructure = 'connue'
const oui = (dit: string, connue: Droit<EtatStructure>['qui']['connue'] & {}) => droit<EtatStructure>(dit, { connue })

/** Who may do what with a structure's members. `quitter` is to remove oneself, or to take back one's own request. */
export const STRUCTURE = {
  rejoindre: oui('Rejoindre la structure', ['membre', 'demandeur', 'sans_lien']),
  voir: oui('Voir ses membres', ['membre', 'agent_territoire']),
  inviter: oui('Inviter un membre', ['membre']),
  accepter: oui('Accepter une demande', ['membre', 'agent_territoire']),
  retirer: oui('Retirer un membre', ['membre', 'agent_territoire']),
  quitter: oui('Quitter la structure', ['membre', 'demandeur']),
  ranger: oui('Ranger ses dossiers d’un appel', ['membre']),
  confirmer: oui('Confirmer un membre', ['agent_territoire']),
  declarer: oui('Déclarer à la main une structure introuvable', ['sans_lien']),
  corriger: oui('Corriger ce qui a été déclaré', ['membre']),
  trancher: oui('Confirmer, réunir, séparer ou refuser une structure déclarée', ['agent_territoire']),
} as const satisfies Record<string, Droit<EtatStructure>>
