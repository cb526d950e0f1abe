import { Controller } from '@hotwired/stimulus'
import { annoncer } from '../annoncer.ts'
import { rattraper } from '../rattrapage.ts'

type Proposition = { id: string; nom: string; detail: string }
const PAUSE_MS = 200

/**
 * Search of a structure as one types (ARIA combobox with list). Without script the field is a plain search: the form is sent, the server
 * shows what it found. Here the proposals come by `GET url` + `q=…` (and `dep=…`, when the form has a choice of it) as JSON `{ structures: [{ id, nom, detail }] }`; the chosen id goes to a hidden field.
 */
export class Combobox extends Controller<HTMLElement> {
  static override targets = ['champ', 'valeur', 'liste', 'etat']
  static override values = { url: String }
  declare champTarget: HTMLInputElement
  declare valeurTarget: HTMLInputElement
  declare listeTarget: HTMLUListElement
  declare etatTarget: HTMLElement
  declare urlValue: string
  #minuteur: ReturnType<typeof setTimeout> | undefined
  #enCours: AbortController | undefined
  #propositions: Proposition[] = []
  #rang = -1

  override connect() {
    const c = this.champTarget
    c.setAttribute('role', 'combobox')
    c.setAttribute('aria-autocomplete', 'list')
    c.setAttribute('aria-controls', this.listeTarget.id)
    c.setAttribute('aria-expanded', 'false')
    c.setAttribute('aria-activedescendant', '')
    c.autocomplete = 'off'
    rattraper(this.element, () => {
      // the structure chosen before is not the one that is now named
      this.valeurTarget.value = ''
      if (document.activeElement === c) this.saisir()
    })
  }

  override disconnect() {
    clearTimeout(this.#minuteur)
    this.#enCours?.abort()
  }

  saisir() {
    this.valeurTarget.value = ''
    clearTimeout(this.#minuteur)
    const q = this.champTarget.value.trim()
    if (q.length < 2) return this.fermer()
    this.#minuteur = setTimeout(() => void this.#chercher(q), PAUSE_MS)
  }

  async #chercher(q: string) {
    this.#enCours?.abort()
    const essai = new AbortController()
    this.#enCours = essai
    try {
      const dep = this.element.closest('form')?.elements.namedItem('dep')
      const ou = dep instanceof HTMLSelectElement && dep.value ? { dep: dep.value } : {}
      const r = await fetch(`${this.urlValue}${new URLSearchParams({ q, ...ou })}`, {
        headers: { accept: 'application/json' },
        signal: essai.signal,
      })
      if (!r.ok) throw new Error(String(r.status))
      this.#montrer(((await r.json()) as { structures: Proposition[] }).structures)
    } catch {
      if (!essai.signal.aborted) this.#dire('La recherche ne répond pas. Validez pour chercher sans elle.')
    }
  }

  #montrer(propositions: Proposition[]) {
    this.#propositions = propositions
    this.#rang = -1
    this.listeTarget.replaceChildren(...propositions.map((p, i) => this.#option(p, i)))
    this.#ouvrir(propositions.length > 0)
    const n = propositions.length
    this.#dire(
      n === 0
        ? 'Aucune structure trouvée. Essayez le SIREN ou le code INSEE.'
        : `${n} structure${n > 1 ? 's' : ''} trouvée${n > 1 ? 's' : ''}.`,
    )
  }

  #option({ nom, detail }: Proposition, i: number) {
    const li = document.createElement('li')
    li.id = `${this.listeTarget.id}-${i}`
    li.setAttribute('role', 'option')
    li.setAttribute('aria-selected', 'false')
    // said whole: a reader that reads lines stops at the name, which several communes bear
    li.setAttribute('aria-label', `${nom}, ${detail}`)
    const vu = document.createElement('span')
    vu.setAttribute('aria-hidden', 'true')
    const precision = document.createElement('span')
    precision.className = 'gt-combobox__detail'
    precision.textContent = detail
    vu.append(nom, ' ', precision)
    li.append(vu)
    // mousedown comes before the field loses the focus
    li.addEventListener('mousedown', e => {
      e.preventDefault()
      this.#choisir(i)
    })
    return li
  }

  touche(e: KeyboardEvent) {
    const ouvert = !this.listeTarget.hidden
    if (e.key === 'Escape' && ouvert) this.fermer()
    else if (e.key === 'ArrowDown' && this.#propositions.length) this.#aller(ouvert ? this.#rang + 1 : 0)
    else if (e.key === 'ArrowUp' && ouvert) this.#aller(this.#rang - 1)
    else if (e.key === 'Enter' && ouvert && this.#rang >= 0) this.#choisir(this.#rang)
    else return
    e.preventDefault()
  }

  #aller(rang: number) {
    const n = this.#propositions.length
    this.#ouvrir(true)
    this.#rang = (rang + n) % n
    for (const [i, li] of [...this.listeTarget.children].entries()) li.setAttribute('aria-selected', String(i === this.#rang))
    const active = this.listeTarget.children[this.#rang]
    if (!active) return
    this.champTarget.setAttribute('aria-activedescendant', active.id)
    active.scrollIntoView({ block: 'nearest' })
  }

  #choisir(rang: number) {
    const p = this.#propositions[rang]
    if (!p) return
    this.champTarget.value = p.nom
    this.valeurTarget.value = p.id
    this.#dire(`${p.nom}, ${p.detail}.`)
    this.fermer()
    // a form that saves itself must see the change; our own `saisir` listens to the field only
    this.valeurTarget.dispatchEvent(new Event('input', { bubbles: true }))
  }

  fermer() {
    this.#ouvrir(false)
  }

  #ouvrir(ouvert: boolean) {
    this.listeTarget.hidden = !ouvert
    this.champTarget.setAttribute('aria-expanded', String(ouvert))
    // empty, not absent: Firefox then tells from the start that its options can be gone to
    if (!ouvert) this.champTarget.setAttribute('aria-activedescendant', '')
  }

  #dire(phrase: string) {
    annoncer(this.etatTarget, phrase)
  }
}
