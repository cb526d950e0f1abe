import { Controller } from '@hotwired/stimulus'

/** Nobody reads what changes at each letter. */
const ATTENTE_MS = 500

/**
 * What a setting changes, shown beside as it is typed: its page is asked again with what is typed, and its panel takes the place of this one, with the mark of what was shown. A
 * field that is refused says so when its button is pressed, as without script.
 */
export class Effet extends Controller<HTMLElement> {
  static override targets = ['formulaire', 'panneau', 'annonce']
  declare readonly formulaireTarget: HTMLFormElement
  declare readonly panneauTarget: HTMLElement
  declare readonly annonceTarget: HTMLElement
  #attente = 0
  #lecture = new AbortController()

  changer() {
    clearTimeout(this.#attente)
    this.#attente = window.setTimeout(() => void this.#lire(), ATTENTE_MS)
  }

  override disconnect() {
    clearTimeout(this.#attente)
    this.#lecture.abort()
  }

  async #lire() {
    this.#lecture.abort()
    this.#lecture = new AbortController()
    const saisi = new URLSearchParams([...new FormData(this.formulaireTarget)] as [string, string][])
    const adresse = `${this.formulaireTarget.getAttribute('action')}?${saisi}`
    const reponse = await fetch(adresse, { headers: { accept: 'text/html' }, signal: this.#lecture.signal }).catch(() => undefined)
    const texte = reponse?.status === 200 ? await reponse.text().catch(() => undefined) : undefined
    if (texte === undefined) return
    const page = new DOMParser().parseFromString(texte, 'text/html')
    const panneau = page.querySelector('[data-effet-target="panneau"]')
    const vue = page.querySelector<HTMLInputElement>('input[name="vue"]')
    const ici = this.formulaireTarget.querySelector<HTMLInputElement>('input[name="vue"]')
    if (!panneau || !vue || !ici) return
    this.panneauTarget.replaceChildren(...panneau.childNodes)
    ici.value = vue.value
    this.annonceTarget.textContent = 'L’effet est à jour.'
  }
}
