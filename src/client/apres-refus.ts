const REPONSES = ':is(.fr-alert[role], [aria-invalid="true"], .fr-fieldset--error, .fr-input-group--error, .fr-select-group--error)'

/** Where a refused form says what is wrong: the summary of errors, else in the form that was sent, else the first answer of the page. */
function refusDe(action: string): HTMLElement | null {
  const forme = [...document.forms].find(f => f.action === action)
  const dans = (e: ParentNode | null | undefined, s: string) => e?.querySelector<HTMLElement>(s)
  return dans(document, '#erreurs') ?? dans(forme, REPONSES) ?? dans(document, `main ${REPONSES}`) ?? forme ?? null
}

/** What a refused form says, in sight and with the focus: one goes on from there, and a screen reader reads it. */
export function allerAuRefus(action: string) {
  const refus = refusDe(action)
  if (!refus) return
  if (refus.tabIndex < 0) refus.tabIndex = -1
  refus.focus({ preventScroll: true })
  refus.scrollIntoView({ block: 'center' })
}

/** Turbo goes back to the top of the page when a form is refused, wherever the form stands, and leaves the focus on the body. */
export function montrerRefus() {
  let action: string | undefined
  document.addEventListener('turbo:submit-end', e => {
    const { success, formSubmission } =
      (e as CustomEvent<{ success?: boolean; formSubmission?: { formElement: HTMLFormElement } }>).detail ?? {}
    // one that another page has cut short was not refused: it says nothing of its success
    action = success === false ? formSubmission?.formElement.action : undefined
  })
  document.addEventListener('turbo:render', () => {
    const envoye = action
    action = undefined
    // after Turbo's own scroll, which follows its rendering
    if (envoye !== undefined) setTimeout(() => allerAuRefus(envoye), 50)
  })
}
