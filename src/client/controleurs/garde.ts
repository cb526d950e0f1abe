import { Controller } from '@hotwired/stimulus'
import { rattraper } from '../rattrapage.ts'

const QUESTION = 'Vos changements ne sont pas enregistrés. Quitter la page quand même\u00a0?'

/** Inside a long form that is saved by hand: whoever leaves with changes that are not saved is asked first. */
export class Garde extends Controller<HTMLElement> {
  /** The form came back refused: what it holds is not saved yet. */
  static override values = { refuse: Boolean }
  declare refuseValue: boolean
  #formulaire!: HTMLFormElement
  #depart: string | undefined
  #parti = false
  #ecoute = new AbortController()

  override connect() {
    this.#formulaire = this.element.closest('form')!
    this.#depart = this.refuseValue ? undefined : this.#etat()
    rattraper(this.#formulaire, () => {
      this.#depart = undefined
    })
    this.#parti = false
    this.#ecoute = new AbortController()
    const { signal } = this.#ecoute
    this.#formulaire.addEventListener('submit', () => this.#partir(true), { signal })
    // sent in vain: the page stays, with what was typed
    this.#formulaire.addEventListener(
      'turbo:submit-end',
      e => this.#partir((e as CustomEvent<{ success?: boolean }>).detail.success === true),
      {
        signal,
      },
    )
    window.addEventListener('beforeunload', e => this.#perdrait() && e.preventDefault(), { signal })
    document.addEventListener('turbo:before-visit', e => this.#perdrait() && !window.confirm(QUESTION) && e.preventDefault(), { signal })
  }
  override disconnect() {
    this.#ecoute.abort()
  }

  #partir(parti: boolean) {
    this.#parti = parti
  }
  #perdrait = () => !this.#parti && this.#etat() !== this.#depart
  #etat = () => {
    const champs = new FormData(this.#formulaire)
    // what another script saves as one types is not lost
    const suivis = JSON.parse(String(champs.get('_base') ?? '{}'))
    return JSON.stringify([...champs].filter(([nom]) => !nom.startsWith('_') && !(nom in suivis)))
  }
}
