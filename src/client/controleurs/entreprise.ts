import { Controller } from '@hotwired/stimulus'

type Reponse = { juste: boolean; refus?: string; entreprise?: { nom: string; departement: string | null; ferme: boolean } }

/**
 * Says whether a SIRET is right as soon as it is typed; where the guichet has a directory of companies, what is still empty is filled in from it.
 * A directory that does not answer changes nothing: one types the name.
 */
export class Entreprise extends Controller<HTMLElement> {
  static override targets = ['etat']
  static override values = { url: String }
  declare etatTarget: HTMLElement
  declare urlValue: string
  #demande: AbortController | undefined
  #surChamp = ({ target }: Event) => {
    if (target instanceof HTMLInputElement && target.name === 'c.siret') void this.#verifier(target.value)
  }

  override connect() {
    this.element.addEventListener('change', this.#surChamp)
  }
  override disconnect() {
    this.#demande?.abort()
    this.element.removeEventListener('change', this.#surChamp)
  }

  async #verifier(siret: string) {
    this.#demande?.abort()
    this.etatTarget.textContent = ''
    if (siret.trim() === '') return
    const demande = new AbortController()
    this.#demande = demande
    try {
      const r = await fetch(`${this.urlValue}?${new URLSearchParams({ siret })}`, { signal: demande.signal })
      if (!r.ok || r.redirected) return
      const { juste, refus, entreprise } = (await r.json()) as Reponse
      if (demande.signal.aborted) return
      if (entreprise) {
        this.#remplir('c.entreprise', entreprise.nom)
        this.#remplir('c.departement', entreprise.departement ?? '')
      }
      const trouvee = entreprise ? ` Entreprise retrouvée dans l’annuaire${entreprise.ferme ? ', où elle est fermée' : ''}.` : ''
      this.etatTarget.textContent = juste ? `SIRET juste.${trouvee}` : `${refus}.`
    } catch {
      // the server checks again when the order is added
    }
  }

  /** Only what is empty: nothing typed is replaced. The page saves it like what is typed. */
  #remplir(nom: string, valeur: string) {
    const champ = this.element.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${CSS.escape(nom)}"]`)
    if (champ?.value !== '' || valeur === '') return
    champ.value = valeur
    for (const type of ['input', 'change']) champ.dispatchEvent(new Event(type, { bubbles: true }))
  }
}
