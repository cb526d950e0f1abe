import { Controller } from '@hotwired/stimulus'
import { annoncer } from '../annoncer.ts'

const euros = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 })

/**
 * Counts the rows that are ticked, ticks those of the page at once, and says on the first button what they all wait for. Without it the links of the bar ask the
 * server.
 */
export class Selection extends Controller<HTMLElement> {
  static override targets = ['case', 'page', 'compte', 'annonce', 'premier']
  declare caseTargets: HTMLInputElement[]
  declare pageTarget: HTMLInputElement
  declare hasPageTarget: boolean
  declare compteTarget: HTMLElement
  declare hasCompteTarget: boolean
  declare annonceTarget: HTMLElement
  declare premierTarget: HTMLButtonElement
  declare hasPremierTarget: boolean
  #revenir = () => this.compter()

  override connect() {
    this.compter()
    this.element.addEventListener('change', this.#revenir)
    // boxes that the browser ticks again when one comes back
    window.addEventListener('pageshow', this.#revenir)
  }

  override disconnect() {
    this.element.removeEventListener('change', this.#revenir)
    window.removeEventListener('pageshow', this.#revenir)
  }

  compter() {
    const libres = this.caseTargets.filter(c => !c.disabled)
    if (!this.hasCompteTarget || libres.length === 0) return
    const choisies = libres.filter(c => c.checked)
    const n = choisies.length
    const mots = n === 0 ? 'Aucun dossier coché' : `${n}\u00a0${n > 1 ? 'dossiers cochés' : 'dossier coché'}`
    const aide = choisies.reduce((s, c) => s + Number(c.dataset.aide ?? 0), 0) / 100
    const dit = n === 0 ? mots : `${mots} · ${euros.format(aide)}`
    if (this.compteTarget.textContent !== dit) annoncer(this.annonceTarget, mots)
    this.compteTarget.textContent = dit
    if (n > 0 && this.hasPremierTarget) this.#proposer(choisies)
    if (!this.hasPageTarget) return
    this.pageTarget.checked = n === libres.length
    this.pageTarget.indeterminate = n > 0 && n < libres.length
  }

  /** What they all wait for, when it is one thing: the server says it on each box, the act then how its button begins. */
  #proposer(choisies: readonly HTMLInputElement[]) {
    const communs = new Set(choisies.map(c => c.dataset.commun))
    const [acte = 'suivre', mots = 'Ouvrir à la suite'] = (communs.size === 1 && choisies[0]?.dataset.commun?.split('|')) || []
    this.premierTarget.value = acte
    this.premierTarget.textContent = `${mots} (${choisies.length})…`
  }

  basculer() {
    this.#tout(this.pageTarget.checked)
  }
  vider(e: Event) {
    e.preventDefault()
    this.#tout(false)
  }

  #tout(coche: boolean) {
    for (const c of this.caseTargets) if (!c.disabled) c.checked = coche
    this.compter()
  }
}
