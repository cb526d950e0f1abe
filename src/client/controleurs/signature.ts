import { Controller } from '@hotwired/stimulus'

const euros = (centimes: number) =>
  `${(centimes / 100).toLocaleString('fr-FR', { maximumFractionDigits: 2, minimumFractionDigits: centimes % 100 === 0 ? 0 : 2 })}\u00a0€`

/** A document whose last line was shown is read: it says so to the server, ticks its box, and counts what is signed. Without it one presses « J’ai lu ce document ». */
export class Signature extends Controller<HTMLElement> {
  static override targets = ['case', 'etat', 'papier', 'lire', 'compte', 'bouton']
  declare caseTargets: HTMLInputElement[]
  declare etatTargets: HTMLElement[]
  declare lireTarget: HTMLButtonElement
  declare hasLireTarget: boolean
  declare compteTarget: HTMLElement
  declare boutonTarget: HTMLButtonElement
  declare hasBoutonTarget: boolean
  #vue: IntersectionObserver | undefined

  override connect() {
    this.compter()
    if (!this.hasLireTarget) return
    this.#vue = new IntersectionObserver(vus => {
      if (vus.some(v => v.isIntersecting)) void this.#lire()
    })
    this.#vue.observe(this.lireTarget)
  }
  override disconnect() {
    this.#vue?.disconnect()
  }

  async #lire() {
    this.#vue?.disconnect()
    const bouton = this.lireTarget
    const form = bouton.form
    const acte = bouton.dataset.acte
    if (!form || !acte) return
    const corps = new URLSearchParams([...new FormData(form)].map(([k, v]) => [k, String(v)]))
    corps.set('rester', 'oui')
    const r = await fetch(form.action, { method: 'POST', body: corps }).catch(() => undefined)
    // anything else stays to be pressed
    if (r?.status !== 204 || !this.element.isConnected) return
    const boite = this.caseTargets.find(c => c.dataset.acte === acte)
    if (boite) boite.checked = true
    const etat = this.etatTargets.find(e => e.dataset.acte === acte)
    if (etat) {
      etat.textContent = 'lu'
      etat.className = 'gt-sous gt-signer__lu'
    }
    const lu = document.createElement('p')
    lu.className = form.className
    lu.textContent = 'Vous avez lu ce document.'
    lu.tabIndex = -1
    // whoever reached its end by the keyboard goes on from there
    const ici = document.activeElement === bouton
    form.replaceWith(lu)
    if (ici) lu.focus()
    this.compter()
  }

  compter() {
    const choisis = this.caseTargets.filter(c => c.checked)
    const total = euros(choisis.reduce((t, c) => t + Number(c.dataset.montant), 0))
    const n = choisis.length
    this.compteTarget.textContent = n === 0 ? 'Aucun document coché' : `${n}\u00a0${n > 1 ? 'cochés' : 'coché'}\u00a0: ${total}`
    if (this.hasBoutonTarget)
      this.boutonTarget.textContent =
        n === 0 ? 'Signer ce qui est coché' : `Signer ${n > 1 ? `les\u00a0${n} cochées` : 'la décision cochée'}\u00a0: ${total}`
  }
}
