import { Controller } from '@hotwired/stimulus'
import {
  bornes,
  CALCULES,
  effets,
  enTextes,
  type LigneBase,
  type PropositionSaisie,
  proposer,
  type Reperes,
  reserveMinimale,
} from '../../features/instruction/rapport/proposition.rules.ts'
import { formatEuros } from '../../lib/euros.ts'
import { rattraper } from '../rattrapage.ts'

const euros = (c: number) => formatEuros(c, { centimes: c % 100 !== 0 })

/** Base × rate = amount as one types, by the code of the server. Only what goes past a limit is said aloud. */
export class Proposition extends Controller<HTMLElement> {
  static override targets = ['suivie', 'somme', 'calculer', 'alerte', 'minimale']
  static override values = { lignes: Array, reperes: Object, seul: Boolean }
  declare suivieTarget: HTMLInputElement
  declare sommeTargets: HTMLElement[]
  declare calculerTarget: HTMLButtonElement
  declare hasCalculerTarget: boolean
  declare alerteTarget: HTMLElement
  declare minimaleTarget: HTMLElement
  declare lignesValue: LigneBase[]
  declare reperesValue: Reperes
  /** The amount alone is proposed: the plan has no lines. */
  declare seulValue: boolean

  #surSaisie = () => this.calculer()

  override connect() {
    // the page computes by itself; the Enter key then saves
    if (this.hasCalculerTarget) this.calculerTarget.remove()
    this.element.addEventListener('input', this.#surSaisie)
    this.element.addEventListener('change', this.#surSaisie)
    this.#figer()
    rattraper(this.element, this.#surSaisie)
  }
  override disconnect() {
    this.element.removeEventListener('input', this.#surSaisie)
    this.element.removeEventListener('change', this.#surSaisie)
  }

  calculer() {
    const saisie = this.#lire()
    const { proposition, somme, erreurs } = proposer(saisie, this.lignesValue, { sansLignes: this.seulValue })
    const textes = enTextes(proposition)
    const suit = saisie.base === '' || proposition.base === somme
    for (const champ of this.seulValue ? [] : CALCULES) {
      // what somebody is typing is left alone; the base moves with the lines
      if (champ === proposition.calcule || (champ === 'base' && suit && this.#champ('base') !== document.activeElement))
        this.#champ(champ).value = textes[champ]
    }
    this.suivieTarget.value = String(somme)
    for (const place of this.sommeTargets) ecrire(place, euros(somme))
    for (const l of this.lignesValue)
      ecrire(this.element.querySelector(`[data-retenu="${l.rang}"]`), euros(proposition.lignes.includes(l.rang) ? (l.montant ?? 0) : 0))
    for (const e of effets(proposition, this.reperesValue)) {
      ecrire(this.element.querySelector(`[data-effet="${e.cle}.propose"]`), e.propose || '–')
      ecrire(this.element.querySelector(`[data-effet="${e.cle}.ecart"]`), e.ecart || '–')
    }
    const dites = Object.values({ ...bornes(proposition, somme, this.reperesValue), ...erreurs })
    ecrire(this.alerteTarget, dites.map(d => `${d}.`).join(' '))
    ecrire(this.minimaleTarget, reserveMinimale(proposition, this.reperesValue) ?? '')
    this.#figer()
  }

  #champ = (nom: string) => this.element.querySelector<HTMLInputElement>(`#${nom}`)!

  /** The field that is computed is not typed in. */
  #figer() {
    if (this.seulValue) return
    const { calcule } = this.#lire()
    for (const champ of CALCULES) this.#champ(champ).readOnly = champ === calcule
  }

  #lire(): PropositionSaisie {
    const coches = [...this.element.querySelectorAll<HTMLInputElement>('[name="ligne"]:checked')]
    const suivie = this.suivieTarget.value
    return {
      calcule: this.element.querySelector<HTMLInputElement>('[name="calcule"]:checked')?.value ?? 'montant',
      base: this.#champ('base')?.value.trim() ?? '',
      taux: this.#champ('taux')?.value.trim() ?? '',
      montant: this.#champ('montant').value.trim(),
      lignes: coches.map(c => Number(c.value)),
      suivie: suivie === '' ? undefined : Number(suivie),
    }
  }
}

function ecrire(place: Element | null, texte: string) {
  if (place && place.textContent !== texte) place.textContent = texte
}
