import { Controller } from '@hotwired/stimulus'

/** Boxes in a fold: its head says which are ticked, as they are. */
export class Choisis extends Controller<HTMLElement> {
  static override targets = ['dits']
  declare ditsTarget: HTMLElement

  dire() {
    const coches = [...this.element.querySelectorAll<HTMLInputElement>('input:checked')]
    const mots = coches.map(c => c.dataset.court ?? c.labels?.[0]?.textContent.trim() ?? c.value)
    this.ditsTarget.textContent = mots.join(', ') || 'aucun choix'
  }
}
