import { Controller } from '@hotwired/stimulus'

const BASE = '/api/auth/passkey'
type Options = Record<string, unknown>
type Cles = {
  parseCreationOptionsFromJSON(o: Options): PublicKeyCredentialCreationOptions
  parseRequestOptionsFromJSON(o: Options): PublicKeyCredentialRequestOptions
}
type CleJson = PublicKeyCredential & { toJSON(): unknown }

/** Access keys (passkeys): `creer` adds one to the account, `ouvrir` signs in or proves the second factor, then goes to `suite`. */
export class CleAcces extends Controller<HTMLElement> {
  static override targets = ['bouton', 'etat', 'nom']
  static override values = { suite: String }
  declare boutonTargets: HTMLButtonElement[]
  declare etatTarget: HTMLElement
  declare nomTarget: HTMLInputElement
  declare hasNomTarget: boolean
  declare suiteValue: string

  override connect() {
    // hidden by the page: nothing is offered where the browser knows no access key
    if ('PublicKeyCredential' in window && 'parseCreationOptionsFromJSON' in PublicKeyCredential) this.element.hidden = false
  }

  creer() {
    return this.#faire(async cles => {
      const publicKey = cles.parseCreationOptionsFromJSON(await this.#lire('/generate-register-options'))
      const cle = (await navigator.credentials.create({ publicKey })) as CleJson | null
      const nom = this.hasNomTarget && this.nomTarget.value.trim() ? this.nomTarget.value.trim() : 'Clé d’accès'
      return this.#poster('/verify-registration', { response: cle?.toJSON(), name: nom })
    })
  }

  ouvrir() {
    return this.#faire(async cles => {
      const publicKey = cles.parseRequestOptionsFromJSON(await this.#lire('/generate-authenticate-options'))
      const cle = (await navigator.credentials.get({ publicKey })) as CleJson | null
      return this.#poster('/verify-authentication', { response: cle?.toJSON() })
    })
  }

  async #faire(acte: (cles: Cles) => Promise<void>) {
    this.etatTarget.textContent = 'Suivez les indications de votre appareil.'
    try {
      await acte(PublicKeyCredential as unknown as Cles)
      location.assign(this.suiteValue)
    } catch (e) {
      const abandon = e instanceof DOMException && e.name === 'NotAllowedError'
      this.etatTarget.textContent = abandon
        ? 'La clé n’a pas été utilisée. Vous pouvez recommencer.'
        : 'La clé n’a pas été reconnue. Recommencez ou utilisez une autre voie.'
    }
  }

  async #lire(chemin: string) {
    const r = await fetch(BASE + chemin)
    if (!r.ok) throw new Error(String(r.status))
    return (await r.json()) as Options
  }

  async #poster(chemin: string, corps: unknown) {
    const r = await fetch(BASE + chemin, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(corps) })
    if (!r.ok) throw new Error(String(r.status))
  }
}
