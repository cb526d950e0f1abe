import { Controller } from '@hotwired/stimulus'
import { annoncer } from '../annoncer.ts'

/** Counts the rows that are ticked, and ticks those of the page at once. Without it the links of the bar ask the server. */
export class Selection extends Controller<HTMLElement> {
  static override targets = ['case', 'page', 'compte', 'annonce', 'vider']
  declare caseTargets: HTMLInputElement[]
  declare pageTarget: HTMLInputElement
  declare hasPageTarget: boolean
  declare compteTarget: HTMLElement
  declare hasCompteTarget: boolean
  declare annonceTarget: HTMLElement
  declare viderTarget: HTMLElement
  #revenir = () => this.compter()

  override connect() {
    this.compter()
    // boxes that the browser ticks again when one comes back
    window.addEventListener('pageshow', this.#revenir)
  }

  override disconnect() {
    window.removeEventListener('pageshow', this.#revenir)
  }

  compter() {
    const libres = this.caseTargets.filter(c => !c.disabled)
    if (!this.hasCompteTarget || libres.length === 0) return
    const n = libres.filter(c => c.checked).length
    const mots = n === 0 ? 'Aucun dossier coché' : `${n}\u00a0${n > 1 ? 'dossiers cochés' : 'dossier coché'}`
    if (this.compteTarget.textContent !== mots) annoncer(this.annonceTarget, mots)
    this.compteTarget.textContent = mots
    this.viderTarget.hidden = n === 0
    if (!this.hasPageTarget) return
    this.pageTarget.checked = n === libres.length
    this.pageTarget.indeterminate = n > 0 && n < libres.length
  }

  basculer() {
    this.#tout(this.pageTarget.checked)
  }
  cocher(e: Event) {
    e.preventDefault()
    this.#tout(true)
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
