import { Controller } from '@hotwired/stimulus'

const PAUSE_MS = 350

/** What a form would change is read again as it is filled, beside its button: the page of its address says it, as without script. The button then says the act that was read. */
export class Apres extends Controller<HTMLElement> {
  static override targets = ['vue', 'annonce']
  static override values = { url: String }
  declare vueTarget: HTMLElement
  declare annonceTarget: HTMLElement
  declare urlValue: string
  #minuteur: ReturnType<typeof setTimeout> | undefined
  #enCours: AbortController | undefined
  #surSaisie = (e: Event) => {
    // what is chosen or told there changes no amount
    if (!(e.target instanceof HTMLInputElement || e.target instanceof HTMLSelectElement) || e.target.type === 'file') return
    clearTimeout(this.#minuteur)
    this.#minuteur = setTimeout(() => void this.#lire(), PAUSE_MS)
  }

  override connect() {
    this.element.addEventListener('input', this.#surSaisie)
  }

  override disconnect() {
    this.element.removeEventListener('input', this.#surSaisie)
    clearTimeout(this.#minuteur)
    this.#enCours?.abort()
  }

  async #lire() {
    const form = this.element.querySelector('form')
    if (!form) return
    this.#enCours?.abort()
    const essai = new AbortController()
    this.#enCours = essai
    const champs = new URLSearchParams()
    for (const nom of ['mouvement', 'montant', 'de', 'vers', 'version']) champs.set(nom, String(new FormData(form).get(nom) ?? ''))
    try {
      const r = await fetch(`${this.urlValue}?${champs}`, { signal: essai.signal, headers: { accept: 'text/html' } })
      if (!r.ok || r.redirected) return
      const lue = new DOMParser().parseFromString(await r.text(), 'text/html').querySelector('[data-apres-target="vue"]')
      if (!lue || essai.signal.aborted) return
      const acte =
        lue.querySelector<HTMLElement>('[data-apres-acte]')?.dataset.apresActe ?? lue.querySelector('.fr-alert')?.textContent ?? ''
      this.vueTarget.replaceChildren(...lue.childNodes)
      if (this.annonceTarget.textContent !== acte) this.annonceTarget.textContent = acte
    } catch {
      // the button that recalculates stays
    }
  }
}
