import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { Select } from '../../../ui/champs.tsx'
import { Checkbox, RadioGroup } from '../../../ui/choix.tsx'
import { FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Presence } from './pointer.ts'

export type PresencesVue = {
  id: string
  membres: readonly {
    id: string
    nom: string
    siege: string
    presence: string | null
    supplee: boolean
    propose: Presence | undefined
    interets: string
    pouvoirA: string
  }[]
  president: string | null
  /** How many powers one member may hold; whether they count for the quorum. */
  pouvoirs: number
  auQuorum: boolean
}

export const MOTS_PRESENCE: Record<Presence, string> = { present: 'Présent', excuse: 'Excusé', absent: 'Absent' }

/** Who is there, and who chairs. */
export const Presences = ({ id, membres, president, pouvoirs, auQuorum, errors }: PresencesVue & { errors: FieldErrors }) => (
  <Formulaire action={paths.comite.presences(id)} class="gt-lecture">
    {pouvoirs > 0 && (
      <p>
        Un membre absent peut donner pouvoir à un membre présent, qui en tient {pouvoirs} au plus. Un pouvoir compte dans les votes,{' '}
        {auQuorum ? 'et dans le quorum' : 'pas dans le quorum'}.
      </p>
    )}
    {membres.some(m => m.propose) && <p>Ce que chacun a répondu à sa convocation est coché. Confirmez qui est là, puis enregistrez.</p>}
    {membres.map(m => (
      <div class="gt-pointage">
        <RadioGroup
          name={`presence-${m.id}`}
          label={<b>{m.nom}</b>}
          hint={`${m.siege}. ${m.interets}.`}
          enLigne
          petit
          value={m.presence ?? m.propose}
          options={Object.entries(MOTS_PRESENCE).map(([value, label]) => ({ value, label }))}
        />
        <Checkbox
          name={`supplee-${m.id}`}
          label={
            <>
              Supplée la présidence si sa liaison se perd<span class="fr-sr-only">, {m.nom}</span>
            </>
          }
          petit
          checked={m.supplee}
        />
        {pouvoirs > 0 && (
          <div class="gt-pointage__pouvoir">
            <Select
              name={`pouvoir-${m.id}`}
              label={
                <>
                  Donne pouvoir à<span class="fr-sr-only">, {m.nom}</span>
                </>
              }
              hint="S’il est excusé ou absent"
              vide="Personne"
              value={m.pouvoirA || undefined}
              options={membres.filter(x => x.id !== m.id).map(x => ({ value: x.id, label: x.nom }))}
              error={errors[`pouvoir-${m.id}`]}
            />
          </div>
        )}
      </div>
    ))}
    <Select
      name="president"
      label="Préside la séance"
      vide="Personne pour l’instant"
      value={president ?? undefined}
      options={membres.map(m => ({ value: m.id, label: m.nom }))}
      error={errors.president}
    />
    <FormActions principal="Enregistrer les présences" filet={false} />
  </Formulaire>
)
