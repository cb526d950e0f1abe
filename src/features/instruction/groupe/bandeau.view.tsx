import { ActeEnBloc, type ActeSuiviVu } from './suivi-acte.view.tsx'

/** On top of the list: the account of the last act that ended, and how far the others are. */
export const ActesDuMoment = ({ actes }: { actes: readonly ActeSuiviVu[] }) =>
  actes.length === 0 ? null : (
    <section class="gt-actes-groupes" aria-labelledby="actes-groupes">
      <h2 class="fr-sr-only" id="actes-groupes">
        Actes groupés
      </h2>
      {actes.map(a => (
        <ActeEnBloc {...a} court />
      ))}
    </section>
  )
