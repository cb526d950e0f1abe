import { Controller } from '@hotwired/stimulus'

/** The button of a request says how many points would leave. */
export class Demande extends Controller<HTMLElement> {
  static override targets = ['case', 'bouton']
  declare caseTargets: HTMLInputElement[]
  declare boutonTarget: HTMLButtonElement
  #revenir = () => this.compter()

  override connect() {
    this.compter()
    // boxes that the browser ticks again when one comes back
    window.addEventListener('pageshow', this.#revenir)
  }
  override disconnect() {
    window.removeEventListener('pageshow', this.#revenir)
  }

  compter() {
    const n = this.caseTargets.filter(c => c.checked).length
    const mots = n === 0 ? 'Cochez un point à demander' : `Demander ${n}\u00a0complément${n > 1 ? 's' : ''}`
    if (this.boutonTarget.textContent !== mots) this.boutonTarget.textContent = mots
  }
}
