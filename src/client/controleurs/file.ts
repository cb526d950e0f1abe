import { Controller } from '@hotwired/stimulus'

/** Where letters are letters. */
const SAISIE = 'input:not([type=checkbox]), textarea, select, [contenteditable]'

/**
 * The queue by keyboard: one letter a gesture, of which none decides anything. Each does what a link, a box or a field of the page does; the reader may take them all
 * away (`actives`).
 */
export class File extends Controller<HTMLElement> {
  static override targets = ['ligne', 'vue', 'recherche', 'aide']
  static override values = { actives: Boolean }
  declare ligneTargets: HTMLTableRowElement[]
  declare vueTargets: HTMLAnchorElement[]
  declare rechercheTarget: HTMLInputElement
  declare aideTarget: HTMLDetailsElement
  declare activesValue: boolean
  #ici = -1
  /** The row from which a range goes. */
  #depuis = -1
  #touche = (e: KeyboardEvent) => this.#jouer(e)

  override connect() {
    document.addEventListener('keydown', this.#touche)
    this.element.addEventListener('click', this.#clic)
    // back from an act, the work goes on where it was
    const visee = this.ligneTargets.findIndex(l => `#${l.id}` === location.hash)
    if (visee >= 0) this.#aller(visee)
  }
  override disconnect() {
    document.removeEventListener('keydown', this.#touche)
    this.element.removeEventListener('click', this.#clic)
  }

  #jouer(e: KeyboardEvent) {
    const cible = e.target as HTMLElement
    if (!this.activesValue || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || cible.closest(SAISIE)) return
    const geste = this.#geste(e)
    if (!geste) return
    e.preventDefault()
    geste()
  }

  #geste(e: KeyboardEvent): (() => void) | undefined {
    const ligne = this.ligneTargets[this.#ici]
    const touche = e.key.toLowerCase()
    if (/^[1-9]$/.test(touche)) {
      const vue = this.vueTargets[Number(touche) - 1]
      return vue && (() => vue.click())
    }
    switch (touche) {
      case 'j':
        return () => this.#aller(Math.min(this.#ici + 1, this.ligneTargets.length - 1))
      case 'k':
        return () => this.#aller(Math.max(this.#ici - 1, 0))
      case 'x':
        return ligne && (() => this.#cocher(this.#ici, e.shiftKey))
      case 's':
        return ligne && (() => ligne.querySelector<HTMLAnchorElement>('.gt-f-acte')?.click())
      case 'a':
        return () => this.element.querySelector<HTMLButtonElement>('.gt-selection [name=acte]')?.focus()
      case '/':
        return () => this.rechercheTarget.focus()
      case '?':
        return () => this.#aider()
      default:
        return undefined
    }
  }

  /** The link of the dossier takes the focus: it is read aloud, and Enter opens it. */
  #aller(rang: number) {
    const ligne = this.ligneTargets[rang]
    if (!ligne) return
    this.ligneTargets[this.#ici]?.classList.remove('gt-f-ici')
    ligne.classList.add('gt-f-ici')
    this.#ici = rang
    ligne.querySelector<HTMLAnchorElement>('th a')?.focus({ preventScroll: true })
    ligne.scrollIntoView({ block: 'nearest' })
  }

  #case = (rang: number) => this.ligneTargets[rang]?.querySelector<HTMLInputElement>('input[name=dossier]:not(:disabled)')

  /** Ticks a row, or unticks it; with `plage`, all those from the last that was. */
  #cocher(rang: number, plage: boolean) {
    const une = this.#case(rang)
    if (!une) return
    if (plage && this.#depuis >= 0) this.#etendre(rang, true)
    else {
      une.checked = !une.checked
      this.#depuis = rang
    }
    une.dispatchEvent(new Event('change', { bubbles: true }))
  }
  #etendre(rang: number, coche: boolean) {
    const [de, a] = [Math.min(rang, this.#depuis), Math.max(rang, this.#depuis)]
    for (let i = de; i <= a; i++) {
      const autre = this.#case(i)
      if (autre) autre.checked = coche
    }
    this.#depuis = rang
  }
  /** The same by the mouse: a box pressed with Shift ticks those between. */
  #clic = (e: MouseEvent) => {
    const une = e.target as HTMLInputElement
    if (une.name !== 'dossier') return
    const rang = this.ligneTargets.findIndex(l => l.contains(une))
    if (e.shiftKey && this.#depuis >= 0) this.#etendre(rang, une.checked)
    this.#depuis = rang
  }

  #aider() {
    this.aideTarget.open = !this.aideTarget.open
    this.aideTarget.querySelector('summary')?.focus()
  }
}
