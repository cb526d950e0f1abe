import { Controller } from '@hotwired/stimulus'

const nombre = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, '\u00a0')

/** Characters left in a text. The sentence follows each key; it is said aloud only after a pause, near the end or past it. */
export class Compteur extends Controller {
  static override targets = ['champ', 'vue', 'annonce']
  static override values = { max: Number }
  declare champTarget: HTMLTextAreaElement
  declare vueTarget: HTMLElement
  declare annonceTarget: HTMLElement
  declare maxValue: number
  #champ: HTMLTextAreaElement | undefined
  #pause: ReturnType<typeof setTimeout> | undefined
  #compter = () => this.compter(true)

  override connect() {
    this.#champ = this.champTarget
    this.#champ.addEventListener('input', this.#compter)
    this.compter(false)
  }

  override disconnect() {
    clearTimeout(this.#pause)
    // a page being replaced may have taken the field away first
    this.#champ?.removeEventListener('input', this.#compter)
  }

  compter(annoncer: boolean) {
    // the server receives line breaks as two characters and counts them as one
    const reste = this.maxValue - this.champTarget.value.length
    const phrase =
      reste >= 0
        ? `${nombre(reste)} caractère${reste > 1 ? 's' : ''} restant${reste > 1 ? 's' : ''} sur ${nombre(this.maxValue)}`
        : `${nombre(-reste)} caractère${reste < -1 ? 's' : ''} de trop sur ${nombre(this.maxValue)}`
    this.vueTarget.textContent = phrase
    this.vueTarget.classList.toggle('gt-compteur--trop', reste < 0)
    clearTimeout(this.#pause)
    if (annoncer && reste < this.maxValue * 0.1)
      this.#pause = setTimeout(() => {
        this.annonceTarget.textContent = phrase
      }, 1000)
  }
}
