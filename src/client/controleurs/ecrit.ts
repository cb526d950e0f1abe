import { Controller } from '@hotwired/stimulus'

/** After the last key: the document is drawn when one stops to read. */
const PAUSE_MS = 900

/** A text with words: a word goes where the caret was, and the document beside follows what is typed. Without it a word goes at the end, and a button shows the document. */
export class Ecrit extends Controller<HTMLElement> {
  static override targets = ['vue', 'etat']
  static override values = { url: String }
  declare vueTarget: HTMLElement
  declare etatTarget: HTMLElement
  declare urlValue: string
  #champ: HTMLInputElement | HTMLTextAreaElement | undefined
  #pause: ReturnType<typeof setTimeout> | undefined
  #demande: AbortController | undefined
  #surFocus = (e: FocusEvent) => {
    if (estTexte(e.target)) this.#champ = e.target
  }
  #surSaisie = (e: Event) => {
    if (estTexte(e.target) || (e.target as HTMLElement).id === 'essai') this.attendre()
  }
  #surClic = (e: MouseEvent) => {
    const bouton = (e.target as Element).closest<HTMLButtonElement>('button[name=mot]')
    if (!bouton) return
    e.preventDefault()
    this.inserer(bouton.value)
  }

  override connect() {
    this.element.addEventListener('focusin', this.#surFocus)
    this.element.addEventListener('input', this.#surSaisie)
    this.element.addEventListener('click', this.#surClic)
  }
  override disconnect() {
    clearTimeout(this.#pause)
    this.#demande?.abort()
    this.element.removeEventListener('focusin', this.#surFocus)
    this.element.removeEventListener('input', this.#surSaisie)
    this.element.removeEventListener('click', this.#surClic)
  }

  inserer(mot: string) {
    const champ = this.#champ ?? this.element.querySelector('textarea')
    if (!champ) return
    const { selectionStart, selectionEnd } = champ
    champ.focus()
    champ.setRangeText(`[${mot}]`, selectionStart ?? champ.value.length, selectionEnd ?? champ.value.length, 'end')
    champ.dispatchEvent(new Event('input', { bubbles: true }))
  }

  attendre() {
    clearTimeout(this.#pause)
    this.#pause = setTimeout(() => void this.dessiner(), PAUSE_MS)
  }

  async dessiner() {
    const formulaire = this.element.querySelector<HTMLFormElement>('form#ecrit')
    if (!formulaire) return
    this.#demande?.abort()
    this.#demande = new AbortController()
    const corps = new URLSearchParams()
    for (const [nom, valeur] of new FormData(formulaire)) if (typeof valeur === 'string') corps.append(nom, valeur)
    corps.set('vue', 'fragment')
    try {
      const reponse = await fetch(this.urlValue, { method: 'POST', body: corps, signal: this.#demande.signal })
      // the page of a session that has ended, of a fault: what was drawn stays
      if (!reponse.ok || reponse.redirected) return
      this.vueTarget.innerHTML = await reponse.text()
      this.etatTarget.textContent = 'Le document est à jour.'
    } catch {
      // no network, or another demand has taken its place: what was drawn stays
    }
  }
}

const estTexte = (e: EventTarget | null): e is HTMLInputElement | HTMLTextAreaElement =>
  e instanceof HTMLTextAreaElement || (e instanceof HTMLInputElement && e.type === 'text')
