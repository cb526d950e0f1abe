import { formatHeure } from '../../../lib/dates.ts'

/** What a screen says when nothing comes any more; a script shows it, with the hour of what it still shows. */
export const HorsDeLaSalle = ({ instant }: { instant: Date }) => (
  <div hidden class="gt-salle__perdu" role="alert" data-salle-target="perdu">
    <p>
      <strong>
        Cet écran ne suit plus la salle depuis <span data-salle-target="depuis">{formatHeure(instant)}</span>.
      </strong>{' '}
      Il montre ce qu’il avait reçu à cette heure, et reprendra de lui-même. Ce que vous écrivez reste ici.
    </p>
  </div>
)
