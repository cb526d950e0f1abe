import { Controller } from '@hotwired/stimulus'

/** A double press sends once. The button is not `disabled`: its name and value must leave with the form, and the focus must stay. */
export class Envoi extends Controller<HTMLFormElement> {
  #parti = false
  #surEnvoi = (e: SubmitEvent) => {
    // what opens in another window leaves this page as it is
    if (e.submitter?.getAttribute('formtarget') === '_blank') return
    if (this.#parti) {
      e.preventDefault()
      e.stopImmediatePropagation()
      return
    }
    this.#parti = true
    e.submitter?.setAttribute('aria-disabled', 'true')
  }
  #rendre = () => {
    this.#parti = false
    for (const b of this.element.querySelectorAll('[aria-disabled="true"]')) b.removeAttribute('aria-disabled')
  }

  override connect() {
    this.element.addEventListener('submit', this.#surEnvoi, { capture: true })
    this.element.addEventListener('turbo:submit-end', this.#rendre)
    // back to a page that the browser kept whole
    window.addEventListener('pageshow', this.#rendre)
  }

  override disconnect() {
    this.element.removeEventListener('submit', this.#surEnvoi, { capture: true })
    this.element.removeEventListener('turbo:submit-end', this.#rendre)
    window.removeEventListener('pageshow', this.#rendre)
  }
}
