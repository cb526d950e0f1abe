import type { Preuve } from '../../contexte.ts'
import { Badge } from '../../ui/blocs.tsx'

const PREUVES: Record<Preuve, { mot: string; phrase: string; prouvee: boolean }> = {
  declaree: { mot: 'Déclarée', phrase: 'Rattachement déclaré par la personne, pas encore prouvé', prouvee: false },
  proconnect: { mot: 'Prouvée par ProConnect', phrase: 'Rattachement prouvé par ProConnect', prouvee: true },
  domaine: { mot: 'Prouvée par l’adresse', phrase: 'Rattachement prouvé par une adresse au domaine de la structure', prouvee: true },
  referent: { mot: 'Confirmée par le service', phrase: 'Rattachement confirmé par un référent', prouvee: true },
}

/** How a person's membership of a structure is known, as a sentence for whoever reads their dossier. */
export const libellePreuve = (preuve: Preuve) => PREUVES[preuve].phrase

export const BadgePreuve = ({ preuve }: { preuve: Preuve }) => (
  <Badge ton={PREUVES[preuve].prouvee ? 'success' : 'warning'} icone>
    {PREUVES[preuve].mot}
  </Badge>
)
