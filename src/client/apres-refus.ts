const REPONSES = ':is(.fr-alert[role], [aria-invalid="true"], .fr-fieldset--error, .fr-input-group--error, .fr-select-group--error)'

/** Where a refused form says what is wrong: the summary of errors, else in the form that was sent, else the first answer of the page. */
function refusDe(action: string): Element | null {
  const forme = [...document.forms].find(f => f.action === action)
  return document.querySelector('#erreurs') ?? forme?.querySelector(REPONSES) ?? document.querySelector(`main ${REPONSES}`) ?? forme ?? null
}

/** Turbo goes back to the top of the page when a form is refused, wherever the form stands: what it says is brought back into sight. */
export function montrerRefus() {
  let action: string | undefined
  document.addEventListener('turbo:submit-end', e => {
    const { success, formSubmission } = (e as CustomEvent<{ success: boolean; formSubmission: { formElement: HTMLFormElement } }>).detail
    action = success ? undefined : formSubmission.formElement.action
  })
  document.addEventListener('turbo:render', () => {
    const envoye = action
    action = undefined
    // after Turbo's own scroll, which follows its rendering
    if (envoye !== undefined) setTimeout(() => refusDe(envoye)?.scrollIntoView({ block: 'center' }), 50)
  })
}
