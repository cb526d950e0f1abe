import { Controller } from '@hotwired/stimulus'
import { motsFin, motsReste } from '../../ui/fin-session.mots.ts'

const REGARD_MS = 15_000
type Fin = { resteS: number; prolongeable: boolean }
/** The end as this device's clock will show it: it goes on while the device sleeps. */
type Echeance = { le: number; prolongeable: boolean }

/** Says that the session is about to end, aloud too, and puts that end off without leaving the page. Pages open side by side tell one another. */
export class Session extends Controller<HTMLElement> {
  static override targets = ['etat', 'modele', 'mots', 'connexion']
  static override values = { reste: Number, prolongeable: Boolean }
  declare etatTarget: HTMLElement
  declare modeleTarget: HTMLTemplateElement
  declare motsTarget: HTMLElement
  declare hasMotsTarget: boolean
  declare connexionTarget: HTMLElement
  declare resteValue: number
  declare prolongeableValue: boolean
  #fin!: Echeance
  #minuteur: ReturnType<typeof setInterval> | undefined
  #canal: BroadcastChannel | undefined
  #avant: HTMLElement | null = null
  #surVue = () => this.#regarder()

  override connect() {
    // here the button sends without leaving the page: no new window to announce
    for (const p of [this.element, this.#modele]) p.querySelector('button')?.removeAttribute('title')
    this.#fin = { le: Date.now() + this.resteValue * 1000, prolongeable: this.prolongeableValue }
    this.#canal = new BroadcastChannel('session')
    this.#canal.onmessage = e => this.#apprendre(e.data as Echeance)
    this.#canal.postMessage(this.#fin)
    this.#veiller()
    document.addEventListener('visibilitychange', this.#surVue)
    this.#regarder()
  }
  override disconnect() {
    clearInterval(this.#minuteur)
    this.#canal?.close()
    document.removeEventListener('visibilitychange', this.#surVue)
  }

  noterFocus({ relatedTarget }: FocusEvent) {
    if (relatedTarget instanceof HTMLElement && !this.element.contains(relatedTarget)) this.#avant = relatedTarget
  }

  async prolonger(e: Event) {
    e.preventDefault()
    const formulaire = e.target as HTMLFormElement
    const r = await fetch(formulaire.action, { method: 'POST', headers: { accept: 'application/json' } }).catch(() => undefined)
    if (!this.element.isConnected) return
    if (!r) return this.#dire('Rien n’est parti\u00a0: la connexion est coupée. Recommencez.')
    if (!r.ok && r.status !== 409) return this.#dire('Le site a une difficulté. Recommencez dans un instant.')
    const { resteS, prolongeable } = r.redirected ? { resteS: 0, prolongeable: false } : ((await r.json()) as Fin)
    this.#fin = { le: Date.now() + resteS * 1000, prolongeable }
    this.#canal?.postMessage(this.#fin)
    if (resteS <= 0) return this.#regarder()
    formulaire.remove()
    if (r.ok) {
      this.#dire(motsReste(resteS), 'fr-notice--info')
      this.#veiller()
    } else this.#dire(motsFin(resteS, prolongeable) ?? motsReste(resteS))
    this.#avant?.focus()
  }

  /** Another page of this browser knows a later end: the session was prolonged there, or opened again. */
  #apprendre(fin: Echeance) {
    if (fin.le <= this.#fin.le + REGARD_MS) return
    this.#fin = fin
    this.#effacer()
  }

  #regarder() {
    const resteS = (this.#fin.le - Date.now()) / 1000
    const mots =
      resteS > 0
        ? motsFin(resteS, this.#fin.prolongeable)
        : 'Votre session est terminée. Connectez-vous dans un autre onglet, puis reprenez ici.'
    if (!mots) return this.#effacer()
    if (!this.hasMotsTarget) this.etatTarget.append(this.#modele.cloneNode(true))
    if (resteS <= 0 || !this.#fin.prolongeable) this.element.querySelector('form')?.remove()
    this.#dire(mots)
    this.connexionTarget.hidden = resteS > 0
  }

  /** Whole names: the build keeps the classes that it finds written. */
  #dire(mots: string, ton: 'fr-notice--warning' | 'fr-notice--info' = 'fr-notice--warning') {
    if (!this.hasMotsTarget) return
    if (this.motsTarget.textContent !== mots) this.motsTarget.textContent = mots
    const avis = this.motsTarget.closest('.fr-notice')
    if (avis) avis.className = `fr-notice ${ton}`
  }

  /** From now on looks at the end every so often: what was just said stays until then. */
  #veiller() {
    clearInterval(this.#minuteur)
    this.#minuteur = setInterval(this.#surVue, REGARD_MS)
  }

  #effacer() {
    this.etatTarget.replaceChildren()
  }

  get #modele() {
    return this.modeleTarget.content
  }
}
