import { Controller } from '@hotwired/stimulus'

/** Copies a text (a number, a SHA-256) and says so; `imprimer` opens the print dialog. */
export class Copie extends Controller {
  static override targets = ['etat']
  static override values = { texte: String }
  declare etatTarget: HTMLElement
  declare hasEtatTarget: boolean
  declare texteValue: string

  async copier() {
    await navigator.clipboard.writeText(this.texteValue)
    if (this.hasEtatTarget) this.etatTarget.textContent = 'Copié'
  }

  imprimer() {
    window.print()
  }
}
