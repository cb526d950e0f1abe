import { Controller } from '@hotwired/stimulus'
import { delaiRestant } from '../../lib/dates.ts'

/** Keeps a delay true while the page stays open. The guichet's clock, not the browser's, says what time it was when the page was made. */
export class Delai extends Controller {
  static override targets = ['nombre', 'suite']
  static override values = { maintenant: Number, fin: Number }
  declare nombreTarget: HTMLElement
  declare suiteTarget: HTMLElement
  declare hasSuiteTarget: boolean
  declare maintenantValue: number
  declare finValue: number
  #depart = performance.now()
  #minuteur: ReturnType<typeof setInterval> | undefined

  override connect() {
    this.#minuteur = setInterval(() => this.dire(), 20_000)
  }

  override disconnect() {
    clearInterval(this.#minuteur)
  }

  dire() {
    const reste = delaiRestant(new Date(this.maintenantValue + performance.now() - this.#depart), new Date(this.finValue))
    if (reste) this.nombreTarget.textContent = reste
    else {
      this.nombreTarget.textContent = 'Clôturé'
      if (this.hasSuiteTarget) this.suiteTarget.textContent = ''
      clearInterval(this.#minuteur)
    }
  }
}
