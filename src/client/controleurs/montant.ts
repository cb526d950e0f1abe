import { Controller } from '@hotwired/stimulus'
import { autreUnite } from '../../features/comite/scenarios/saisie-montant.ts'

/** Says an amount as a rate of the demand, and a rate as an amount, as one types. */
export class Montant extends Controller<HTMLElement> {
  static override targets = ['autre']
  static override values = { demande: Number }
  declare autreTarget: HTMLElement
  declare demandeValue: number
  #surSaisie = (e: Event) => {
    this.autreTarget.textContent = autreUnite((e.target as HTMLInputElement).value, this.demandeValue)
  }

  override connect() {
    this.element.addEventListener('input', this.#surSaisie)
  }
  override disconnect() {
    this.element.removeEventListener('input', this.#surSaisie)
  }
}
