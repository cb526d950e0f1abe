import { Controller } from '@hotwired/stimulus'
import { formatEuros, formatTaux, parseEuros } from '../../lib/euros.ts'

type Lu = number | 'vide' | 'illisible'
const ATTENTE = 'À calculer'

/** Live totals of the plan, by the same reading of amounts as the server's. Totals do not chatter: no live region. */
export class Montants extends Controller<HTMLElement> {
  static override targets = ['depenses', 'ressources', 'ecart', 'taux']
  declare depensesTarget: HTMLElement
  declare ressourcesTarget: HTMLElement
  declare ecartTarget: HTMLElement
  declare tauxTarget: HTMLElement

  override connect() {
    this.calculer()
  }

  calculer() {
    const depenses = [...this.element.querySelectorAll<HTMLInputElement>('input[name^="depenses."]')].map(lire)
    const ressources = ['aide', 'part', 'autres'].map(nom => lire(this.element.querySelector<HTMLInputElement>(`input[name="${nom}"]`)))
    // an empty expense costs nothing once another is typed; an empty resource is missing, never zero
    const total = depenses.every(d => d === 'vide') ? undefined : somme(depenses.map(d => (d === 'vide' ? 0 : d)))
    const cout = somme(ressources)
    const aide = ressources[0]
    ecrire(this.depensesTarget, total)
    ecrire(this.ressourcesTarget, cout)
    ecrire(this.ecartTarget, total === undefined || cout === undefined ? undefined : cout - total)
    this.tauxTarget.textContent = cout && typeof aide === 'number' ? formatTaux(aide / cout) : ATTENTE
  }
}

function lire(champ: HTMLInputElement | null): Lu {
  const lu = parseEuros(champ?.value ?? '')
  return lu.ok ? lu.value : lu.error === 'vide' ? 'vide' : 'illisible'
}
const somme = (lus: readonly Lu[]) => (lus.every(l => typeof l === 'number') ? lus.reduce((a, b) => a + b, 0) : undefined)
function ecrire(cible: HTMLElement, centimes: number | undefined) {
  cible.textContent = centimes === undefined ? ATTENTE : formatEuros(centimes, { centimes: true })
}
