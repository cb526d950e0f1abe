import { paths } from '../../paths.ts'
import type { PartenaireVu } from './partenaires.donnees.ts'
import { ETATS_VALIDATION } from './tableau.view.tsx'

/** To a partner, on each page of the dossier: in whose name it takes part, and where its validation stands. */
export const BandeauPartenaire = ({ id, partenaires }: { id: string; partenaires: readonly PartenaireVu[] }) => (
  <div class="gt-conseil">
    {partenaires.map(p => (
      <p class="fr-mb-0">
        Vous participez pour <b>{p.nom}</b>. Votre validation : {ETATS_VALIDATION[p.etat].mot.toLowerCase()}.{' '}
        <a href={`${paths.dossiers.validation(id)}?partenaire=${p.id}`}>
          {p.etat === 'validee' ? 'Relire le projet' : 'Lire et valider le projet'}
          <span class="fr-sr-only"> pour {p.nom}</span>
        </a>
      </p>
    ))}
  </div>
)
