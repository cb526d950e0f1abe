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
  }[]
  president: string | null
}

export const MOTS_PRESENCE: Record<Presence, string> = { present: 'Présent', excuse: 'Excusé', absent: 'Absent' }

/** Who is there, and who chairs. */
export const Presences = ({ id, membres, president, errors }: PresencesVue & { errors: FieldErrors }) => (
  <Formulaire action={paths.comite.presences(id)} class="gt-lecture">
    {membres.some(m => m.propose) && <p>Ce que chacun a répondu à sa convocation est coché. Confirmez qui est là, puis enregistrez.</p>}
    {membres.map(m => (
      <>
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
      </>
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
