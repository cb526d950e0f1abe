import { Controller } from '@hotwired/stimulus'
import { controlesDe, poser, valeursDe } from '../brouillon/champs.ts'
import { type ConflitRecu, montrerConflit, retirerConflit, sienne } from '../brouillon/conflits.ts'
import { type Accuse, corpsDe, type Echec, envoyer, type Lot } from '../brouillon/envoi.ts'
import { lirePage, rafraichir } from '../brouillon/page-fraiche.ts'

/** Whole names: the build keeps the icons that it finds written. */
const ICONES = { check: 'fr-icon-check-line', warning: 'fr-icon-warning-line', error: 'fr-icon-error-line' }
type Dit = { icone: keyof typeof ICONES; phrase: string; recharger?: true | undefined }
const PAUSE_MS = 800
/** After a first failure, a second…: the site is not hammered while it restarts. */
const REPRISES_MS = [2000, 5000, 10_000, 30_000]

/**
 * Saves a draft as it is typed: the changed fields alone leave, after a pause or when the field is left, one request at a time. What has not been
 * acknowledged stays in `attente` and is tried again. Buttons of lists (`_geste`) go the same way, and the page is brought up to date in place.
 */
export class Enregistrement extends Controller<HTMLFormElement> {
  static override targets = ['etat', 'annonce']
  static override values = { url: String }
  declare etatTarget: HTMLElement
  declare annonceTarget: HTMLElement
  declare urlValue: string
  #base: Record<string, string> = {}
  #attente = new Map<string, { valeurs: string[] }>()
  /** Fields that the server did not take, because somebody else changed them: they stay as typed. */
  #enConflit = new Map<string, ConflitRecu>()
  #choix = new Set<string>()
  #gestes: string[] = []
  #minuteur: ReturnType<typeof setTimeout> | undefined
  #occupe = false
  #parti = false
  #quitte = false
  #echecs = 0
  #saufMontre: string | undefined

  #surSaisie = ({ target }: Event) => {
    const { name } = target as HTMLInputElement
    if (!(name in this.#base)) return
    this.#attente.set(name, { valeurs: valeursDe(this.element, name) })
    this.#plusTard(PAUSE_MS)
  }
  #surChamp = () => {
    this.#quitte = true
    this.#plusTard(0)
  }
  #surGeste = (e: Event) => {
    const bouton = (e.target as Element).closest<HTMLButtonElement>('button[name="_geste"]')
    if (!bouton) return
    e.preventDefault()
    if (!this.#gestes.includes(bouton.value)) this.#gestes.push(bouton.value)
    void this.#vider()
  }
  #surEnvoi = () => {
    this.#parti = true
    clearTimeout(this.#minuteur)
  }
  #surReponse = (e: Event) => {
    // no answer at all: the form did not leave
    if ((e as CustomEvent<{ fetchResponse?: unknown }>).detail.fetchResponse) return
    this.#parti = false
    this.#plusTard(0)
  }
  #surRetour = () => this.#plusTard(0)
  #enPartant = (e: BeforeUnloadEvent) => {
    if (this.#attente.size > 0 && !this.#parti) e.preventDefault()
  }
  #surDepart = () => this.#partir()

  override connect() {
    this.#base = JSON.parse(this.#champBase.value || '{}')
    this.element.addEventListener('input', this.#surSaisie)
    this.element.addEventListener('change', this.#surChamp)
    this.element.addEventListener('click', this.#surGeste)
    this.element.addEventListener('submit', this.#surEnvoi)
    this.element.addEventListener('turbo:submit-end', this.#surReponse)
    window.addEventListener('online', this.#surRetour)
    window.addEventListener('beforeunload', this.#enPartant)
    window.addEventListener('pagehide', this.#surDepart)
  }

  override disconnect() {
    this.#partir()
    clearTimeout(this.#minuteur)
    window.removeEventListener('online', this.#surRetour)
    window.removeEventListener('beforeunload', this.#enPartant)
    window.removeEventListener('pagehide', this.#surDepart)
  }

  /** What has not left yet is sent without waiting for an answer. */
  #partir() {
    if (this.#attente.size === 0 || this.#parti) return
    this.#parti = true
    void fetch(this.urlValue, { method: 'PUT', body: corpsDe(this.#lot()), keepalive: true }).catch(() => {})
  }

  get #champBase() {
    return this.element.elements.namedItem('_base') as HTMLInputElement
  }
  get #page() {
    return (this.element.elements.namedItem('_page') as HTMLInputElement).value
  }

  #plusTard(ms: number) {
    clearTimeout(this.#minuteur)
    this.#minuteur = setTimeout(() => void this.#vider(), ms)
  }

  #lot(): Lot {
    const noms = [...this.#attente.keys()]
    return {
      champs: Object.fromEntries([...this.#attente].map(([nom, a]) => [nom, a.valeurs])),
      base: Object.fromEntries(noms.map(nom => [nom, this.#base[nom] ?? ''])),
      page: this.#page,
      plus: Object.fromEntries(noms.filter(nom => this.#choix.has(nom)).map(nom => [`_choix.${nom}`, 'mienne'])),
    }
  }

  /** One request at a time: what is typed meanwhile leaves with the next one. */
  async #vider() {
    if (this.#occupe || this.#parti) return
    this.#occupe = true
    clearTimeout(this.#minuteur)
    let encore = true
    while (encore && (this.#attente.size > 0 || this.#gestes.length > 0)) encore = await this.#envoyer()
    this.#occupe = false
  }

  /** Whether there may be more to send at once. */
  async #envoyer(): Promise<boolean> {
    const partis = new Map(this.#attente)
    const [geste] = this.#gestes
    const quitte = this.#quitte
    this.#quitte = false
    const lot = this.#lot()
    const r = await envoyer(this.urlValue, geste ? { ...lot, plus: { ...lot.plus, _geste: geste } } : lot)
    if ('phrase' in r) return this.#echouer(r)
    this.#echecs = 0
    for (const [nom, a] of partis) {
      if (this.#attente.get(nom) === a) this.#attente.delete(nom)
      if (nom in r.marques) this.#accorder(nom, r.marques[nom]!)
    }
    this.#noterConflits(r.conflits ?? [])
    if (geste) this.#gestes.shift()
    this.#dire(direAccuse(r, [...this.#enConflit.values()]))
    this.dispatch('fait')
    const messages = quitte && r.sauf !== this.#saufMontre
    if (geste || r.autrement || messages) {
      this.#saufMontre = r.sauf
      await this.#rafraichir()
    }
    if (geste && !r.refus) this.#montrer(geste)
    return true
  }

  /** What is typed in a field is what the server holds, under this mark. */
  #accorder(nom: string, marque: string) {
    this.#base[nom] = marque
    this.#champBase.value = JSON.stringify(this.#base)
    this.#enConflit.delete(nom)
    this.#choix.delete(nom)
    retirerConflit(nom)
  }

  #noterConflits(conflits: readonly ConflitRecu[]) {
    for (const c of conflits) {
      this.#enConflit.set(c.nom, c)
      montrerConflit(this.element, c)
    }
  }

  /** One of the two buttons beside a field that two people changed. */
  choisir({ params: { nom, choix } }: Event & { params: { nom: string; choix: string } }) {
    const lui = sienne(nom)
    controlesDe(this.element, nom)[0]?.focus()
    if (choix === 'mienne') {
      this.#choix.add(nom)
      this.#attente.set(nom, { valeurs: valeursDe(this.element, nom) })
      return void this.#vider()
    }
    if (!lui) return
    poser(this.element, nom, lui.valeurs)
    this.#attente.delete(nom)
    this.#accorder(nom, lui.marque)
    this.#dire({ icone: 'check', phrase: 'Sa version est reprise.' })
    controlesDe(this.element, nom)[0]?.dispatchEvent(new Event('change', { bubbles: true }))
  }

  #echouer({ phrase, reprendre, recharger }: Echec): false {
    this.#dire({ icone: 'error', phrase, recharger })
    if (reprendre) this.#plusTard(REPRISES_MS[Math.min(this.#echecs++, REPRISES_MS.length - 1)]!)
    return false
  }

  /** The page as the server has it, but for what is being typed: there the base stays, so that a conflict is seen. */
  async #rafraichir() {
    const fraiche = await lirePage(this.urlValue)
    if (!fraiche) return
    const actif = document.activeElement?.getAttribute('name') ?? ''
    const retenus = new Set([...this.#attente.keys(), ...this.#enConflit.keys(), ...(actif in this.#base ? [actif] : [])])
    const avant = this.#base
    rafraichir(fraiche, retenus)
    this.#base = JSON.parse(this.#champBase.value || '{}')
    for (const nom of retenus) if (nom in avant && nom in this.#base) this.#base[nom] = avant[nom]!
    this.#champBase.value = JSON.stringify(this.#base)
  }

  /** The focus goes to the row that a button made or brought back, or to the button that restores the one that it removed. */
  #montrer(geste: string) {
    const [quoi, a = '', b = ''] = geste.split(':')
    const ligne = quoi === 'retablir' ? a : b
    const cible = quoi === 'retirer' ? `button[value="retablir:${ligne}"]` : `:is(input, textarea, select)[name*=".${ligne}."]`
    this.element.querySelector<HTMLElement>(cible)?.focus()
  }

  /** For the eye at each saving; aloud only when something changes: a screen reader is not told « enregistré » after each word. */
  #dire({ icone, phrase, recharger }: Dit) {
    const avant = this.etatTarget.dataset.dit
    this.etatTarget.dataset.dit = icone
    this.etatTarget.className = `gt-travail__enreg ${ICONES[icone]}`
    if (icone !== 'check') {
      if (this.etatTarget.textContent !== phrase) this.annonceTarget.textContent = phrase
    } else if (avant !== 'check') this.annonceTarget.textContent = 'Enregistré.'
    this.etatTarget.replaceChildren(phrase)
    if (!recharger) return
    const lien = document.createElement('a')
    lien.href = location.pathname
    lien.dataset.turbo = 'false'
    lien.textContent = 'Recharger la page'
    this.etatTarget.append(' ', lien)
  }
}

function direAccuse({ enregistre, sauf, refus }: Accuse, conflits: readonly ConflitRecu[]): Dit {
  const enConflit = conflits.map(c => `«\u00a0${c.libelle}\u00a0»`).join(', ')
  const exceptions = [sauf, enConflit].filter(Boolean).join(', ')
  const phrase = `Enregistré à ${enregistre}${exceptions ? `, sauf ${exceptions}` : ''}.`
  if (refus) return { icone: 'warning', phrase: `${refus}. ${phrase}` }
  if (!enConflit) return { icone: sauf ? 'warning' : 'check', phrase }
  const qui = conflits[0]?.par ?? 'Une autre personne'
  return {
    icone: 'warning',
    phrase: `${phrase} ${qui} a modifié ${enConflit} en même temps que vous\u00a0: choisissez, à côté, la version à garder.`,
  }
}
