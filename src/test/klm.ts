/**
 * The keystroke-level model: how long somebody who knows what to do, and makes no mistake, takes to do it, from what their hands do (Card, Moran and Newell, « The keystroke-level
 * model for user performance time with interactive systems », Communications of the ACM 23, 7, July 1980). Seconds. K: a key, or the button of the mouse, for somebody who is no
 * typist (40 words a minute); P: the mouse brought to a target; H: a hand that goes from the keyboard to the mouse, or back; M: the mind made up before an act. What the model does not
 * hold: what one reads, and what one thinks of what to write.
 */
export const CONSTANTES = { K: 0.28, P: 1.1, H: 0.4, M: 1.35 } as const
export type Operateur = keyof typeof CONSTANTES
const OPERATEURS = Object.keys(CONSTANTES) as Operateur[]

/** Signs that take a second key on a French keyboard: Maj, AltGr, or a dead accent. */
const DEUX_FRAPPES = /[\p{Lu}\d.?/§%+°£µ>[\]{}#|@\\~`€âêîôûëïüäö]/u
/** Keys that a text takes, the one that makes a capital counted with its letter. */
export const frappesDe = (texte: string) => [...texte].reduce((n, signe) => n + (DEUX_FRAPPES.test(signe) ? 2 : 1), 0)

/** Acts counted one by one. `R`: what the site made wait, in milliseconds, as it was seen. */
export class Compte {
  readonly fois: Record<Operateur, number> = { K: 0, P: 0, H: 0, M: 0 }
  attenteMs = 0
  #main: 'clavier' | 'souris' | undefined

  decider() {
    this.fois.M++
  }
  /** Keys pressed. */
  frapper(n: number) {
    this.#tenir('clavier')
    this.fois.K += n
  }
  /** The mouse brought somewhere, and its button pressed. */
  cliquer() {
    this.pointer()
    this.fois.K++
  }
  pointer() {
    this.#tenir('souris')
    this.fois.P++
  }
  attendre(ms: number) {
    this.attenteMs += ms
  }

  /** The first hand laid counts for nothing: one sits down anyway. */
  #tenir(quoi: 'clavier' | 'souris') {
    if (this.#main !== undefined && this.#main !== quoi) this.fois.H++
    this.#main = quoi
  }

  get secondes() {
    return OPERATEURS.reduce((s, o) => s + this.fois[o] * CONSTANTES[o], 0) + this.attenteMs / 1000
  }
  /** « 938 K, 83 M, attente 3,2 s : 6,6 min ». */
  get dit() {
    const nombre = (n: number) => n.toLocaleString('fr-FR', { maximumFractionDigits: 1 })
    const comptes = OPERATEURS.filter(o => this.fois[o] > 0).map(o => `${this.fois[o]} ${o}`)
    return `${comptes.join(', ')}, attente ${nombre(this.attenteMs / 1000)} s : ${nombre(this.secondes / 60)} min`
  }
}
