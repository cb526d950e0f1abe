import { Controller } from '@hotwired/stimulus'

type Champ = HTMLInputElement | HTMLSelectElement
/** What fields held before a paste, to give it back. */
type Avant = readonly { nom: string; valeur: string }[]

const estChamp = (e: EventTarget | null): e is Champ => e instanceof HTMLInputElement || e instanceof HTMLSelectElement
const nombre = (n: number, mot: string) => `${n}\u00a0${mot}${n > 1 ? 's' : ''}`
/** Accents and capitals do not tell two words apart. */
const memes = (a: string, b: string) => a.trim().localeCompare(b.trim(), 'fr', { sensitivity: 'base' }) === 0

/**
 * A table filled as a spreadsheet is: Enter goes to the cell below, and makes a line at the end; what is copied from a spreadsheet is pasted from the
 * cell on, and undone whole. Each cell is then saved as a field typed by hand.
 */
export class Tableau extends Controller<HTMLElement> {
  static override targets = ['fait', 'dit']
  static override values = { id: String, max: Number }
  declare faitTarget: HTMLElement
  declare ditTarget: HTMLElement
  declare idValue: string
  declare maxValue: number
  #avant: Avant | undefined
  #lignesAttendues: (() => void) | undefined
  #observateur = new MutationObserver(() => this.#lignesAttendues?.())

  override connect() {
    this.element.addEventListener('keydown', this.#surTouche)
    this.element.addEventListener('paste', this.#surCollage)
    this.element.addEventListener('input', this.#surSaisie)
    this.#observateur.observe(this.element, { childList: true, subtree: true })
  }
  override disconnect() {
    this.element.removeEventListener('keydown', this.#surTouche)
    this.element.removeEventListener('paste', this.#surCollage)
    this.element.removeEventListener('input', this.#surSaisie)
    this.#observateur.disconnect()
  }

  get #lignes() {
    return [...this.element.querySelectorAll<HTMLTableRowElement>('tr[data-ligne]')]
  }
  /** The fields of a line, in their order. */
  #champs = (ligne: Element | undefined) => [...(ligne?.querySelectorAll<Champ>('td :is(input:not([type="hidden"]), select)') ?? [])]

  #place(champ: Champ) {
    const lignes = this.#lignes
    const rang = lignes.findIndex(l => l.contains(champ))
    return { lignes, rang, colonne: this.#champs(lignes[rang]).indexOf(champ) }
  }

  #surTouche = (e: KeyboardEvent) => {
    if (!estChamp(e.target) || e.isComposing) return
    if (e.key === 'Enter' && !e.shiftKey && !e.ctrlKey && !e.metaKey && !e.altKey) this.#descendre(e, e.target)
    if (e.key === 'z' && (e.ctrlKey || e.metaKey) && this.#avant) {
      e.preventDefault()
      this.annuler()
    }
  }

  #descendre(e: KeyboardEvent, champ: Champ) {
    const { lignes, rang, colonne } = this.#place(champ)
    if (rang < 0 || colonne < 0) return
    e.preventDefault()
    const dessous = this.#champs(lignes[rang + 1])[colonne]
    if (dessous) return dessous.focus()
    champ.dispatchEvent(new Event('change', { bubbles: true }))
    if (lignes.length >= this.maxValue) return
    const neuve = lignes.length
    this.#quandLignes(neuve + 1, () => this.#champs(this.#lignes[neuve])[colonne]?.focus())
    this.#ajouter(1)
  }

  /** Presses the button that adds lines: it saves and brings the page up to date. */
  #ajouter(combien: number) {
    const bouton = this.element.querySelector<HTMLButtonElement>(`button[name="_geste"][value^="ajouter:${this.idValue}:"]`)
    if (!bouton) return
    const valeur = bouton.value
    if (combien > 1) bouton.value = `${valeur.split(':').slice(0, 3).join(':')}:${combien}`
    bouton.click()
    bouton.value = valeur
  }

  #quandLignes(combien: number, faire: () => void) {
    this.#lignesAttendues = () => {
      if (this.#lignes.length < combien) return
      this.#lignesAttendues = undefined
      // after the page has put the focus on the new line
      setTimeout(faire, 50)
    }
    this.#lignesAttendues()
  }

  #surCollage = (e: ClipboardEvent) => {
    if (!estChamp(e.target)) return
    const texte = e.clipboardData?.getData('text/plain').replace(/\r\n?/g, '\n').replace(/\n$/, '') ?? ''
    if (!/[\t\n]/.test(texte)) return
    const { rang, colonne } = this.#place(e.target)
    if (rang < 0 || colonne < 0) return
    e.preventDefault()
    const cellules = texte
      .split('\n')
      .slice(0, this.maxValue - rang)
      .map(l => l.split('\t'))
    const voulues = rang + cellules.length
    const manquent = voulues - this.#lignes.length
    if (manquent <= 0) return this.#coller(cellules, rang, colonne)
    this.#quandLignes(voulues, () => this.#coller(cellules, rang, colonne))
    this.#ajouter(manquent)
  }

  #coller(cellules: readonly (readonly string[])[], rang: number, colonne: number) {
    const lignes = this.#lignes
    const avant: { nom: string; valeur: string }[] = []
    const remplis: Champ[] = []
    for (const [i, ligne] of cellules.entries()) {
      const champs = this.#champs(lignes[rang + i])
      for (const [j, texte] of ligne.entries()) {
        const champ = champs[colonne + j]
        if (!champ || !ecrire(champ, texte.trim(), avant)) continue
        remplis.push(champ)
      }
    }
    this.#annoncer(remplis)
    this.#avant = avant
    const plus = cellules.length > 1 ? 's' : ''
    this.#dire(
      `${nombre(cellules.length, 'ligne')}, ${nombre(remplis.length, 'cellule')} collée${plus || (remplis.length > 1 ? 's' : '')}.`,
    )
    remplis[0]?.focus()
  }

  /** The fields are told one after the other, so that each is saved. */
  #annoncer(champs: readonly Champ[]) {
    this.#avant = undefined
    for (const c of champs) c.dispatchEvent(new Event('input', { bubbles: true }))
    champs[0]?.dispatchEvent(new Event('change', { bubbles: true }))
  }

  #surSaisie = (e: Event) => {
    if (!e.isTrusted || !this.#avant) return
    // what was typed since would be lost with the paste
    this.#avant = undefined
    this.faitTarget.hidden = true
  }

  /** What was pasted goes, cell by cell. */
  annuler() {
    const avant = this.#avant
    if (!avant) return
    const rendus = avant.flatMap(({ nom, valeur }) => {
      const champ = this.element.querySelector<Champ>(`[name="${CSS.escape(nom)}"]`)
      if (!champ) return []
      champ.value = valeur
      return [champ]
    })
    this.#annoncer(rendus)
    this.faitTarget.hidden = true
    rendus[0]?.focus()
  }

  #dire(texte: string) {
    this.ditTarget.textContent = texte
    this.faitTarget.hidden = false
  }
}

/** A choice takes the option whose words these are; one that no option has is left as it is. */
function ecrire(champ: Champ, texte: string, avant: { nom: string; valeur: string }[]): boolean {
  const valeur = champ instanceof HTMLSelectElement ? [...champ.options].find(o => o.value === texte || memes(o.text, texte))?.value : texte
  if (valeur === undefined || valeur === champ.value) return false
  avant.push({ nom: champ.name, valeur: champ.value })
  champ.value = valeur
  return true
}
