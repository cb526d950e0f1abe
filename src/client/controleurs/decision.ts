import { Controller } from '@hotwired/stimulus'
import { acteEnMots } from '../../features/decisions/decision.mots.ts'
import { rattraper } from '../rattrapage.ts'

/** How long typing has stopped before the screen follows. */
const PAUSE_MS = 600

/** The button of a decision says what it will do, with the amount. */
export class Decision extends Controller<HTMLElement> {
  static override values = { proposition: String }
  /** Where the screen of the room is told what is typed, if there is one. */
  declare propositionValue: string
  #initial = ''
  #minuteur: ReturnType<typeof setTimeout> | undefined
  #surSaisie = () => {
    this.#dire()
    clearTimeout(this.#minuteur)
    if (this.propositionValue) this.#minuteur = setTimeout(() => this.#proposer(), PAUSE_MS)
  }

  override connect() {
    this.#initial = this.#bouton.textContent
    this.element.addEventListener('input', this.#surSaisie)
    rattraper(this.element, this.#surSaisie)
    this.#dire()
  }
  override disconnect() {
    this.element.removeEventListener('input', this.#surSaisie)
    this.#bouton.textContent = this.#initial
    clearTimeout(this.#minuteur)
  }

  get #bouton() {
    return this.element.querySelector<HTMLButtonElement>('form.gt-arbitre button[type=submit]')!
  }
  #lire = (champ: string) => this.element.querySelector<HTMLInputElement>(champ)?.value ?? ''
  /** A screen that does not follow is not worth a word to whoever decides. */
  #proposer() {
    const champs = { sens: this.#lire('[name=sens]:checked'), montant: this.#lire('[name=montant]') }
    fetch(this.propositionValue, { method: 'PUT', body: new URLSearchParams(champs) }).catch(() => {})
  }
  #dire() {
    const mots = acteEnMots({
      sens: this.#lire('[name=sens]:checked'),
      montant: this.#lire('[name=montant]'),
      rang: this.#lire('[name=rang]'),
    })
    const texte = mots ?? this.#initial
    if (this.#bouton.textContent !== texte) this.#bouton.textContent = texte
  }
}
