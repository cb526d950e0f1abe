import { Controller } from '@hotwired/stimulus'
import { APRES_MS } from '../annoncer.ts'
import { cite, joint, pour100 } from '../envoi.mots.ts'
import { garderFichier } from '../fichier-choisi.ts'
import { lignesInachevees, relireInacheves } from '../inacheves.ts'
import { lienDuBilan, ligneDuBilan, reprendreJoints, retenirJoints } from './televersement-bilan.ts'
import { enRoute, fini, retenirLeDepart, suite, unLot } from './televersement-depart.ts'
import { envoyerEntier } from './televersement-entier.ts'
import { auRetour, passe } from './televersement-ligne.ts'
import { EnvoiEnParties } from './televersement-parties.ts'

/** A line that is back is not always said to be: it is tried every so often. */
const REESSAI = 20_000

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
  /** A cut: the sending goes on by itself, unless this is called. */
  #attente: (() => void) | undefined
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
    this.#attente?.()
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
    if (this.partiesValue) return this.#partir()
    const vue = { montrer: this.#montrer, echec: this.#echec }
    this.#requete = envoyerEntier(this.element as HTMLFormElement, e.submitter, vue)
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
    this.#attente?.()
    this.#attente = undefined
    void this.#envoyerFile({ repris: true })
  }

  async annuler() {
    this.#attente?.()
    this.#file = []
    await this.#envoi?.arreter({ oublier: true })
    this.#finir('Envoi annulé. Rien n’a été gardé de ce fichier.')
  }

  /** `repris`: after a cut, nothing is said before something moves. */
  async #envoyerFile({ repris = false } = {}) {
    enRoute.add(this)
    const ici = this.reprendreTargets.some(b => b === document.activeElement)
    this.#boutons({ reprendre: false, annuler: true })
    if (ici) this.annulerTargets[0]?.focus()
    for (let f = this.#file[0]; f; f = this.#file[0]) {
      const rang = this.#noms.length > 1 ? ` (fichier ${this.#noms.length - this.#file.length + 1} sur ${this.#noms.length})` : ''
      const nom = cite(f.name) + rang
      if (!repris) this.#montrer(0, `Envoi de ${nom}\u00a0: 0\u00a0%`)
      repris = false
      const suivre = (recu: number, total: number, retrouve: boolean) => {
        const p = pour100(recu, total)
        // said every tenth only: a screen reader would not stop
        const mot = p >= 100 ? `${nom} est reçu. Vérification en cours` : `Envoi de ${nom}\u00a0: ${p - (p % 10)}\u00a0%`
        this.#montrer(p, retrouve ? `Reprise de l’envoi de ${nom} à ${p}\u00a0%` : mot)
      }
      const coupe = () => this.#dire(`Plus rien ne passe depuis ${this.#ou()}. Nouvel essai de l’envoi de ${nom}`)
      this.#envoi = new EnvoiEnParties(f, this.partiesValue, this.#lot, { suivre, coupe })
      const issue = await this.#envoi.envoyer()
      if (issue.etat === 'annule') return
      if (issue.etat === 'coupure' || issue.etat === 'session') return this.#suspendre(issue.message, issue.etat === 'coupure')
      this.#file.shift()
      if (issue.etat === 'disparu') {
        // over elsewhere, in a way that nobody tells: the page shown again tells it, after the files that are left
        this.#noms.splice(this.#noms.indexOf(f.name), 1)
        this.#adresse ??= location.href
        continue
      }
      if (issue.etat === 'joint') this.#adresse = issue.adresse
      else this.#refus++
      if (issue.etat === 'refus') this.#noter(issue.message, 'gt-envois__refus')
      else if (this.#noms.length > 1) this.#noter(joint([f.name]), 'gt-envois__joint')
    }
    if (this.#refus === 0 && this.#adresse) {
      if (this.#noms.length > 0) retenirJoints(this.partiesValue, joint(this.#noms))
      return this.#aller(this.#adresse)
    }
    this.#finir(
      this.#refus < this.#noms.length ? 'Envoi terminé, sauf ce qui est refusé ci-dessous.' : 'Envoi terminé. Rien n’a été joint.',
    )
    if (this.#adresse) this.#proposer(this.#adresse)
  }

  /** The page again, with what is joined, at the place of this piece. */
  async #aller(adresse: string) {
    // another piece is on its way: its end shows the page
    if (!fini(this)) return
    if (!(await passe(this.inachevesValue))) {
      this.#dire(`${this.#noms.length > 0 ? joint(this.#noms) : ''} Connexion perdue\u00a0: la page se montre dès qu’elle revient.`.trim())
      this.#attente = auRetour(() => void this.#aller(adresse), REESSAI)
      return this.#boutons({ reprendre: false, annuler: false })
    }
    if (suite.adresse) return location.assign(suite.adresse)
    history.replaceState(history.state, '', adresse)
    location.reload()
  }

  #direJoint() {
    const joints = reprendreJoints(this.partiesValue)
    // a region is listened to once it is there
    if (joints) setTimeout(() => this.#noter(joints, 'gt-envois__joint'), APRES_MS)
  }

  #proposer(adresse: string) {
    for (const b of this.bilanTargets) b.append(lienDuBilan(adresse, a => void this.#aller(a)))
  }

  #ou = () => `${this.barreTargets[0]?.value ?? 0}\u00a0%`

  /** `seul`: it goes on by itself when the line is back; the person is not taken away from what they do meanwhile. */
  #suspendre(message: string, seul: boolean) {
    suite.adresse = undefined
    this.#dire(`Arrêté à ${this.#ou()}. ${message}`)
    this.#boutons({ reprendre: true, annuler: true })
    if (seul) this.#attente = auRetour(() => this.reprendre(), REESSAI)
    else for (const b of this.reprendreTargets) b.focus()
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
    for (const b of this.bilanTargets) b.append(ligneDuBilan(texte, classe))
  }

  /** What a cut left in this dossier: the same file goes on, or it is given up. */
  async #montrerInacheves() {
    for (const ligne of await lignesInachevees(this.inachevesValue, this.codeValue))
      for (const cible of this.inachevesTargets) cible.append(ligne)
  }

  #echec = (phrase: string) => {
    this.#dire(phrase)
    this.element.dispatchEvent(new CustomEvent('turbo:submit-end'))
  }

  #montrer = (p: number, phrase: string) => {
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
