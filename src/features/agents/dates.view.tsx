import { formatDateCivileCourte } from '../../lib/dates.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/blocs.tsx'
import { DateField } from '../../ui/champs.tsx'
import { Formulaire } from '../../ui/form.tsx'
import type { Personne } from './agents.queries.ts'
import type { SaisieDates } from './dates.rules.ts'
import { direDates } from './personnes.mots.ts'
import { MOTS_ROLES } from './roles.ts'

/** Of the line of a role, what was typed and refused. */
export type DatesTapees = SaisieDates & { id: string }

/** From when to when a role opens something, and whether it does today. */
export const DatesDites = (p: Personne) => (
  <>
    {direDates(p) || 'Sans date'}
    {p.etat !== 'en_cours' && (
      <>
        {' '}
        <Badge ton={p.etat === 'finie' ? 'warning' : 'info'}>{p.etat === 'finie' ? 'Terminé' : 'À venir'}</Badge>
      </>
    )}
  </>
)

type Props = { slug: string; personne: Personne; tapees: DatesTapees | undefined; errors: FieldErrors }
/** The days of one line, changed where it stands. */
export const ChangerDates = ({ slug, personne: p, tapees, errors }: Props) => {
  const qui = `${p.nom}, ${MOTS_ROLES[p.role]}`
  return (
    <details open={tapees !== undefined}>
      <summary>
        Dates<span class="fr-sr-only"> de {qui}</span>
      </summary>
      <Formulaire action={paths.administration.datesPersonne(slug, p.id)} aria-label={`Dates de ${qui}`}>
        {(
          [
            ['du', 'Premier jour'],
            ['au', 'Dernier jour, compris'],
          ] as const
        ).map(([name, label]) => (
          <DateField
            name={name}
            id={`${name}-${p.id}`}
            label={label}
            hint="jj/mm/aaaa"
            facultatif
            value={tapees?.[name] ?? (p[name] ? formatDateCivileCourte(p[name]) : '')}
            error={errors[`${name}-${p.id}`]}
          />
        ))}
        <button class="fr-btn fr-btn--sm fr-btn--secondary" type="submit">
          Enregistrer ces dates
        </button>
      </Formulaire>
    </details>
  )
}
