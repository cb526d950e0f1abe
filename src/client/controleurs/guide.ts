import { Controller } from '@hotwired/stimulus'

const PAUSE_MS = 300

/**
 * After each saving, what surrounds the fields is read again and put in its place: what is missing, what the rules say. Fields are not touched,
 * nor what has the focus; what the person has folded or unfolded stays so.
 */
export class Guide extends Controller<HTMLFormElement> {
  static override values = { url: String }
  declare urlValue: string
  #minuteur: ReturnType<typeof setTimeout> | undefined
  #enCours: AbortController | undefined

  override disconnect() {
    clearTimeout(this.#minuteur)
    this.#enCours?.abort()
  }

  rafraichir() {
    clearTimeout(this.#minuteur)
    this.#minuteur = setTimeout(() => void this.#lire(), PAUSE_MS)
  }

  async #lire() {
    this.#enCours?.abort()
    const essai = new AbortController()
    this.#enCours = essai
    try {
      const r = await fetch(this.urlValue, { signal: essai.signal })
      if (!r.ok || r.redirected) return
      const recu = new DOMParser().parseFromString(await r.text(), 'text/html')
      if (essai.signal.aborted) return
      for (const neuf of recu.querySelectorAll<HTMLElement>('[data-guide]')) placer(neuf)
    } catch {
      // the next saving asks again
    }
  }
}

/** What has not changed is left alone: a screen reader says only what is new. */
function placer(neuf: HTMLElement) {
  for (const ancien of document.querySelectorAll<HTMLElement>(`[data-guide="${CSS.escape(neuf.dataset.guide ?? '')}"]`)) {
    const replis = new Map([...ancien.querySelectorAll('details')].map(d => [d.dataset.guideRepli, d.open]))
    const copie = neuf.cloneNode(true) as HTMLElement
    for (const d of copie.querySelectorAll('details')) d.open = replis.get(d.dataset.guideRepli) ?? d.open
    if (copie.innerHTML === ancien.innerHTML || ancien.contains(document.activeElement)) continue
    ancien.replaceChildren(...copie.childNodes)
    // an amount that the server computes is part of totals that the page adds up
    ancien.dispatchEvent(new Event('guide:place', { bubbles: true }))
  }
}
