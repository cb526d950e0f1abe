import { Controller } from '@hotwired/stimulus'
import { APRES_MS, commencerAuTitre } from '../annoncer.ts'
import { allerAuRefus } from '../apres-refus.ts'
import { cite, joint, pour100 } from '../envoi.mots.ts'
import { garderFichier } from '../fichier-choisi.ts'
import { lignesInachevees, relireInacheves } from '../inacheves.ts'
import { enRoute, fini, retenirLeDepart, suite, unLot } from './televersement-depart.ts'
import { EnvoiEnParties } from './televersement-parties.ts'

/** `parties`: the address of one piece of one dossier. */
const cleJoint = (parties: string) => `gt-joint:${parties}`

/**
 * Progress of the sending of files. A form that says where its parts go (`parties`) sends its files one after the other, each in parts that
 * go on after a cut; any other goes whole, and the answer is the same page as without script.
 */
export class Televersement extends Controller<HTMLElement> {
  static override targets = ['zone', 'barre', 'etat', 'bilan', 'inacheves', 'reprendre', 'annuler', 'envoyer']
  static override values = { parties: String, inacheves: String, code: String, plusieurs: Boolean, ensemble: String }
  declare zoneTargets: HTMLElement[]
  declare barreTargets: HTMLProgressElement[]
  declare etatTargets: HTMLElement[]
  declare bilanTargets: HTMLElement[]
  declare inachevesTargets: HTMLElement[]
  declare reprendreTargets: HTMLElement[]
  declare annulerTargets: HTMLElement[]
  declare envoyerTargets: HTMLElement[]
  declare partiesValue: string
  declare inachevesValue: string
  declare codeValue: string
  declare plusieursValue: boolean
  declare ensembleValue: string

  #requete: XMLHttpRequest | undefined
  #envoi: EnvoiEnParties | undefined
  /** Files that are still to be sent, the one that is going first; and what became of the others. */
  #file: File[] = []
  /** Their names, those already sent included. */
  #noms: string[] = []
  #adresse: string | undefined
  #lot = ''
  #refus = 0
  #garde: ReturnType<typeof garderFichier> | undefined
  #surEnvoi = (e: SubmitEvent) => this.envoyer(e)
  /** A file leaves when it is chosen. */
  #surChoix = () => this.#partir()

  override connect() {
    this.element.addEventListener('submit', this.#surEnvoi)
    if (this.ensembleValue) {
      this.element.addEventListener('change', this.#surChoix)
      for (const b of this.envoyerTargets) b.hidden = true
      retenirLeDepart(this.ensembleValue)
      // chosen before this script came
      this.#partir()
    }
    if (this.plusieursValue) for (const champ of this.#champs()) champ.multiple = true
    if (this.inachevesValue) void this.#montrerInacheves()
    this.#direJoint()
    this.#garde = garderFichier(this.element, {
      enRoute: () => (enRoute.has(this) ? this.#file[0]?.name : undefined),
      ensemble: this.ensembleValue,
    })
  }

  override disconnect() {
    this.element.removeEventListener('submit', this.#surEnvoi)
    this.element.removeEventListener('change', this.#surChoix)
    enRoute.delete(this)
    this.#garde?.lever()
    this.#requete?.abort()
    void this.#envoi?.arreter({ oublier: false })
    relireInacheves()
  }

  envoyer(e: SubmitEvent) {
    const champs = this.#champs()
    this.#garde?.partir(true)
    if (e.defaultPrevented || !champs.some(c => c.files?.length) || this.zoneTargets.length === 0) return
    e.preventDefault()
    e.stopImmediatePropagation()
    if (!this.partiesValue) return this.#envoyerEntier(e)
    this.#partir()
  }

  /** Sends what is chosen. More files chosen while some are leaving go after them. */
  #partir() {
    const choisis = this.#champs().flatMap(c => [...(c.files ?? [])])
    if (choisis.length === 0) return
    for (const c of this.#champs()) c.value = ''
    const occupe = enRoute.has(this)
    if (!occupe) {
      this.#noms = []
      this.#refus = 0
      this.#lot = unLot()
      for (const b of [...this.bilanTargets, ...this.inachevesTargets]) b.replaceChildren()
    }
    this.#file.push(...choisis)
    this.#noms.push(...choisis.map(f => f.name))
    if (!occupe) void this.#envoyerFile()
  }

  direAttendre() {
    this.#noter('La page suivante s’ouvre dès que vos fichiers sont reçus.', 'gt-envois__attente')
  }

  reprendre() {
    void this.#envoyerFile()
  }

  async annuler() {
    this.#file = []
    await this.#envoi?.arreter({ oublier: true })
    this.#finir('Envoi annulé. Rien n’a été gardé de ce fichier.')
  }

  async #envoyerFile() {
    enRoute.add(this)
    this.#boutons({ reprendre: false, annuler: true })
    for (let f = this.#file[0]; f; f = this.#file[0]) {
      const rang = this.#noms.length > 1 ? ` (fichier ${this.#noms.length - this.#file.length + 1} sur ${this.#noms.length})` : ''
      const nom = cite(f.name) + rang
      this.#montrer(0, `Envoi de ${nom}\u00a0: 0\u00a0%`)
      this.#envoi = new EnvoiEnParties(f, this.partiesValue, this.#lot, (recu, total, repris) => {
        const p = pour100(recu, total)
        // said every tenth only: a screen reader would not stop
        const mot = p >= 100 ? `${nom} est reçu. Vérification en cours` : `Envoi de ${nom}\u00a0: ${p - (p % 10)}\u00a0%`
        this.#montrer(p, repris ? `Reprise de l’envoi de ${nom} à ${p}\u00a0%` : mot)
      })
      const issue = await this.#envoi.envoyer()
      if (issue.etat === 'annule') return
      if (issue.etat === 'coupure') return this.#suspendre(issue.message)
      if (issue.etat === 'disparu') return location.reload()
      this.#file.shift()
      if (issue.etat === 'joint') this.#adresse = issue.adresse
      else this.#refus++
      if (issue.etat === 'refus') this.#noter(issue.message, 'gt-envois__refus')
      else if (this.#noms.length > 1) this.#noter(joint([f.name]), 'gt-envois__joint')
    }
    if (this.#refus === 0 && this.#adresse) {
      // nobody hears a page that is shown again: it is said there
      sessionStorage.setItem(cleJoint(this.partiesValue), joint(this.#noms))
      return this.#aller(this.#adresse)
    }
    this.#finir(
      this.#refus < this.#noms.length ? 'Envoi terminé, sauf ce qui est refusé ci-dessous.' : 'Envoi terminé. Rien n’a été joint.',
    )
    if (this.#adresse) this.#proposer(this.#adresse)
  }

  /** The page again, with what is joined, at the place of this piece. */
  #aller(adresse: string) {
    // another piece is on its way: its end shows the page
    if (!fini(this)) return
    if (suite.adresse) return location.assign(suite.adresse)
    history.replaceState(history.state, '', adresse)
    location.reload()
  }

  #direJoint() {
    const cle = cleJoint(this.partiesValue)
    const joints = sessionStorage.getItem(cle)
    if (!joints) return
    sessionStorage.removeItem(cle)
    // a region is listened to once it is there
    setTimeout(() => this.#noter(joints, 'gt-envois__joint'), APRES_MS)
  }

  #proposer(adresse: string) {
    const lien = document.createElement('a')
    lien.href = adresse
    lien.textContent = 'Voir les fichiers joints'
    lien.addEventListener('click', e => {
      e.preventDefault()
      this.#aller(adresse)
    })
    for (const b of this.bilanTargets) b.append(lien)
  }

  #suspendre(message: string) {
    suite.adresse = undefined
    this.#dire(`Arrêté à ${this.barreTargets[0]?.value ?? 0}\u00a0%. ${message}`)
    this.#boutons({ reprendre: true, annuler: true })
    for (const b of this.reprendreTargets) b.focus()
  }

  #finir(phrase: string) {
    fini(this)
    suite.adresse = undefined
    this.#boutons({ reprendre: false, annuler: false })
    for (const b of this.barreTargets) b.hidden = true
    for (const c of this.#champs()) c.value = ''
    if (enRoute.size === 0) this.#garde?.partir(false)
    this.#dire(phrase)
    this.element.dispatchEvent(new CustomEvent('turbo:submit-end'))
  }

  #boutons({ reprendre, annuler }: { reprendre: boolean; annuler: boolean }) {
    for (const b of this.reprendreTargets) b.hidden = !reprendre
    for (const b of this.annulerTargets) b.hidden = !annuler
  }

  #noter(texte: string, classe: string) {
    const ligne = document.createElement('p')
    ligne.className = classe
    ligne.textContent = texte
    for (const b of this.bilanTargets) b.append(ligne)
  }

  /** What a cut left in this dossier: the same file goes on, or it is given up. */
  async #montrerInacheves() {
    for (const ligne of await lignesInachevees(this.inachevesValue, this.codeValue))
      for (const cible of this.inachevesTargets) cible.append(ligne)
  }

  #envoyerEntier(e: SubmitEvent) {
    const requete = new XMLHttpRequest()
    this.#requete = requete
    const suivre = (p: number) => this.#montrer(p, p < 100 ? `Envoi\u00a0: ${p - (p % 10)}\u00a0%` : 'Reçu. Vérification du fichier…')
    requete.upload.addEventListener('progress', p => p.lengthComputable && suivre(pour100(p.loaded, p.total)))
    requete.addEventListener('load', () => this.#recu(requete))
    requete.addEventListener('error', () => this.#echec('Envoi interrompu\u00a0: connexion perdue. Recommencez quand elle revient.'))
    requete.open('POST', this.#action())
    requete.setRequestHeader('accept', 'text/html')
    requete.send(new FormData(this.element as HTMLFormElement, e.submitter as HTMLButtonElement | null))
    suivre(0)
  }

  #recu(requete: XMLHttpRequest) {
    // accepted: the 303 has been followed, its page is shown afresh
    const surPlace = requete.responseURL === this.#action()
    if (requete.status < 400 && !surPlace) return void location.assign(requete.responseURL)
    if (requete.status === 408)
      return this.#echec('Envoi interrompu\u00a0: la liaison est trop lente. Rien n’est enregistré. Recommencez quand elle est meilleure.')
    if (requete.status >= 400 && requete.status !== 422) return this.#echec('Envoi refusé par le serveur. Recommencez dans un instant.')
    // refused, with its errors, or read, to be confirmed: the page itself came, and asking for its address would show another
    const page = new DOMParser().parseFromString(requete.responseText, 'text/html')
    document.title = page.title
    document.body.replaceWith(page.body)
    if (requete.status === 422) allerAuRefus(this.#action())
    else commencerAuTitre()
  }

  /** Not `element.action`: a field of that name would hide it. */
  #action = () => new URL(this.element.getAttribute('action') ?? '', location.href).href

  #echec(phrase: string) {
    this.#dire(phrase)
    this.element.dispatchEvent(new CustomEvent('turbo:submit-end'))
  }

  #montrer(p: number, phrase: string) {
    for (const z of this.zoneTargets) z.hidden = false
    for (const b of this.barreTargets) {
      b.hidden = false
      b.value = p
    }
    this.#dire(phrase)
  }

  #dire(phrase: string) {
    for (const e of this.etatTargets) if (e.textContent !== phrase) e.textContent = phrase
  }

  #champs = () => [...this.element.querySelectorAll<HTMLInputElement>('input[type=file]')]
}
