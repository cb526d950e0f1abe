import { formatHeure } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { Field } from '../../ui/champs.tsx'
import { BoutonPost, Formulaire } from '../../ui/form.tsx'
import type { Seance } from './seance.ts'

/** An hour of the form that was refused, as it was typed. */
export type HeureRefusee = { saisie: string; erreur: string }

/** « Reprise à 11 h 15 », or that it is suspended. */
export const direReprise = ({ reprise }: NonNullable<Seance['suspension']>) =>
  reprise ? `Reprise à ${formatHeure(reprise)}` : 'Séance suspendue'

/** Everybody reads that the séance is suspended; whoever conducts makes it go on. */
export const Suspendue = ({ seance, s, conduit }: { seance: string; s: NonNullable<Seance['suspension']>; conduit: boolean }) => (
  <div class="gt-salle__ailleurs">
    <p>
      <strong>Séance suspendue depuis {formatHeure(s.depuis)}.</strong> {s.reprise && `${direReprise(s)}. `}Rien ne se décide.
    </p>
    {conduit && <BoutonPost action={paths.comite.finSuspension(seance)}>Reprendre la séance</BoutonPost>}
  </div>
)

export const Suspendre = ({ seance, refusee }: { seance: string; refusee: HeureRefusee | undefined }) => (
  <details class="gt-salle__passer" open={refusee !== undefined}>
    <summary>Suspendre la séance</summary>
    <Formulaire action={paths.comite.suspension(seance)} class="gt-salle__passe">
      <Field
        name="heure"
        label="Heure de reprise"
        hint="Par exemple 11:15"
        facultatif
        court
        autocomplete="off"
        value={refusee?.saisie ?? ''}
        error={refusee?.erreur}
      />
      <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit">
        Suspendre la séance
      </button>
    </Formulaire>
  </details>
)
