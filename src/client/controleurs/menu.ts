import { Controller } from '@hotwired/stimulus'

/** A list that opens over the page (`details`) closes as menus do: by Escape, which gives the focus back, and by a press elsewhere. */
export class Menu extends Controller<HTMLDetailsElement> {
  #ailleurs = (e: Event) => {
    if (!this.element.contains(e.target as Node)) this.element.open = false
  }
  #touche = (e: KeyboardEvent) => {
    if (e.key !== 'Escape' || !this.element.open) return
    this.element.open = false
    this.element.querySelector('summary')?.focus()
  }

  override connect() {
    document.addEventListener('click', this.#ailleurs)
    this.element.addEventListener('keydown', this.#touche)
  }
  override disconnect() {
    document.removeEventListener('click', this.#ailleurs)
    this.element.removeEventListener('keydown', this.#touche)
  }
}
