import { Controller } from '@hotwired/stimulus'
import { sansMarques } from '../../lib/accents.ts'
import { annoncer } from '../annoncer.ts'

const simple = (s: string) => sansMarques(s).toLowerCase()
const dossiers = (n: number) => `${n}\u00a0dossier${n > 1 ? 's' : ''}`

/** Says on the button what it declares as boxes are ticked, and finds a bearer among many. Without it the button says it in general. */
export class Interets extends Controller<HTMLElement> {
  static override targets = ['dossier', 'trouver', 'total', 'bouton', 'annonce']
  declare dossierTargets: HTMLElement[]
  declare trouverTarget: HTMLElement
  declare totalTarget: HTMLElement
  declare boutonTarget: HTMLButtonElement
  declare annonceTarget: HTMLElement

  override connect() {
    this.trouverTarget.hidden = this.dossierTargets.length < 10
    this.compter()
  }

  compter() {
    const n = this.dossierTargets.length
    const coches = this.dossierTargets.filter(d => d.querySelector<HTMLInputElement>('input[type=checkbox]')!.checked).length
    const reste = n - coches
    const conflits = `${coches}\u00a0conflit${coches > 1 ? 's' : ''}`
    this.totalTarget.textContent = coches ? `${conflits} à déclarer, ${dossiers(reste)} à noter` : `${dossiers(n)} à noter`
    const mots =
      coches === 0
        ? `Aucun conflit${n > 1 ? ` pour les ${dossiers(n)}` : ''}`
        : `${conflits}${reste ? `, aucun pour ${reste > 1 ? `les ${reste} autres` : 'l’autre'}` : ''}`
    if (this.boutonTarget.textContent !== mots) annoncer(this.annonceTarget, mots)
    this.boutonTarget.textContent = mots
  }

  /** What is ticked stays in sight. */
  chercher({ currentTarget }: Event) {
    const q = simple((currentTarget as HTMLInputElement).value.trim())
    for (const d of this.dossierTargets)
      d.hidden = !simple(d.dataset.mots ?? '').includes(q) && !d.querySelector<HTMLInputElement>('input[type=checkbox]')!.checked
  }
}
