import { Controller } from '@hotwired/stimulus'

/** Shows or hides what is typed in a password field. */
export class MotDePasse extends Controller {
  static override targets = ['champ', 'bouton']
  declare champTarget: HTMLInputElement
  declare boutonTarget: HTMLButtonElement

  basculer() {
    const visible = this.champTarget.type === 'password'
    this.champTarget.type = visible ? 'text' : 'password'
    this.boutonTarget.setAttribute('aria-pressed', String(visible))
    this.boutonTarget.firstChild!.textContent = visible ? 'Masquer' : 'Afficher'
  }
}
