import type { AgentDuGuichet } from './guichet.queries.ts'
import { type Jamais, jamaisVu } from './jamais.rules.ts'

export const MOTS_JAMAIS: Record<Jamais, string> = {
  comite: 'Jamais possible pour un membre du comité\u00a0: ses notes et ses intérêts restent secrets.',
  signataire: 'Jamais possible pour un signataire\u00a0: ce qu’il lit avant de signer est à lui.',
  administration: 'Cette personne administre le guichet\u00a0: elle voit ce que vous voyez.',
  sans_role: 'Cette personne n’a aucun rôle ici\u00a0: il n’y a rien à voir comme elle.',
  sans_facteur: 'Cette personne n’a pas encore de second facteur\u00a0: elle ne lit rien avant de l’avoir enregistré.',
}

/** Why the pages of somebody are never shown to another; nothing when they may be. `exige`: whether roles wait for a second factor here. */
export const jamaisMontre = ({ roles, siege, secondFacteur }: AgentDuGuichet, exige: boolean): Jamais | undefined =>
  jamaisVu({ roles, siege, facteur: secondFacteur || !exige })
export function refusDeVoirAgent(agent: AgentDuGuichet, exige: boolean): string | undefined {
  const refus = jamaisMontre(agent, exige)
  return refus && MOTS_JAMAIS[refus]
}
