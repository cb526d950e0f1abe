import { Controller } from '@hotwired/stimulus'
import { motsDuPlan, payee } from '../../features/plan/plan.mots.ts'
import type { Montant, Nature, Plan as PlanSaisi, Reglage } from '../../features/plan/plan.ts'
import { parseEuros, saisieEuros } from '../../lib/euros.ts'
import { rattraper } from '../rattrapage.ts'

/** Whole names: the build keeps the icons that it finds written. */
const TONS = {
  rien: 'gt-plan__verdict--rien',
  ok: 'gt-plan__verdict--ok fr-icon-success-fill',
  verifier: 'gt-plan__verdict--verifier fr-icon-information-fill',
  attention: 'gt-plan__verdict--attention fr-icon-warning-fill',
  charge: 'gt-plan__verdict--charge fr-icon-information-line',
  ko: 'gt-plan__verdict--ko fr-icon-error-fill',
}

/** The totals of the plan as one types, by the code of the server. Only the gap is a live region: totals do not chatter. */
export class Plan extends Controller<HTMLElement> {
  static override targets = ['ecart']
  static override values = { reglage: Object }
  declare ecartTarget: HTMLElement
  declare reglageValue: Reglage

  #surSaisie = () => this.calculer()

  /** The field takes the share that closes the gap, as if it had been typed: it is then saved like the rest. */
  #surRemede = (e: Event) => {
    const bouton = (e.target as Element).closest('[data-remede]')
    const part = this.element.querySelector<HTMLInputElement>('[name="part"]')
    const remede = bouton && part && motsDuPlan(lirePlan(this.element), this.reglageValue).remede
    if (!remede) return
    e.preventDefault()
    part.value = saisieEuros(remede.part)
    part.dispatchEvent(new Event('input', { bubbles: true }))
    part.dispatchEvent(new Event('change', { bubbles: true }))
    part.focus()
  }

  override connect() {
    this.element.closest('form')?.addEventListener('click', this.#surRemede)
    this.element.addEventListener('input', this.#surSaisie)
    this.element.addEventListener('change', this.#surSaisie)
    this.element.addEventListener('guide:place', this.#surSaisie)
    rattraper(this.element, this.#surSaisie)
  }
  override disconnect() {
    this.element.closest('form')?.removeEventListener('click', this.#surRemede)
    this.element.removeEventListener('input', this.#surSaisie)
    this.element.removeEventListener('change', this.#surSaisie)
    this.element.removeEventListener('guide:place', this.#surSaisie)
  }

  calculer() {
    const plan = lirePlan(this.element)
    const { textes, ecart, remede } = motsDuPlan(plan, this.reglageValue)
    // some places are beside the steps, out of the form
    for (const place of document.querySelectorAll<HTMLElement>('[data-chiffre]')) ecrire(place, textes[place.dataset.chiffre!] ?? '')
    for (const bouton of document.querySelectorAll<HTMLButtonElement>('[data-remede]')) {
      bouton.hidden = !remede
      bouton.value = String(remede?.ecart ?? '')
    }
    this.ecartTarget.className = `gt-plan__ecart gt-plan__ecart--${ecart}`
    for (const d of plan.depenses) this.#direPayee(plan, d)
  }

  #direPayee(plan: PlanSaisi, d: PlanSaisi['depenses'][number]) {
    const place = this.element.querySelector<HTMLElement>(`[data-payee="${d.ligne}"]`)
    if (!place) return
    const v = payee(plan, this.reglageValue, d)
    place.className = `gt-plan__verdict ${TONS[v.ton]}`
    ecrire(place.querySelector('[data-payee-mot]'), v.mot)
    ecrire(place.querySelector('[data-payee-pourquoi]'), v.pourquoi)
    ecrireClause(place.querySelector('a'), this.reglageValue.natures[d.nature ?? '']?.clause)
  }
}

function ecrire(place: Element | null, texte: string) {
  if (place && place.textContent !== texte) place.textContent = texte
}

function ecrireClause(lien: HTMLAnchorElement | null, clause: Nature['clause']) {
  if (!lien) return
  lien.hidden = !clause
  if (clause) lien.href = clause.href
  if (clause && lien.lastChild) lien.lastChild.textContent = clause.texte
}

/** The aid that the server computed with what was saved last. */
function calculee(racine: ParentNode): Montant {
  const centimes = racine.querySelector<HTMLElement>('[data-aide]')?.dataset.aide
  return centimes ? Number(centimes) : 'vide'
}

/** The plan as the fields of the page hold it now, in the order in which they stand. */
export function lirePlan(racine: ParentNode): PlanSaisi {
  const champ = (nom: string) => racine.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${nom}"]`)
  const texte = (nom: string) => champ(nom)?.value.trim() ?? ''
  const montant = (nom: string): Montant => {
    const lu = parseEuros(texte(nom))
    return lu.ok ? lu.value : texte(nom) === '' ? 'vide' : 'illisible'
  }
  const lignes = (genre: 'lot' | 'depense' | 'ressource') =>
    [...racine.querySelectorAll<HTMLElement>(`[data-${genre}]`)].map(l => l.dataset[genre]!)
  return {
    lots: lignes('lot').map(ligne => ({
      ligne,
      intitule: texte(`lots.${ligne}.intitule`),
      aide: (champ(`lots.${ligne}.aide`) as HTMLInputElement | null)?.checked ?? false,
    })),
    depenses: lignes('depense').map(ligne => ({
      ligne,
      lot: texte(`depenses.${ligne}.lot`) || undefined,
      libelle: texte(`depenses.${ligne}.libelle`),
      fournisseur: texte(`depenses.${ligne}.fournisseur`),
      nature: texte(`depenses.${ligne}.nature`) || undefined,
      ht: montant(`depenses.${ligne}.ht`),
      ttc: montant(`depenses.${ligne}.ttc`),
    })),
    aide: champ('aide') ? montant('aide') : calculee(racine),
    part: montant('part'),
    ressources: lignes('ressource').map(ligne => ({
      ligne,
      financeur: texte(`ressources.${ligne}.financeur`),
      origine: texte(`ressources.${ligne}.origine`) || undefined,
      etat: texte(`ressources.${ligne}.etat`) || undefined,
      montant: montant(`ressources.${ligne}.montant`),
    })),
    aideMinimale: montant('aide_minimale'),
  }
}
