import { Controller } from '@hotwired/stimulus'

/** Moves the focus to the summary of errors, so that screen readers and keyboards start there. */
export class Erreurs extends Controller<HTMLElement> {
  override connect() {
    // after Turbo has put the focus and the scroll of its own visit
    requestAnimationFrame(() => this.element.focus())
  }
}
