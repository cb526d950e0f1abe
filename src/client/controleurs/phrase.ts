import { Controller } from '@hotwired/stimulus'

/** Choosing a verdict fills in its sentence, unless somebody has written something else; the button puts it whatever is there. */
export class Phrase extends Controller<HTMLElement> {
  #posee = ''
  get #raison() {
    return this.element.querySelector<HTMLTextAreaElement>('textarea[name="raison"]')!
  }
  get #phrase() {
    return this.element.querySelector<HTMLInputElement>('input[name="resultat"]:checked')?.dataset.phrase
  }

  override connect() {
    // a form that came back, or that the browser fills in again, holds what it had put there itself
    const phrases = [...this.element.querySelectorAll<HTMLInputElement>('input[name="resultat"]')].map(r => r.dataset.phrase)
    if (phrases.includes(this.#raison.value)) this.#posee = this.#raison.value
  }

  choisir() {
    if (this.#raison.value.trim() === '' || this.#raison.value === this.#posee) this.#poser(this.#phrase ?? '')
  }
  inserer(e: Event) {
    if (this.#phrase === undefined) return
    e.preventDefault()
    this.#poser(this.#phrase)
    this.#raison.focus()
  }

  #poser(texte: string) {
    this.#posee = texte
    this.#raison.value = texte
    this.#raison.dispatchEvent(new Event('input', { bubbles: true }))
  }
}
