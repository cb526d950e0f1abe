import { appuiLeve } from './appui.ts'
import type { Attente } from './attente.ts'
import { libelleDe } from './champs.ts'
import { type Dit, direChanges, direPasAJour } from './etat.ts'
import { lirePage, rafraichir } from './page-fraiche.ts'

type Hote = {
  form: HTMLFormElement
  url: () => string
  attente: Attente
  /** Marks of the values that the form shows, as it holds them now. */
  lireBase: () => Record<string, string>
  /** Once the marks have changed. */
  garder: () => void
  dire: (d: Dit) => void
  /** Tries again in so many milliseconds. */
  plusTard: (ms: number) => void
  /** Where what somebody else changed is said. */
  suivi: HTMLElement
  par: () => string
  /** Whether the form was sent. */
  parti: () => boolean
}

/** The page as the server has it, but for what is being typed: there the base stays, so that a conflict is seen. */
export class PageRelue {
  /** The page shows the draft as it was before somebody else saved. */
  perimee = false
  /** The field that has the focus too: it is brought up to date when one leaves it. */
  enRetard = false
  /** It could not be read again after a saving: how many times, until it was. */
  #manquees = 0
  readonly #hote: Hote
  readonly #reprises: readonly number[]

  /** `reprises`: after how many milliseconds each further try comes. */
  constructor(hote: Hote, reprises: readonly number[]) {
    this.#hote = hote
    this.#reprises = reprises
  }

  get attendue() {
    return this.perimee || this.#manquees > 0
  }

  /** Whether the page is up to date. */
  async lire(): Promise<boolean> {
    const { form, attente, lireBase, dire, suivi } = this.#hote
    const fraiche = await lirePage(this.#hote.url())
    await appuiLeve()
    // too late for a page that was left: what is typed in the one that took its place is not this one's to change
    if (!form.isConnected) return false
    // the form is being sent: its answer brings a page of its own, or else one asks again
    if (this.#hote.parti()) {
      this.perimee = true
      return false
    }
    if (!fraiche) return this.#sansPage()
    if (this.#manquees > 0) dire({ icone: 'check', phrase: 'La page est à jour.' })
    this.#manquees = 0
    const avant = attente.base
    const actif = document.activeElement?.getAttribute('name') ?? ''
    const retenus = new Set([...attente.retenus, ...(actif in avant ? [actif] : [])])
    rafraichir(fraiche, retenus)
    const base = lireBase()
    this.enRetard = base[actif] !== avant[actif]
    for (const nom of retenus) if (nom in avant && nom in base) base[nom] = avant[nom]!
    attente.base = base
    this.#hote.garder()
    const changes = Object.keys(base).filter(nom => nom in avant && base[nom] !== avant[nom])
    const libelles = changes.map(nom => libelleDe(form, nom))
    if (this.perimee && libelles.length > 0) suivi.textContent = direChanges(this.#hote.par(), libelles)
    this.perimee = false
    return true
  }

  /** What was typed is kept, what the page shows beside it is older: it is asked for a few more times, then the person is told how to have it. */
  #sansPage(): false {
    const ms = this.#reprises[this.#manquees++]
    this.#hote.dire(direPasAJour(ms === undefined))
    if (ms !== undefined) this.#hote.plusTard(ms)
    else [this.#manquees, this.perimee] = [0, false]
    return false
  }
}
