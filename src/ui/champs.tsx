import type { Child } from 'hono/jsx'
import { type Champ, decritPar, Groupe } from './form.tsx'

type Saisie = Champ & {
  value?: string | undefined
  autocomplete?: string | undefined
  maxlength?: number | undefined
  required?: boolean | undefined
  readonly?: boolean | undefined
  autofocus?: boolean | undefined
}

const etat = ({ name, id = name, hint, error, regle, autres }: Champ & { autres?: string[] }) => ({
  id,
  name,
  'aria-invalid': error ? 'true' : undefined,
  'aria-describedby': decritPar(id, { hint, error, regle, autres: autres ?? [] }),
})

/** hono/jsx drops `spellcheck={false}`; the attribute needs the word. */
const SANS_CORRECTION = { spellcheck: 'false' as unknown as boolean }

export type FieldProps = Saisie & {
  type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'password'
  inputmode?: 'text' | 'decimal' | 'numeric' | 'email' | 'tel' | 'url'
  spellcheck?: boolean
  /** Unit written after the field, said with its label: « € », « agents ». */
  suffix?: string | undefined
  /** Narrow field: a code, a date, an amount. */
  court?: boolean | undefined
}

/** One line of text. The value is shown back exactly as typed. */
export const Field = ({
  label,
  hint,
  error,
  facultatif,
  name,
  id = name,
  suffix,
  court,
  value,
  type = 'text',
  spellcheck,
  regle,
  ...reste
}: FieldProps) => {
  const champ = (
    <input
      class={`fr-input${court || suffix ? ' gt-court' : ''}${error ? ' fr-input--error' : ''}`}
      type={type}
      value={value ?? ''}
      {...(spellcheck === false ? SANS_CORRECTION : {})}
      {...reste}
      {...etat({ name, id, label, hint, error, regle, autres: suffix ? [`${id}-unite`] : [] })}
    />
  )
  return (
    <Groupe id={id} label={label} hint={hint} error={error} facultatif={facultatif} regle={regle}>
      {suffix ? (
        <div class="gt-suffixe">
          {champ}
          <span class="gt-suffixe__unite" id={`${id}-unite`}>
            {suffix}
          </span>
        </div>
      ) : (
        champ
      )}
    </Groupe>
  )
}

/** An amount in euros, kept as typed: « 12 500,50 ». `parseEuros` reads it. */
export const MoneyField = ({ suffix = '€', ...props }: FieldProps) => (
  <Field inputmode="decimal" autocomplete="off" spellcheck={false} {...props} suffix={suffix} />
)

/** A day, typed as jj/mm/aaaa: quicker and surer than the browser's calendar. `parseDate` reads it. */
export const DateField = ({ hint = 'Au format jj/mm/aaaa, par exemple 17/09/2021', ...props }: FieldProps) => (
  <Field inputmode="numeric" autocomplete="off" court {...props} hint={hint} />
)

/** A password, with the button that shows it when there is a script. */
export const PasswordField = ({ name, id = name, label, hint, error, value, autocomplete = 'current-password', facultatif }: Saisie) => (
  <Groupe id={id} label={label} hint={hint} error={error} facultatif={facultatif}>
    <div class="gt-suffixe" data-controller="mot-de-passe">
      <input
        class={`fr-input${error ? ' fr-input--error' : ''}`}
        type="password"
        value={value ?? ''}
        autocomplete={autocomplete}
        autocapitalize="off"
        {...SANS_CORRECTION}
        data-mot-de-passe-target="champ"
        {...etat({ name, id, label, hint, error })}
      />
      <button
        class="fr-btn fr-btn--tertiary gt-avec-script"
        type="button"
        aria-pressed="false"
        aria-controls={id}
        data-mot-de-passe-target="bouton"
        data-action="mot-de-passe#basculer"
      >
        Afficher<span class="fr-sr-only"> le mot de passe</span>
      </button>
    </div>
  </Groupe>
)

/** Several lines. `maxlength` is counted and shown, never cut: a text pasted too long stays whole until it is shortened. */
export const TextArea = ({
  name,
  id = name,
  label,
  hint,
  error,
  facultatif,
  value,
  rows = 5,
  maxlength,
  regle,
  ...reste
}: Saisie & { rows?: number; 'data-instruire-target'?: string }) => (
  <Groupe id={id} label={label} hint={hint} error={error} facultatif={facultatif} regle={regle}>
    <div data-controller={maxlength ? 'compteur' : undefined} data-compteur-max-value={maxlength}>
      <textarea
        class={`fr-input${error ? ' fr-input--error' : ''}`}
        rows={rows}
        data-compteur-target={maxlength ? 'champ' : undefined}
        {...reste}
        {...etat({ name, id, label, hint, error, regle, autres: maxlength ? [`${id}-longueur`] : [] })}
      >
        {value ?? ''}
      </textarea>
      {maxlength && (
        <>
          <p class="gt-compteur" id={`${id}-longueur`} data-compteur-target="vue">
            {String(maxlength).replace(/\B(?=(\d{3})+$)/g, '\u00a0')} caractères au plus
          </p>
          <p class="fr-sr-only" role="status" data-compteur-target="annonce" />
        </>
      )}
    </div>
  </Groupe>
)

export type Option = { value: string; label: string; disabled?: boolean | undefined }
export type GroupeOptions = { groupe: string; options: readonly Option[] }

const Options = ({ options, value }: { options: readonly Option[]; value: string | undefined }) =>
  options.map(o => (
    <option value={o.value} selected={o.value === value} disabled={o.disabled}>
      {o.label}
    </option>
  ))

/** A choice in a list; `vide` is the sentence of the empty first line (none when it is `null`). */
export const Select = ({
  name,
  id = name,
  label,
  hint,
  error,
  facultatif,
  value,
  options,
  vide = 'Choisir',
  required,
  regle,
}: Champ & {
  value?: string | undefined
  options: readonly (Option | GroupeOptions)[]
  vide?: string | null
  required?: boolean | undefined
}) => (
  <Groupe id={id} label={label} hint={hint} error={error} facultatif={facultatif} regle={regle} type="select">
    <select class={`fr-select${error ? ' fr-select--error' : ''}`} required={required} {...etat({ name, id, label, hint, error, regle })}>
      {vide !== null && (
        <option value="" selected={!value}>
          {vide}
        </option>
      )}
      {options.map(o =>
        'groupe' in o ? (
          <optgroup label={o.groupe}>
            <Options options={o.options} value={value} />
          </optgroup>
        ) : (
          <Options options={[o]} value={value} />
        ),
      )}
    </select>
  </Groupe>
)

/** One or several files. What is accepted and the largest size are said before; progress shows in `televersement`'s bar when there is a script. */
export const FileField = ({
  name,
  id = name,
  label,
  hint,
  error,
  facultatif,
  accept,
  multiple,
  form,
  dejaLa,
}: Champ & {
  /** The id of the form that sends it, when it does not stand in it. */
  form?: string | undefined
  accept?: string | undefined
  multiple?: boolean | undefined /** Files already received, shown under the field. */
  dejaLa?: Child
}) => (
  <Groupe id={id} label={label} hint={hint} error={error} facultatif={facultatif} type="upload">
    <input class="fr-upload" type="file" accept={accept} multiple={multiple} form={form} {...etat({ name, id, label, hint, error })} />
    <div class="gt-televersement" data-televersement-target="zone" hidden>
      <progress max={100} value={0} aria-label="Envoi du fichier" data-televersement-target="barre" />
      <p role="status" data-televersement-target="etat" />
    </div>
    {dejaLa}
  </Groupe>
)
