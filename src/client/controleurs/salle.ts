import { Controller } from '@hotwired/stimulus'
import * as Turbo from '@hotwired/turbo'
import { rattraper } from '../rattrapage.ts'

/**
 * Keeps the room in step: when the séance has changed, the page is read again, unless something is being typed: then it says so. Only a stamp
 * comes through the stream.
 */
export class Salle extends Controller<HTMLElement> {
  static override values = { url: String, estampille: String }
  static override targets = ['etat', 'change']
  declare urlValue: string
  declare estampilleValue: string
  declare etatTarget: HTMLElement
  declare changeTarget: HTMLElement
  #flux: EventSource | undefined
  #saisie = false
  #noterSaisie = () => {
    this.#saisie = true
  }

  override connect() {
    this.element.addEventListener('input', this.#noterSaisie)
    rattraper(this.element, this.#noterSaisie)
    this.#flux = new EventSource(this.urlValue)
    this.#flux.addEventListener('open', () => this.#dire('En direct'))
    this.#flux.addEventListener('error', () => this.#dire('Connexion perdue, nouvel essai en cours'))
    this.#flux.addEventListener('estampille', e => this.#comparer((e as MessageEvent<string>).data))
  }
  override disconnect() {
    this.element.removeEventListener('input', this.#noterSaisie)
    this.#flux?.close()
  }

  #comparer(estampille: string) {
    if (estampille === this.estampilleValue) return
    if (this.#saisie) this.changeTarget.hidden = false
    else Turbo.visit(location.href, { action: 'replace' })
  }
  #dire(mots: string) {
    if (this.etatTarget.textContent !== mots) this.etatTarget.textContent = mots
  }
}
