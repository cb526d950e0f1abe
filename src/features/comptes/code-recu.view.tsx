import type { PropsWithChildren } from 'hono/jsx'
import { Field } from '../../ui/champs.tsx'
import { FormActions, Formulaire } from '../../ui/form.tsx'

/** Where the code of the mail is typed. */
export const CodeRecu = ({
  action,
  value,
  error,
  children,
}: PropsWithChildren<{ action: string; value?: string | undefined; error?: string | undefined }>) => (
  <Formulaire action={action}>
    {children}
    <Field
      name="code"
      label="Code à 6 chiffres"
      inputmode="numeric"
      autocomplete="one-time-code"
      spellcheck={false}
      court
      value={value}
      error={error}
    />
    <FormActions principal="Continuer" filet={false} />
  </Formulaire>
)
