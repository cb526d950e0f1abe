import { Controller } from '@hotwired/stimulus'
import { appuiLeve } from '../brouillon/appui.ts'
import { Attente } from '../brouillon/attente.ts'
import { aCopier, champDe, depassee, libelleDe, montrerLigne, poser, valeursDe } from '../brouillon/champs.ts'
import { conflitsMontres, montrerConflit, retirerConflit, sienne } from '../brouillon/conflits.ts'
import { type Copie, CopieDeLaPage, tenir } from '../brouillon/copie.ts'
import { type Echec, envoyer, envoyerEnPartant } from '../brouillon/envoi.ts'
import { type Dit, dire, direAccuse } from '../brouillon/etat.ts'
import { PageRelue } from '../brouillon/page-relue.ts'
import { rattraper } from '../rattrapage.ts'

const PAUSE_MS = 800
/** After a first failure, a second…: the site is not hammered while it restarts. */
const REPRISES_MS = [2000, 5000, 10_000, 30_000]

/**
 * Saves a draft as it is typed: the changed fields alone leave, after a pause or when the field is left, one request at a time. What has not been
 * acknowledged stays in `attente` and is tried again. Buttons of lists (`_geste`) go the same way, and the page is brought up to date in place.
 */
export class Enregistrement extends Controller<HTMLFormElement> {
  static override targets = ['etat', 'annonce', 'suivi']
  static override values = { url: String, cle: String, titre: String, revision: Number, par: String }
  declare etatTarget: HTMLElement
  declare annonceTarget: HTMLElement
  declare suiviTarget: HTMLElement
  declare urlValue: string
  declare cleValue: string
  declare titreValue: string
  declare revisionValue: number
  declare parValue: string
  #attente!: Attente
  #relue!: PageRelue
  #copie!: CopieDeLaPage
  #lacher = () => {}
  #ecoute!: AbortController
  #gestes: string[] = []
  #minuteur: ReturnType<typeof setTimeout> | undefined
  #occupe = false
  #parti = false
  #quitte = false
  #echecs = 0
  #saufMontre = document.getElementById('erreurs')?.textContent // a page that opens on its errors is brought up to date once they are mended

  #surSaisie = ({ target }: Event) => this.#noter((target as HTMLInputElement).name)
  #noter(name: string) {
    if (!(name in this.#attente.base)) return
    this.#attente.noter(name, valeursDe(this.element, name))
    this.#garder()
    this.#plusTard(PAUSE_MS)
  }
  #surChamp = () => {
    this.#quitte = true
    this.#plusTard(0)
  }
  #surSortie = () => {
    if (!this.#relue.enRetard) return
    this.#relue.perimee = true
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
    const { fetchResponse } = (e as CustomEvent<{ fetchResponse?: { statusCode: number; location: URL } }>).detail
    // saved, or shown again with what was typed; who is no longer signed in is led elsewhere, and the copy stays
    if (fetchResponse && fetchResponse.statusCode < 500 && /\/(etapes|bilans|studio)\/|\/analyse$/.test(fetchResponse.location.pathname))
      this.#copie.garder({})
    if (fetchResponse) return
    // no answer at all: the form did not leave
    this.#parti = false
    this.#plusTard(0)
  }
  #enPartant = (e: BeforeUnloadEvent) => {
    if (!this.#attente.vide && !this.#parti && !this.#copie.aJour) e.preventDefault()
  }

  override connect() {
    this.#attente = new Attente(this.#page, this.#lireBase())
    this.#relue = new PageRelue(
      {
        form: this.element,
        url: () => this.urlValue,
        attente: this.#attente,
        lireBase: this.#lireBase,
        garder: () => this.#garder(),
        dire: this.#dire,
        plusTard: ms => this.#plusTard(ms),
        suivi: this.suiviTarget,
        par: () => this.parValue,
        parti: () => this.#parti,
      },
      REPRISES_MS,
    )
    this.#copie = new CopieDeLaPage({ page: this.#page, cle: this.cleValue, url: this.urlValue, titre: this.titreValue })
    this.#lacher = tenir(this.#page)
    for (const nom of conflitsMontres(this.element)) this.#attente.enConflit({ nom, libelle: libelleDe(this.element, nom), html: '' })
    this.#garder()
    this.element.addEventListener('input', this.#surSaisie)
    this.element.addEventListener('change', this.#surChamp)
    this.element.addEventListener('focusout', this.#surSortie)
    this.element.addEventListener('click', this.#surGeste)
    this.element.addEventListener('submit', this.#surEnvoi)
    this.element.addEventListener('turbo:submit-end', this.#surReponse)
    this.#ecoute = new AbortController()
    const { signal } = this.#ecoute
    window.addEventListener('online', () => this.#plusTard(0), { signal })
    window.addEventListener('beforeunload', this.#enPartant, { signal })
    window.addEventListener('pagehide', () => this.#partir(), { signal })
    rattraper(this.element, (champs, rendus) => {
      for (const { name } of champs) {
        // put back by the browser, it may be older than what is saved: under a mark of nothing, two versions that differ wait for a choice
        if (rendus && name in this.#attente.base) this.#attente.base[name] = 'inconnue'
        this.#noter(name)
      }
    })
  }

  override disconnect() {
    this.#partir()
    this.#lacher()
    clearTimeout(this.#minuteur)
    this.#ecoute.abort()
  }

  /** What has not left yet is sent without waiting for an answer. */
  #partir() {
    if (this.#attente.vide || this.#parti) return
    this.#parti = true
    const oublier = this.#attente.conflits.length === 0
    // a visit within the site lets the answer come: the copy is then of no use
    void envoyerEnPartant(this.urlValue, this.#attente.lot().lot).then(recu => recu && oublier && this.#copie.garder({}))
  }

  get #champBase() {
    return this.element.elements.namedItem('_base') as HTMLInputElement
  }
  #dire = (d: Dit) => dire(this.etatTarget, this.annonceTarget, d)
  #lireBase = (): Record<string, string> => JSON.parse(this.#champBase.value || '{}')
  get #page() {
    return (this.element.elements.namedItem('_page') as HTMLInputElement).value
  }

  #plusTard(ms: number) {
    clearTimeout(this.#minuteur)
    this.#minuteur = setTimeout(() => void this.#vider(), ms)
  }

  /** The copy on this device holds what the server has not acknowledged, two versions that wait for a choice included. */
  #garder() {
    this.#champBase.value = JSON.stringify(this.#attente.base)
    this.#copie.garder(aCopier(this.element, this.#attente))
  }

  /** Answers typed in a page that was lost come back in their fields, and leave. */
  reprendre({ detail: { page, champs } }: CustomEvent<Copie>) {
    for (const [nom, { valeurs, base }] of Object.entries(champs)) {
      poser(this.element, nom, valeurs)
      this.#attente.retrouver(nom, valeurs, base, page)
    }
    this.#garder()
    champDe(this.element, Object.keys(champs)[0] ?? '')?.focus()
    this.#surChamp()
  }

  /** One request at a time: what is typed meanwhile leaves with the next one. */
  async #vider() {
    if (this.#occupe || this.#parti) return
    this.#occupe = true
    clearTimeout(this.#minuteur)
    let encore = true
    // once the form is sent, or the page left, what is here is of no more use: the answer brings a page of its own
    while (encore && !this.#parti && this.element.isConnected) {
      if (!this.#attente.vide || this.#gestes.length > 0) encore = await this.#envoyer()
      else if (this.#relue.attendue) encore = await this.#relue.lire()
      else break
    }
    this.#occupe = false
  }

  /** Whether there may be more to send at once. */
  async #envoyer(): Promise<boolean> {
    const [geste] = this.#gestes
    const quitte = this.#quitte
    this.#quitte = false
    const { lot, partis } = this.#attente.lot()
    const r = await envoyer(this.urlValue, geste ? { ...lot, plus: { ...lot.plus, _geste: geste } } : lot)
    if ('phrase' in r) return this.#echouer(r)
    this.#echecs = 0
    const pris = this.#attente.accuser(partis, r)
    for (const [nom, marque] of Object.entries(r.parti?.champs ?? {})) if (this.#attente.vider(nom, marque)) poser(this.element, nom, [''])
    this.#garder()
    await appuiLeve()
    for (const nom of pris) retirerConflit(nom)
    for (const c of r.conflits ?? []) montrerConflit(this.element, c)
    if (geste) this.#gestes.shift()
    this.#dire(direAccuse(r, this.#attente.conflits))
    this.dispatch('fait')
    this.#relue.perimee ||= depassee(this.element, r.revision, this.revisionValue)
    this.revisionValue = r.revision
    const messages = quitte && r.sauf !== this.#saufMontre
    if (geste || r.autrement || messages) {
      this.#saufMontre = r.sauf
      if (!(await this.#relue.lire())) return false
    }
    if (geste && !r.refus) montrerLigne(this.element, geste)
    return true
  }

  /** Somebody else has saved since: their answers come in the fields that one has not touched. */
  suivre({ detail: { revision } }: CustomEvent<{ revision: number }>) {
    if (revision <= this.revisionValue) return
    this.#relue.perimee = true
    void this.#vider()
  }

  /** One of the two buttons beside a field that two people changed. */
  choisir({ params: { nom, choix } }: Event & { params: { nom: string; choix: string } }) {
    const lui = sienne(nom)
    champDe(this.element, nom)?.focus()
    if (choix === 'mienne') {
      this.#attente.garderLaMienne(nom, valeursDe(this.element, nom))
      return void this.#vider()
    }
    if (!lui) return
    poser(this.element, nom, lui.valeurs)
    this.#attente.prendreLaSienne(nom, lui.marque)
    retirerConflit(nom)
    this.#garder()
    this.#dire({ icone: 'check', phrase: 'Sa version est reprise.' })
    champDe(this.element, nom)?.dispatchEvent(new Event('change', { bubbles: true }))
  }

  #echouer({ phrase, reprendre, recharger }: Echec): false {
    this.#dire({ icone: 'error', phrase, recharger })
    if (reprendre) this.#plusTard(REPRISES_MS[Math.min(this.#echecs++, REPRISES_MS.length - 1)]!)
    return false
  }
}
