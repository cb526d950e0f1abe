import { Controller } from '@hotwired/stimulus'

type Reponse = { enregistre?: string; sauf?: string; conflits?: string }
/** What the page says of a saving; `recharger` adds a link that shows the page as it is on the server. */
type Dit = { icone: keyof typeof ICONES; phrase: string; recharger?: true }
/** Whole names: the build keeps the icons that it finds written. */
const ICONES = { check: 'fr-icon-check-line', warning: 'fr-icon-warning-line', error: 'fr-icon-error-line' }
const PAUSE_MS = 800
const REPRISE_MS = 10_000

/** What an answer means to the person who types, and whether to try again by oneself. */
async function lireReponse(r: Response): Promise<Dit & { reprendre?: true }> {
  // who is no longer signed in is led to sign in: the answer is that page
  if (r.redirected || r.status === 401)
    return {
      icone: 'error',
      phrase: 'Non enregistré : vous n’êtes plus connecté. Connectez-vous dans un autre onglet, puis reprenez ici.',
      reprendre: true,
    }
  if (r.status === 403 || r.status === 404) return { icone: 'error', phrase: 'Non enregistré. Vous n’avez plus accès à ce dossier.' }
  if (r.status === 413 || r.status === 422)
    return { icone: 'error', phrase: 'Non enregistré : cette saisie n’est pas acceptée. Enregistrez avec le bouton pour lire pourquoi.' }
  if (!r.ok && r.status !== 409)
    return {
      icone: 'error',
      phrase: 'Non enregistré : le site a une difficulté. Il essaie à nouveau. Votre saisie reste dans cette page.',
      reprendre: true,
    }
  const { enregistre, sauf, conflits } = (await r.json()) as Reponse
  if (!enregistre) return { icone: 'error', phrase: 'Non enregistré : ce dossier ne change plus.', recharger: true }
  const exceptions = [sauf, conflits].filter(Boolean).join(', ')
  const phrase = `Enregistré à ${enregistre}${exceptions ? `, sauf ${exceptions}` : ''}.`
  if (!conflits) return { icone: sauf ? 'warning' : 'check', phrase }
  return {
    icone: 'warning',
    phrase: `${phrase} Un collègue a modifié ${conflits} en même temps. Enregistrez avec le bouton pour comparer et choisir, ou rechargez pour garder sa version.`,
    recharger: true,
  }
}

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
      const { reprendre, ...dit } = await lireReponse(reponse)
      if (essai.signal.aborted) return
      this.#dire(dit)
      if (reprendre) this.#reprendre()
    } catch {
      if (essai.signal.aborted) return
      this.#dire({ icone: 'error', phrase: 'Non enregistré : connexion perdue. Votre saisie reste dans cette page.' })
      this.#reprendre()
    }
  }

  #reprendre() {
    this.#aEnregistrer = true
    this.#plusTard(REPRISE_MS)
  }

  /** Says it once: a screen reader is not told again what has not changed. */
  #dire({ icone, phrase, recharger }: Dit) {
    if (!this.hasEtatTarget || this.etatTarget.dataset.dit === phrase) return
    this.etatTarget.dataset.dit = phrase
    this.etatTarget.className = `gt-travail__enreg ${ICONES[icone]}`
    this.etatTarget.replaceChildren(phrase)
    if (!recharger) return
    const lien = document.createElement('a')
    lien.href = location.pathname
    lien.dataset.turbo = 'false'
    lien.textContent = 'Recharger la page'
    this.etatTarget.append(' ', lien)
  }
}
