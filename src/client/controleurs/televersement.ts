import { Controller } from '@hotwired/stimulus'

/** Progress of the sending of files. Only `XMLHttpRequest` tells it; the answer is the same page as without script. */
export class Televersement extends Controller<HTMLFormElement> {
  static override targets = ['zone', 'barre', 'etat']
  declare zoneTargets: HTMLElement[]
  declare barreTargets: HTMLProgressElement[]
  declare etatTargets: HTMLElement[]
  #requete: XMLHttpRequest | undefined
  #surEnvoi = (e: SubmitEvent) => this.envoyer(e)

  override connect() {
    this.element.addEventListener('submit', this.#surEnvoi)
  }

  override disconnect() {
    this.element.removeEventListener('submit', this.#surEnvoi)
    this.#requete?.abort()
  }

  envoyer(e: SubmitEvent) {
    const champs = [...this.element.querySelectorAll<HTMLInputElement>('input[type=file]')]
    if (e.defaultPrevented || !champs.some(c => c.files?.length) || this.zoneTargets.length === 0) return
    e.preventDefault()
    e.stopImmediatePropagation()
    const requete = new XMLHttpRequest()
    this.#requete = requete
    requete.upload.addEventListener('progress', p => p.lengthComputable && this.#montrer(Math.floor((p.loaded / p.total) * 100)))
    requete.addEventListener('load', () => this.#recu(requete))
    requete.addEventListener('error', () => this.#dire('Envoi interrompu : connexion perdue. Recommencez quand elle revient.'))
    // not `element.action`: a field of that name would hide it
    requete.open('POST', this.element.getAttribute('action') ?? location.href)
    requete.setRequestHeader('accept', 'text/html')
    requete.send(new FormData(this.element, e.submitter as HTMLButtonElement | null))
    this.#montrer(0)
  }

  #recu(requete: XMLHttpRequest) {
    // accepted: the 303 has been followed, its page is shown afresh; refused: the page itself came, with its errors
    if (requete.status < 400) return void location.assign(requete.responseURL)
    if (requete.status !== 422) return this.#dire('Envoi refusé par le serveur. Recommencez dans un instant.')
    const page = new DOMParser().parseFromString(requete.responseText, 'text/html')
    document.title = page.title
    document.body.replaceWith(page.body)
  }

  #montrer(pour100: number) {
    for (const z of this.zoneTargets) z.hidden = false
    for (const b of this.barreTargets) b.value = pour100
    this.#dire(pour100 < 100 ? `Envoi : ${pour100 - (pour100 % 10)} %` : 'Reçu. Vérification du fichier…')
  }

  #dire(phrase: string) {
    for (const e of this.etatTargets) if (e.textContent !== phrase) e.textContent = phrase
    if (!phrase.startsWith('Envoi : ') && !phrase.startsWith('Reçu')) this.element.dispatchEvent(new CustomEvent('turbo:submit-end'))
  }
}
