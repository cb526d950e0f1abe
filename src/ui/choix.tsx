import type { Child, PropsWithChildren } from 'hono/jsx'
import { type Champ, decritPar, Erreur, Facultatif, RegleDuChamp } from './form.tsx'

export type Choix = { value: string; label: Child; hint?: Child; disabled?: boolean | undefined }
type Ensemble = Champ & { options: readonly Choix[]; enLigne?: boolean | undefined; petit?: boolean | undefined }

/** The first control bears the group's id, so that the summary's link lands on it. */
const idChoix = (id: string, i: number) => (i === 0 ? id : `${id}-${i + 1}`)

/** A group of controls under one question. */
const Fieldset = ({
  id,
  label,
  hint,
  error,
  facultatif,
  regle,
  children,
}: PropsWithChildren<Omit<Champ, 'name' | 'id'> & { id: string }>) => (
  <fieldset
    class={`fr-fieldset${error ? ' fr-fieldset--error' : ''}`}
    id={`${id}-groupe`}
    aria-labelledby={[`${id}-question`, ...(error ? [`${id}-erreur`] : [])].join(' ')}
    aria-describedby={regle === undefined ? undefined : `${id}-regle`}
    role="group"
  >
    <legend class="fr-fieldset__legend fr-fieldset__legend--regular" id={`${id}-question`}>
      {label}
      {facultatif && <Facultatif />}
      {hint && <span class="fr-hint-text">{hint}</span>}
    </legend>
    {children}
    {error && (
      <div class="fr-messages-group">
        <Erreur id={id} error={error} />
      </div>
    )}
    <RegleDuChamp id={id} regle={regle} />
  </fieldset>
)

/** One answer among a few. */
export const RadioGroup = ({
  name,
  id = name,
  options,
  value,
  enLigne,
  petit,
  error,
  ...reste
}: Ensemble & { value?: string | undefined }) => (
  <Fieldset id={id} error={error} {...reste}>
    {options.map((o, i) => (
      <div class={`fr-fieldset__element${enLigne ? ' fr-fieldset__element--inline' : ''}`}>
        <div class={`fr-radio-group${petit ? ' fr-radio-group--sm' : ''}`}>
          <input
            type="radio"
            id={idChoix(id, i)}
            name={name}
            value={o.value}
            checked={o.value === value}
            disabled={o.disabled}
            aria-describedby={decritPar(idChoix(id, i), { hint: o.hint })}
          />
          <label class="fr-label" for={idChoix(id, i)}>
            {o.label}
            {o.hint && (
              <span class="fr-hint-text" id={`${idChoix(id, i)}-aide`}>
                {o.hint}
              </span>
            )}
          </label>
        </div>
      </div>
    ))}
  </Fieldset>
)

/** Several answers. All boxes share the name: the form sends it once per box ticked. */
export const CheckboxGroup = ({
  name,
  id = name,
  options,
  values = [],
  enLigne,
  petit,
  error,
  ...reste
}: Ensemble & { values?: readonly string[] }) => (
  <Fieldset id={id} error={error} {...reste}>
    {options.map((o, i) => (
      <div class={`fr-fieldset__element${enLigne ? ' fr-fieldset__element--inline' : ''}`}>
        <CaseSeule
          name={name}
          id={idChoix(id, i)}
          value={o.value}
          label={o.label}
          hint={o.hint}
          checked={values.includes(o.value)}
          disabled={o.disabled}
          petit={petit}
        />
      </div>
    ))}
  </Fieldset>
)

type CaseProps = Champ & {
  value?: string
  checked?: boolean | undefined
  disabled?: boolean | undefined
  petit?: boolean | undefined
  form?: string | undefined
}

const CaseSeule = ({ name, id = name, value = 'oui', label, hint, error, checked, disabled, petit, form }: CaseProps) => (
  <div class={`gt-case fr-checkbox-group${petit ? ' fr-checkbox-group--sm' : ''}${error ? ' fr-checkbox-group--error' : ''}`}>
    <input
      type="checkbox"
      id={id}
      name={name}
      value={value}
      form={form}
      checked={checked}
      disabled={disabled}
      aria-invalid={error ? 'true' : undefined}
      aria-describedby={decritPar(id, { hint, error })}
    />
    <label class="fr-label" for={id}>
      {label}
      {hint && (
        <span class="fr-hint-text" id={`${id}-aide`}>
          {hint}
        </span>
      )}
    </label>
    <Erreur id={id} error={error} />
  </div>
)

/** A box alone: an engagement, an option. */
export const Checkbox = CaseSeule
