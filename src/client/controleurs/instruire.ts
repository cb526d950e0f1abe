import { Controller } from '@hotwired/stimulus'

/**
 * One dossier to instruct. Choosing a verdict fills in its sentence, unless somebody has written something else; the button puts it whatever is there. The button of a request says
 * how many points would leave.
 */
export class Instruire extends Controller<HTMLElement> {
  static override targets = ['verdict', 'raison', 'case', 'bouton']
  declare verdictTargets: HTMLInputElement[]
  declare raisonTarget: HTMLTextAreaElement
  declare hasRaisonTarget: boolean
  declare caseTargets: HTMLInputElement[]
  declare boutonTarget: HTMLButtonElement
  declare hasBoutonTarget: boolean
  #posee = ''
  #revenir = () => this.compter()

  override connect() {
    // a form that came back, or that the browser fills in again, holds what was put there
    if (this.hasRaisonTarget && this.verdictTargets.some(v => v.dataset.phrase === this.raisonTarget.value))
      this.#posee = this.raisonTarget.value
    this.compter()
    window.addEventListener('pageshow', this.#revenir)
  }
  override disconnect() {
    window.removeEventListener('pageshow', this.#revenir)
  }

  choisir() {
    const { value } = this.raisonTarget
    if (value.trim() === '' || value === this.#posee) this.#poser()
  }
  inserer(e: Event) {
    if (!this.verdictTargets.some(v => v.checked)) return
    e.preventDefault()
    this.#poser()
    this.raisonTarget.focus()
  }
  #poser() {
    this.#posee = this.verdictTargets.find(v => v.checked)?.dataset.phrase ?? ''
    this.raisonTarget.value = this.#posee
  }

  compter() {
    if (!this.hasBoutonTarget) return
    const n = this.caseTargets.filter(c => c.checked).length
    this.boutonTarget.textContent = n === 0 ? 'Cochez un point à demander' : `Demander ${n}\u00a0complément${n > 1 ? 's' : ''}`
  }
}
