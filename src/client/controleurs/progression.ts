import { Controller } from '@hotwired/stimulus'
import * as Turbo from '@hotwired/turbo'
import { annoncer } from '../annoncer.ts'

const PAUSE_MS = 1500

/**
 * Reads a page again until what goes on there ends, and shows how far it is. Only its end is said aloud. `relire`: the whole page is shown again when
 * it ends, or comes to another stage.
 */
export class Progression extends Controller<HTMLElement> {
  static override targets = ['vue', 'enCours', 'annonce']
  static override values = { url: String, relire: Boolean }
  declare vueTarget: HTMLElement
  declare hasEnCoursTarget: boolean
  declare annonceTarget: HTMLElement
  declare urlValue: string
  declare relireValue: boolean
  declare enCoursTarget: HTMLElement
  #minuteur: ReturnType<typeof setTimeout> | undefined

  override connect() {
    this.#attendre()
  }

  override disconnect() {
    clearTimeout(this.#minuteur)
  }

  #attendre() {
    if (this.hasEnCoursTarget) this.#minuteur = setTimeout(() => void this.#lire(), PAUSE_MS)
  }

  async #lire() {
    if (document.visibilityState === 'visible') {
      const r = await fetch(this.urlValue, { headers: { accept: 'text/html' } }).catch(() => undefined)
      if (!this.element.isConnected) return
      // 503: what is asked for is not there yet, and the answer says how far it is
      if (r && (r.ok || r.status === 503) && !r.redirected) this.#montrer(new DOMParser().parseFromString(await r.text(), 'text/html'))
      else if (r && this.relireValue && (r.redirected || r.status < 500)) return this.#ouvrir()
    }
    this.#attendre()
  }

  #ouvrir() {
    Turbo.visit(location.href, { action: 'replace' })
  }

  #montrer(page: Document) {
    const lue = page.querySelector<HTMLElement>('[data-progression-target="vue"]')
    const etape = lue?.querySelector<HTMLElement>('[data-progression-target="enCours"]')?.dataset.etape
    if (this.relireValue && etape !== this.enCoursTarget.dataset.etape) return this.#ouvrir()
    if (!lue) return
    const fini = !lue.querySelector('[data-progression-target="enCours"]')
    // elsewhere than on its own page, the account of the act is a link away
    this.vueTarget.replaceChildren(...lue.childNodes)
    if (fini) annoncer(this.annonceTarget, this.vueTarget.querySelector('h2, h3')?.textContent ?? '')
  }
}
