import { formatDateCivile } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { Essentiel } from '../../../ui/blocs.tsx'
import type { Appel } from '../../cahier/index.ts'
import { avantLe } from '../../temps/index.ts'
import type { IntentionLue } from '../preselections.queries.ts'

type Props = { appel: Appel; second: Appel; intentions: readonly IntentionLue[] }
/** Where the two temps stand: what was filed, what is answered, when the second closes, when the comité sits. */
export const Temps = ({ appel, second, intentions }: Props) => {
  const { phases } = appel
  const [premiere] = appel.calendrier.vagues
  const [suite] = second.calendrier.vagues
  const decidees = intentions.filter(i => i.reponse === 'oui' || i.reponse === 'non').length
  const annoncees = intentions.filter(i => i.annonceeLe !== null).length
  const seconds = intentions.filter(i => i.secondLe !== null).length
  return (
    <Essentiel
      faits={[
        {
          terme: `1. ${phases?.intention.titre}`,
          valeur: pluriel(intentions.length, 'déposée'),
          ...(premiere?.cloture ? { note: `avant le ${avantLe(premiere.cloture)}` } : {}),
        },
        {
          terme: 'Présélection',
          valeur:
            annoncees > 0 ? pluriel(annoncees, 'réponse annoncée', 'réponses annoncées') : `${decidees} sur ${intentions.length} décidées`,
          ...(annoncees > 0
            ? {}
            : { note: phases?.intention.reponse ? `prévue le ${formatDateCivile(phases.intention.reponse)}` : 'rien n’est annoncé' }),
        },
        {
          terme: `2. ${phases?.dossier_complet.titre}`,
          valeur: annoncees > 0 ? pluriel(seconds, 'déposé') : 'S’ouvre à l’annonce',
          ...(suite?.cloture ? { note: `avant le ${avantLe(suite.cloture)}` } : {}),
        },
        ...(suite?.comite
          ? [
              {
                terme: 'Comité',
                valeur: formatDateCivile(suite.comite),
                ...(suite.resultats ? { note: `réponses le ${formatDateCivile(suite.resultats)}` } : {}),
              },
            ]
          : []),
      ]}
    />
  )
}
