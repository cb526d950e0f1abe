import { Controller } from '@hotwired/stimulus'
import * as Turbo from '@hotwired/turbo'
import { annoncer } from '../annoncer.ts'
import { noterPlace, reprendrePlace } from '../place.ts'
import { rattraper } from '../rattrapage.ts'

/** The stream says more than twice a second that it stands: after this silence, or this long behind what it said, the screen says that it follows no more. */
const SILENCE_MS = 1500
const RETARD_MS = 1200
/** How often it says where it is. */
const SIGNE_MS = 2000
/** A page that was refused, or that the network lost, is asked again after this; one that is only slow is waited for, or it would never come. */
const RELIRE_MS = 3000
const LENTE_MS = 10_000

/** What the page of a room said last: one that takes its place says aloud what it says more. */
let dit: { url: string; phrases: readonly string[] } | undefined

/**
 * Keeps the room in step: when the séance has changed, the page is read again, unless something is being typed: then it says so. Only a stamp and an hour come through the stream.
 * A page beside the room (`ou`) reads again only where it says where the room is.
 */
export class Salle extends Controller<HTMLElement> {
  static override values = { url: String, estampille: String, signe: String, dossier: String, dit: String }
  static override targets = ['etat', 'annonce', 'change', 'perdu', 'depuis', 'salle', 'ou']
  declare urlValue: string
  declare estampilleValue: string
  /** Where it says what it shows; nowhere when nobody follows. */
  declare signeValue: string
  declare dossierValue: string
  /** Where the room is and what it decided last, a phrase a line. */
  declare ditValue: string
  declare etatTarget: HTMLElement
  declare annonceTarget: HTMLElement
  declare hasAnnonceTarget: boolean
  declare changeTarget: HTMLElement
  declare hasChangeTarget: boolean
  declare perduTarget: HTMLElement
  declare hasPerduTarget: boolean
  declare depuisTarget: HTMLElement
  declare salleTarget: HTMLElement
  declare hasSalleTarget: boolean
  declare ouTarget: HTMLElement
  declare hasOuTarget: boolean
  #flux: EventSource | undefined
  #saisie = false
  #entendu = 0
  #derniere = ''
  /** Since when the page is not the one that the stream told of; nothing while it is. */
  #retard: number | undefined
  #demandee = 0
  #relit = false
  #perdu = false
  #minuteurs: ReturnType<typeof setInterval>[] = []
  #noterSaisie = () => {
    this.#saisie = true
    // the page was being read again: that is given up rather than what is typed
    if (this.#relit) Turbo.navigator.stop()
    this.#relit = false
  }
  /** A page or an act that the network has lost leaves what stands on the screen. */
  #garder = (e: Event) => {
    e.preventDefault()
    this.#relit = false
  }

  #refuse = false
  /** An act is on its way: its answer is the page that comes, which reading again would cut. */
  #envoie = false
  #presse: HTMLElement | null | undefined
  /** A link was pressed: the page that comes is one that somebody goes to, and not this one again. */
  #va = false
  #surLien = (e: Event) => {
    const sans = (url: string) => url.split('#')[0]
    this.#va = sans((e as CustomEvent<{ url: string }>).detail.url) !== sans(location.href)
  }
  #surDepart = () => {
    this.#envoie = true
  }
  #surEnvoi = (e: Event) => {
    const { success, formSubmission } = (e as CustomEvent<{ success?: boolean; formSubmission: { submitter?: HTMLElement } }>).detail
    this.#envoie = false
    this.#refuse = success === false
    this.#presse = formSubmission.submitter
  }
  #avantPage = () => {
    // a refused form leads to what is wrong by itself
    if (!this.#refuse) noterPlace(this.dossierValue, { presse: this.#presse, va: this.#va })
  }
  #surPage = () => reprendrePlace(this.dossierValue, document.getElementById('dossier'))

  override connect() {
    this.element.addEventListener('input', this.#noterSaisie)
    document.addEventListener('turbo:fetch-request-error', this.#garder)
    document.addEventListener('turbo:click', this.#surLien)
    document.addEventListener('turbo:submit-start', this.#surDepart)
    document.addEventListener('turbo:submit-end', this.#surEnvoi)
    document.addEventListener('turbo:before-render', this.#avantPage)
    document.addEventListener('turbo:load', this.#surPage)
    this.#raconter()
    rattraper(this.element, this.#noterSaisie)
    this.#derniere = this.estampilleValue
    this.#entendu = performance.now()
    this.#flux = new EventSource(this.urlValue)
    this.#flux.addEventListener('estampille', e => {
      this.#derniere = (e as MessageEvent<string>).data
      this.#entendre()
    })
    this.#flux.addEventListener('battement', e => {
      if (this.hasPerduTarget && this.#retard === undefined) this.depuisTarget.textContent = (e as MessageEvent<string>).data
      this.#entendre()
    })
    this.#minuteurs = [setInterval(() => this.#veiller(), 100)]
    // the page that was just read has said it already
    if (this.signeValue) this.#minuteurs.push(setInterval(() => void this.#signaler(), SIGNE_MS))
  }
  override disconnect() {
    this.element.removeEventListener('input', this.#noterSaisie)
    document.removeEventListener('turbo:fetch-request-error', this.#garder)
    document.removeEventListener('turbo:click', this.#surLien)
    document.removeEventListener('turbo:submit-start', this.#surDepart)
    document.removeEventListener('turbo:submit-end', this.#surEnvoi)
    document.removeEventListener('turbo:before-render', this.#avantPage)
    document.removeEventListener('turbo:load', this.#surPage)
    for (const m of this.#minuteurs) clearInterval(m)
    this.#flux?.close()
  }

  /** Alt and an arrow press the button that moves the dossier where the focus is. */
  deplacer(e: KeyboardEvent) {
    const vers = e.altKey ? { ArrowUp: 'haut', ArrowDown: 'bas' }[e.key] : undefined
    const bouton = vers && (e.target as Element).closest('li')?.querySelector<HTMLElement>(`button[value=${vers}]`)
    if (!bouton) return
    e.preventDefault()
    bouton.click()
  }

  #entendre() {
    this.#entendu = performance.now()
    this.#comparer()
    if (this.#traine) return this.#perdre()
    // whoever types is told that the room has changed: « En direct » would deny it
    this.#dire(this.#retenu ? '' : 'En direct')
    if (this.hasPerduTarget) this.perduTarget.hidden = true
    if (this.#perdu) this.#annoncer('De nouveau en direct')
    this.#perdu = false
  }
  #veiller() {
    const instant = performance.now()
    const coupe = instant - this.#entendu >= SILENCE_MS
    if (coupe || this.#traine) this.#perdre()
    // a browser gives up a stream that was refused, as a server that stops does
    if (coupe && this.#flux?.readyState === EventSource.CLOSED && instant - this.#demandee > RELIRE_MS) {
      this.#demandee = instant
      this.#flux.close()
      this.disconnect()
      this.connect()
    }
  }
  #perdre() {
    const mots = this.hasPerduTarget ? '' : 'Connexion perdue, nouvel essai en cours'
    this.#dire(mots)
    if (this.hasPerduTarget) this.perduTarget.hidden = false
    // what shows then is an alert, where there is one
    else if (!this.#perdu) this.#annoncer(mots)
    this.#perdu = true
  }
  /** What is typed keeps the page from being read again. */
  get #retenu() {
    return this.#saisie && !this.hasOuTarget && this.#derniere !== this.estampilleValue
  }
  /** The room was heard to change, and its page has not come. */
  get #traine() {
    return !this.#retenu && this.#retard !== undefined && performance.now() - this.#retard >= RETARD_MS
  }
  #comparer() {
    const instant = performance.now()
    if (this.#derniere === this.estampilleValue) {
      this.#retard = undefined
      return
    }
    this.#retard ??= instant
    if (this.#retenu) this.#prevenir()
    else if (this.#envoie && !this.hasOuTarget) return
    else if (instant - this.#demandee < (this.#relit ? LENTE_MS : RELIRE_MS)) return
    else if (this.hasOuTarget) void this.#situer()
    else {
      this.#demandee = instant
      this.#relit = true
      // without the place that an act led to once, which would take the focus at each change
      Turbo.visit(location.href.split('#')[0]!, { action: 'replace' })
    }
  }
  #prevenir() {
    if (!this.changeTarget.hidden) return
    this.changeTarget.hidden = false
    this.#annoncer('La séance a changé pendant votre saisie')
  }
  async #situer() {
    this.#demandee = performance.now()
    const page = await lire(location.href)
    const [ici, salle] = [page?.querySelector('[data-salle-target=ou]'), page?.querySelector<HTMLElement>('[data-controller~=salle]')]
    if (!ici || !salle) return
    this.#demandee = 0
    this.estampilleValue = salle.dataset.salleEstampilleValue ?? ''
    poser(this.ouTarget, ici)
  }

  /** Says what this screen shows; whoever conducts reads in the answer who follows. */
  async #signaler() {
    const retenu = this.#saisie && this.#derniere !== this.estampilleValue ? 'oui' : ''
    const corps = new URLSearchParams({ dossier: this.dossierValue, retenu })
    const page = await lire(this.signeValue, { method: 'PUT', body: corps })
    const salle = page?.querySelector('[data-salle-target=salle]')
    if (salle && this.hasSalleTarget) poser(this.salleTarget, salle)
  }
  /** What this page says more than the one before it, of the same room. */
  #raconter() {
    const phrases = this.ditValue.split('\n').filter(p => p !== '')
    const neuves = dit?.url === this.urlValue ? phrases.filter(p => !dit!.phrases.includes(p)) : []
    dit = { url: this.urlValue, phrases }
    if (neuves.length > 0) this.#annoncer(neuves.join(' '))
  }
  #annoncer(mots: string) {
    if (this.hasAnnonceTarget) annoncer(this.annonceTarget, mots)
  }
  #dire(mots: string) {
    if (this.etatTarget.textContent !== mots) this.etatTarget.textContent = mots
  }
}

async function lire(url: string, o?: RequestInit): Promise<Document | undefined> {
  const r = await fetch(url, { ...o, signal: AbortSignal.timeout(5000) }).catch(() => undefined)
  if (!r?.ok || r.redirected || r.status === 204) return undefined
  return new DOMParser().parseFromString(await r.text().catch(() => ''), 'text/html')
}
/** What changed, in its place; where somebody stands with the keyboard is left alone. */
function poser(ici: Element, frais: Element) {
  if (frais.innerHTML !== ici.innerHTML && !ici.contains(document.activeElement)) ici.replaceChildren(...frais.childNodes)
}
