import { Controller } from '@hotwired/stimulus'
import { acteEnMots } from '../../features/decisions/acte-en-mots.ts'
import { rattraper } from '../rattrapage.ts'

/** The button of a decision says what it will do, with the amount. */
export class Decision extends Controller<HTMLElement> {
  #initial = ''
  #surSaisie = () => this.#dire()

  override connect() {
    this.#initial = this.#bouton.textContent
    this.element.addEventListener('input', this.#surSaisie)
    rattraper(this.element, this.#surSaisie)
    this.#dire()
  }
  override disconnect() {
    this.element.removeEventListener('input', this.#surSaisie)
    this.#bouton.textContent = this.#initial
  }

  get #bouton() {
    return this.element.querySelector<HTMLButtonElement>('form.gt-arbitre button[type=submit]')!
  }
  #dire() {
    const lire = (champ: string) => this.element.querySelector<HTMLInputElement>(champ)?.value ?? ''
    const mots = acteEnMots({ sens: lire('[name=sens]:checked'), montant: lire('[name=montant]'), rang: lire('[name=rang]') })
    const texte = mots ?? this.#initial
    if (this.#bouton.textContent !== texte) this.#bouton.textContent = texte
  }
}
