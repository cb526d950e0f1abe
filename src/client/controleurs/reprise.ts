import { Controller } from '@hotwired/stimulus'
import { valeursDe } from '../brouillon/champs.ts'
import { type Copie, copiesDe, oublier } from '../brouillon/copie.ts'

const enFrancais = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short' })
/** « 25 novembre 2026 à 13 h 41 », by this device's clock. */
const quand = (instant: number) => enFrancais.format(instant).replace(/(\d+):(\d+)/, '$1\u00a0h\u00a0$2')
/** « 12000,00 » and « 12 000 » are one amount: what was typed is compared with what the page shows, spaces and zeros apart. */
const compact = (valeurs: readonly string[]) =>
  valeurs
    .map(v => v.replace(/\s/g, '').replace(/,0+$/, ''))
    .sort()
    .join()

/** Offers back what this account typed on this device and that the site never received: a session that ended, a network, a crash. */
export class Reprise extends Controller<HTMLElement> {
  static override targets = ['quand', 'reponses', 'ailleurs']
  static override values = { cle: String }
  declare quandTarget: HTMLElement
  declare reponsesTarget: HTMLElement
  declare ailleursTarget: HTMLElement
  declare cleValue: string
  #copie: Copie | undefined

  override connect() {
    void this.#chercher()
  }

  async #chercher() {
    const form = this.element.closest('form')
    const dossier = this.cleValue.slice(0, this.cleValue.lastIndexOf('/') + 1)
    const copies = await copiesDe(dossier)
    if (!form || !this.element.isConnected) return
    const ici = copies.filter(c => c.cle === this.cleValue)
    const perdues = ici.filter(c => Object.entries(c.champs).some(([nom, v]) => compact(v.valeurs) !== compact(valeursDe(form, nom))))
    for (const c of ici) if (!perdues.includes(c)) void oublier(c.page)
    this.#montrer(
      perdues[0],
      copies.filter(c => c.cle !== this.cleValue),
    )
  }

  #montrer(copie: Copie | undefined, ailleurs: readonly Copie[]) {
    this.#copie = copie
    for (const e of this.element.querySelectorAll<HTMLElement>('[data-reprise-ici]')) e.hidden = !copie
    if (copie) {
      this.quandTarget.textContent = quand(copie.le)
      this.reponsesTarget.replaceChildren(...Object.values(copie.champs).flatMap(paire))
    }
    const etapes = new Map(ailleurs.map(c => [c.url, c.titre]))
    this.ailleursTarget.hidden = etapes.size === 0
    this.ailleursTarget.querySelector('ul')?.replaceChildren(...[...etapes].map(([url, titre]) => lien(url, titre)))
    this.element.hidden = !copie && etapes.size === 0
  }

  reprendre() {
    const copie = this.#copie
    if (!copie) return
    // the page that takes the answers keeps a copy of its own until they are saved
    this.dispatch('reprendre', { detail: copie })
    void oublier(copie.page).then(() => this.#chercher())
  }

  oublier() {
    if (this.#copie) void oublier(this.#copie.page).then(() => this.#chercher())
    document.getElementById('contenu')?.focus({ preventScroll: true })
  }
}

function paire({ libelle, valeurs }: Copie['champs'][string]) {
  const [dt, dd] = [document.createElement('dt'), document.createElement('dd')]
  dt.textContent = libelle
  dd.textContent = valeurs.join('\u202f; ') || 'Réponse effacée'
  return [dt, dd]
}

function lien(url: string, titre: string) {
  const [li, a] = [document.createElement('li'), document.createElement('a')]
  a.href = url
  a.textContent = titre
  li.append(a)
  return li
}
