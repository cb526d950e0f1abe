import { DateField, TextArea } from '../../../ui/champs.tsx'
import { RadioGroup } from '../../../ui/choix.tsx'
import type { DecisionSaisie, SaisieDecisions } from './decisions.form.ts'

type Errors = Readonly<Record<string, string>>

/** What is decided of one answer. What is missing is asked only when it is asked again; without that style it shows, and counts only then. */
export const DecisionPoint = ({
  n,
  quoi,
  saisie,
  errors,
}: {
  n: number
  quoi: string
  saisie: DecisionSaisie | undefined
  errors: Errors
}) => (
  <div class="gt-decision">
    <RadioGroup
      name={`decision-${n}`}
      label={
        <>
          Votre décision <span class="fr-sr-only">sur «&nbsp;{quoi}&nbsp;»</span>
        </>
      }
      enLigne
      petit
      value={saisie?.decision}
      error={errors[`decision-${n}`]}
      options={[
        { value: 'acceptee', label: 'Accepter la réponse' },
        { value: 'redemandee', label: 'Redemander' },
      ]}
    />
    <div class="gt-decision__manque">
      <TextArea
        name={`manque-${n}`}
        label="Ce qui manque encore"
        hint="Le porteur le lit."
        rows={2}
        value={saisie?.manque}
        error={errors[`manque-${n}`]}
      />
    </div>
  </div>
)

/** Ends the form of the decisions: the day for what is asked again, a note, all of it at once or point by point. */
export const FinDecisions = ({ seul, saisie, errors }: { seul: boolean; saisie: SaisieDecisions; errors: Errors }) => (
  <div class="gt-decisions__fin">
    <div class="gt-decisions__jour">
      <DateField
        name="jour"
        label="Réponse jusqu’au"
        hint="Au format jj/mm/aaaa, pour ce que vous redemandez."
        value={saisie.jour}
        error={errors.jour}
      />
    </div>
    <TextArea
      name="note"
      label="Note pour le service"
      hint="Le porteur ne la lit pas."
      facultatif
      rows={2}
      value={saisie.note}
      error={errors.note}
    />
    <div class="gt-actions gt-actions--simple">
      <button class="fr-btn" type="submit">
        {seul ? 'Enregistrer la décision' : 'Enregistrer les décisions'}
      </button>
      <button class="fr-btn fr-btn--secondary" type="submit" name="tout" value="oui">
        {seul ? 'Accepter et clore' : 'Tout accepter et clore'}
      </button>
    </div>
  </div>
)
