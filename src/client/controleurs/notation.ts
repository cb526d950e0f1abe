import { Controller } from '@hotwired/stimulus'
import { annoncer } from '../annoncer.ts'
import { rattraper } from '../rattrapage.ts'

const REPRISE_MS = 5000

/**
 * Saves each score and comment as it changes, one request at a time, and brings the bar up to date. What did not go is tried again; the button
 * of the form sends everything anyway.
 */
export class Notation extends Controller<HTMLElement> {
  static override targets = ['total', 'etat', 'annonce', 'pas']
  static override values = { url: String }
  declare totalTarget: HTMLElement
  declare etatTarget: HTMLElement
  declare annonceTarget: HTMLElement
  declare pasTarget: HTMLElement
  declare urlValue: string
  #attente = new Map<string, string>()
  #occupe = false
  #minuteur: ReturnType<typeof setTimeout> | undefined

  override connect() {
    rattraper(this.element, champs => {
      for (const target of champs) this.changer({ target })
    })
  }

  override disconnect() {
    clearTimeout(this.#minuteur)
  }

  changer({ target }: Pick<Event, 'target'>) {
    const champ = target as HTMLInputElement
    if (!champ.name) return
    const valeur = champ.type === 'checkbox' && !champ.checked ? '' : champ.value
    this.#attente.set(champ.name, valeur)
    void this.#envoyer()
  }

  async #envoyer(): Promise<void> {
    if (this.#occupe || this.#attente.size === 0) return
    this.#occupe = true
    clearTimeout(this.#minuteur)
    const partis = new Map(this.#attente)
    this.#attente.clear()
    this.etatTarget.textContent = 'Enregistrement…'
    const html = await envoyer(this.urlValue, partis)
    this.#occupe = false
    if (html.ok) {
      this.#montrer(html.texte)
      return this.#envoyer()
    }
    for (const [nom, valeur] of partis) if (!this.#attente.has(nom)) this.#attente.set(nom, valeur)
    this.etatTarget.textContent = html.definitif
      ? 'Ce changement n’est pas enregistré. Rechargez la page.'
      : 'Pas encore enregistré. Nouvel essai dans quelques secondes.'
    annoncer(this.annonceTarget, this.etatTarget.textContent)
    if (!html.definitif) this.#minuteur = setTimeout(() => void this.#envoyer(), REPRISE_MS)
  }

  /** The parts of the bar, one by one. */
  #montrer(html: string) {
    const page = new DOMParser().parseFromString(html, 'text/html')
    for (const [nom, ici] of [
      ['total', this.totalTarget],
      ['etat', this.etatTarget],
      ['pas', this.pasTarget],
    ] as const) {
      const frais = page.querySelector(`[data-notation-target="${nom}"]`)
      if (frais) poser(ici, frais)
    }
    annoncer(this.annonceTarget, `Enregistré. ${[...this.totalTarget.childNodes].map(n => n.textContent).join(' ')}`)
  }
}

/** What changed, in its place: one line at a time in a list, where somebody may stand with the keyboard. */
function poser(ici: Element, frais: Element) {
  if (ici.children.length > 0 && ici.children.length === frais.children.length && ici.localName === 'ol')
    for (const [i, x] of [...frais.children].entries()) {
      const place = ici.children[i]!
      if (x.innerHTML !== place.innerHTML && !place.contains(document.activeElement)) place.replaceWith(x)
    }
  else if (frais.innerHTML !== ici.innerHTML) ici.replaceChildren(...frais.childNodes)
}

type Reponse = { ok: true; texte: string } | { ok: false; definitif: boolean }
async function envoyer(url: string, champs: ReadonlyMap<string, string>): Promise<Reponse> {
  try {
    const r = await fetch(url, { method: 'PUT', body: new URLSearchParams([...champs]) })
    return r.ok && !r.redirected ? { ok: true, texte: await r.text() } : { ok: false, definitif: r.status < 500 }
  } catch {
    return { ok: false, definitif: false }
  }
}
