import { Controller } from '@hotwired/stimulus'

type Reponse = { enregistre: string; sauf?: string }
/** Whole names: the build keeps the icons that it finds written. */
const ICONES = { check: 'fr-icon-check-line', warning: 'fr-icon-warning-line', error: 'fr-icon-error-line' }
const PAUSE_MS = 800
const REPRISE_MS = 10_000

/** Saves a draft as it is typed: `PUT` of the whole form after a pause. What could not be saved stays in the page and is tried again. */
export class Enregistrement extends Controller<HTMLFormElement> {
  static override targets = ['etat']
  static override values = { url: String }
  declare etatTarget: HTMLElement
  declare hasEtatTarget: boolean
  declare urlValue: string
  #minuteur: ReturnType<typeof setTimeout> | undefined
  #enCours: AbortController | undefined
  #aEnregistrer = false

  #surSaisie = () => {
    this.#aEnregistrer = true
    this.#plusTard(PAUSE_MS)
  }
  #surEnvoi = () => {
    this.#aEnregistrer = false
    clearTimeout(this.#minuteur)
    this.#enCours?.abort()
  }
  #enPartant = (e: BeforeUnloadEvent) => {
    if (this.#aEnregistrer) e.preventDefault()
  }

  override connect() {
    this.element.addEventListener('input', this.#surSaisie)
    this.element.addEventListener('submit', this.#surEnvoi)
    window.addEventListener('online', this.#surSaisie)
    window.addEventListener('beforeunload', this.#enPartant)
  }

  override disconnect() {
    // a Turbo visit leaves the page: send what has not left yet, without waiting
    if (this.#aEnregistrer) void fetch(this.urlValue, { method: 'PUT', body: this.#corps(), keepalive: true })
    clearTimeout(this.#minuteur)
    this.element.removeEventListener('input', this.#surSaisie)
    this.element.removeEventListener('submit', this.#surEnvoi)
    window.removeEventListener('online', this.#surSaisie)
    window.removeEventListener('beforeunload', this.#enPartant)
  }

  #plusTard(ms: number) {
    clearTimeout(this.#minuteur)
    this.#minuteur = setTimeout(() => void this.enregistrer(), ms)
  }

  /** Text fields only: files have their own way in. */
  #corps() {
    const corps = new URLSearchParams()
    for (const [nom, valeur] of new FormData(this.element)) if (typeof valeur === 'string') corps.append(nom, valeur)
    return corps
  }

  async enregistrer() {
    this.#enCours?.abort()
    const essai = new AbortController()
    this.#enCours = essai
    this.#aEnregistrer = false
    try {
      const reponse = await fetch(this.urlValue, {
        method: 'PUT',
        body: this.#corps(),
        headers: { accept: 'application/json' },
        signal: essai.signal,
      })
      if (!reponse.ok) throw new Error(String(reponse.status))
      const { enregistre, sauf } = (await reponse.json()) as Reponse
      this.#dire(sauf ? 'warning' : 'check', `Enregistré à ${enregistre}${sauf ? `, sauf ${sauf}` : ''}.`)
    } catch {
      if (essai.signal.aborted) return
      this.#aEnregistrer = true
      this.#dire('error', 'Non enregistré : connexion perdue. Votre saisie reste dans cette page.')
      this.#plusTard(REPRISE_MS)
    }
  }

  #dire(icone: keyof typeof ICONES, phrase: string) {
    if (!this.hasEtatTarget) return
    this.etatTarget.className = `gt-travail__enreg ${ICONES[icone]}`
    if (this.etatTarget.textContent !== phrase) this.etatTarget.textContent = phrase
  }
}
