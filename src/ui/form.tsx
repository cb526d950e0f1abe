import type { Child, PropsWithChildren } from 'hono/jsx'

/** What every field has. The `id` defaults to the name, so that the summary's links reach it. */
export type Champ = {
  name: string
  label: Child
  hint?: Child
  error?: string | undefined
  /** Marks the label « (facultatif) »; all fields are required otherwise. */
  facultatif?: boolean | undefined
  id?: string | undefined
  /** What the rules say of the answer, said under the field and with it. Its place is kept when it is empty: a script may fill it in. */
  regle?: Child
}

/** The ids that describe a field, in the order in which they are read. */
export const decritPar = (
  id: string,
  { hint, error, regle, autres = [] }: Pick<Champ, 'hint' | 'error' | 'regle'> & { autres?: string[] },
) =>
  [...(hint ? [`${id}-aide`] : []), ...autres, ...(error ? [`${id}-erreur`] : []), ...(regle === undefined ? [] : [`${id}-regle`])].join(
    ' ',
  ) || undefined

export const Facultatif = () => <span class="gt-facultatif"> (facultatif)</span>

/** Whole names: the build keeps the classes that it finds written. */
const GROUPES = {
  input: ['fr-input-group', 'fr-input-group--error'],
  select: ['fr-select-group', 'fr-select-group--error'],
  upload: ['fr-upload-group', 'fr-upload-group--error'],
} as const

/** Label, hint, control, error: the frame of a field. */
export const Groupe = ({
  id,
  label,
  hint,
  error,
  facultatif,
  regle,
  type = 'input',
  children,
}: PropsWithChildren<Omit<Champ, 'name'> & { type?: keyof typeof GROUPES }>) => (
  <div class={`gt-champ ${GROUPES[type][0]}${error ? ` ${GROUPES[type][1]}` : ''}`}>
    <label class="fr-label" for={id}>
      {label}
      {facultatif && <Facultatif />}
      {hint && (
        <span class="fr-hint-text" id={`${id}-aide`}>
          {hint}
        </span>
      )}
    </label>
    {children}
    <Erreur id={id} error={error} />
    <RegleDuChamp id={id} regle={regle} />
  </div>
)

/** The place of what the rules say of a field; what changes there is said aloud. */
export const RegleDuChamp = ({ id, regle }: { id: string | undefined; regle: Child }) =>
  regle === undefined ? null : (
    <div class="gt-regle" id={`${id}-regle`} aria-live="polite" data-guide={`${id}-regle`}>
      {regle}
    </div>
  )

export const Erreur = ({ id, error }: { id: string | undefined; error: string | undefined }) =>
  error ? (
    <p class="fr-error-text" id={`${id}-erreur`}>
      <span class="fr-sr-only">Erreur : </span>
      {error}
    </p>
  ) : null

/**
 * Errors of a refused form, on top of the page; a script moves the focus here. Keys are field names, and their links go to the field;
 * a key that starts with « _ » concerns the whole form and has no link.
 */
export const ErrorSummary = ({ errors, titre }: { errors: Readonly<Record<string, string>>; titre?: string | undefined }) => {
  const liste = Object.entries(errors)
  if (liste.length === 0) return null
  const n = liste.length
  return (
    <div class="fr-alert fr-alert--error gt-erreurs" id="erreurs" role="alert" tabindex={-1} data-controller="erreurs">
      <h2 class="fr-alert__title">{titre ?? `Erreur : ${n}\u00a0point${n > 1 ? 's' : ''} à corriger`}</h2>
      <ul>
        {liste.map(([champ, message]) => (
          <li>{champ.startsWith('_') ? message : <a href={`#${champ}`}>{message}</a>}</li>
        ))}
      </ul>
    </div>
  )
}

export type FormulaireProps = PropsWithChildren<{
  action: string
  method?: 'post' | 'get'
  id?: string | undefined
  class?: string | undefined
  /** Sends files. A script then shows the progress of the sending. */
  fichiers?: boolean
  /** Draft saved at each change by `PUT` on this URL (see `Enregistrement`). */
  enregistrement?: string | undefined
  /**
   * Whose local copy this form keeps of what is not saved yet, and the title under which it is offered back (see `Reprise`); at which revision it shows
   * the draft, and whose that is when it is somebody else's.
   */
  copie?: { cle: string; titre: string; revision: number; par: string | undefined } | undefined
  /** Where what surrounds the fields is read again after a saving (see `Guide`). */
  guide?: string | undefined
  /** Full page answer, without Turbo: sign-ins that leave for another origin. */
  sansTurbo?: boolean
  'aria-labelledby'?: string | undefined
  'data-effet-target'?: string | undefined
}>

/**
 * A form of ours: the server says what is wrong (`novalidate`), a double press sends once. What must be filled in is said first; styles show it where
 * there are several fields.
 */
export const Formulaire = ({ method = 'post', fichiers, enregistrement, copie, guide, sansTurbo, children, ...reste }: FormulaireProps) => (
  <form
    {...reste}
    method={method}
    novalidate
    enctype={fichiers ? 'multipart/form-data' : undefined}
    data-turbo={sansTurbo ? 'false' : undefined}
    data-controller={[
      'envoi',
      ...(enregistrement ? ['enregistrement'] : []),
      ...(guide ? ['guide'] : []),
      ...(fichiers ? ['televersement'] : []),
    ].join(' ')}
    data-enregistrement-url-value={enregistrement}
    data-enregistrement-cle-value={copie?.cle}
    data-enregistrement-titre-value={copie?.titre}
    data-enregistrement-revision-value={copie?.revision}
    data-enregistrement-par-value={copie?.par}
    data-guide-url-value={guide}
    data-action={guide && 'enregistrement:fait->guide#rafraichir'}
  >
    {method === 'post' && <p class="fr-hint-text gt-consigne">Sauf mention «&nbsp;facultatif&nbsp;», tous les champs sont à remplir.</p>}
    {children}
  </form>
)

/** Idempotence: the act of a form posted twice is done once. */
export const Cle = ({ valeur }: { valeur: string }) => <input type="hidden" name="cle" value={valeur} />

/** End of a form: the one primary button, then other ways. */
export const FormActions = ({
  principal,
  name,
  value,
  icone,
  filet = true,
  children,
}: PropsWithChildren<{
  principal: string
  name?: string | undefined
  value?: string | undefined
  icone?: string | undefined
  filet?: boolean
}>) => (
  <div class={`gt-actions${filet ? '' : ' gt-actions--simple'}`}>
    <button class={`fr-btn${icone ? ` ${icone} fr-btn--icon-left` : ''}`} type="submit" name={name} value={value}>
      {principal}
    </button>
    {children}
  </div>
)

/** A button that is a form of its own: an act on a row, a sign-out. `champs` are sent with it. */
export const BoutonPost = ({
  action,
  champs = {},
  class: classe = 'fr-btn fr-btn--secondary fr-btn--sm',
  children,
}: PropsWithChildren<{ action: string; champs?: Record<string, string>; class?: string }>) => (
  <form method="post" action={action} data-controller="envoi">
    {Object.entries(champs).map(([n, v]) => (
      <input type="hidden" name={n} value={v} />
    ))}
    <button class={classe} type="submit">
      {children}
    </button>
  </form>
)
