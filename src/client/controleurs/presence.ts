import { Controller } from '@hotwired/stimulus'
import { motsPresence, type Partie, type Present } from '../../ui/presence.mots.ts'

const SIGNE_MS = 20_000

/** Says that this page is open while one sees it, and who else has the dossier open. Without a network it says nothing: the saving does. */
export class Presence extends Controller<HTMLElement> {
  static override values = { url: String, etape: String, titres: Object, partie: String }
  declare urlValue: string
  declare etapeValue: string
  declare titresValue: Record<string, string>
  declare partieValue: Partie
  #minuteur: ReturnType<typeof setInterval> | undefined
  #surVue = () => {
    if (document.visibilityState === 'visible') void this.#signaler()
  }

  override connect() {
    this.#minuteur = setInterval(this.#surVue, SIGNE_MS)
    document.addEventListener('visibilitychange', this.#surVue)
  }
  override disconnect() {
    clearInterval(this.#minuteur)
    document.removeEventListener('visibilitychange', this.#surVue)
  }

  async #signaler() {
    const r = await fetch(this.urlValue, { method: 'POST', body: new URLSearchParams({ etape: this.etapeValue }) }).catch(() => undefined)
    if (!r?.ok || r.redirected || !this.element.isConnected) return
    const { autres, revision } = (await r.json()) as { autres: Present[]; revision: number }
    const mots = motsPresence(autres, { ici: this.etapeValue, titre: e => this.titresValue[e], partie: this.partieValue })
    if (this.element.textContent !== mots) this.element.textContent = mots
    this.dispatch('vue', { detail: { revision } })
  }
}
