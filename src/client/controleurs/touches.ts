import { Controller } from '@hotwired/stimulus'

/**
 * Letters that act on the pages of the service: `data-touche` says which control one letter stands for. A box or a radio is ticked, a link is followed, anything else takes the
 * focus: a letter never sends. Ctrl+Enter presses the principal button of the form that one is in, or of the one that the page designates. Nothing is heard while one types.
 */
export class Touches extends Controller<HTMLElement> {
  static override values = { actives: { type: Boolean, default: true }, aller: String }
  declare activesValue: boolean
  declare allerValue: string
  #ecoute!: AbortController

  override connect() {
    this.#ecoute = new AbortController()
    document.addEventListener('keydown', e => this.#surTouche(e), { signal: this.#ecoute.signal })
    // a form that is answered by another address loses the place that it named, and the focus: the page says where one goes on
    if (this.allerValue) requestAnimationFrame(() => requestAnimationFrame(() => this.#aller()))
  }
  override disconnect() {
    this.#ecoute.abort()
  }

  #aller() {
    const cible = document.getElementById(this.allerValue)
    if (!cible || !this.element.isConnected || this.element.contains(document.activeElement)) return
    cible.focus({ preventScroll: true })
    const { top } = cible.getBoundingClientRect()
    if (top < 0 || top > innerHeight / 2) cible.scrollIntoView({ block: 'start' })
  }

  #surTouche(e: KeyboardEvent) {
    if (e.defaultPrevented || e.isComposing || e.repeat || document.querySelector('dialog[open]')) return
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) return this.#envoyer(e)
    if (e.ctrlKey || e.metaKey || e.altKey || !this.activesValue || ecrit(e.target)) return
    const cible = [...document.querySelectorAll<HTMLElement>(`[data-touche="${CSS.escape(e.key.toLowerCase())}"]`)].find(visible)
    if (!cible) return
    e.preventDefault()
    if (cible instanceof HTMLAnchorElement) return cible.click()
    cible.focus()
    if (cible instanceof HTMLInputElement && (cible.type === 'checkbox' || cible.type === 'radio')) {
      cible.checked = cible.type === 'radio' || !cible.checked
      cible.dispatchEvent(new Event('input', { bubbles: true }))
      cible.dispatchEvent(new Event('change', { bubbles: true }))
    }
  }

  #envoyer(e: KeyboardEvent) {
    const ici = document.activeElement
    const form = ici?.closest('form') ?? ici?.closest('section')?.querySelector('form:has([data-touches-principal])')
    const bouton = (form ?? this.element.querySelector('[data-touches-envoi] form'))?.querySelector<HTMLButtonElement>(
      '[data-touches-principal]',
    )
    if (!bouton) return
    e.preventDefault()
    bouton.click()
  }
}

/** Where a letter is written, or chosen: it belongs to the field. */
const ecrit = (e: EventTarget | null) =>
  e instanceof HTMLElement && (e.isContentEditable || e.matches('textarea, select, input:not([type="checkbox"], [type="radio"])'))
const visible = (e: HTMLElement) => e.checkVisibility() && !(e as HTMLInputElement).disabled
