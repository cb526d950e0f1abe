import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes, randomInt } from 'node:crypto'

/** What one mail holds: the token of its link, and the code that does the same. */
export type DemandeDeCode = { jeton: string; code: string }

/** Set while a form asks better-auth for a link: the mail then says the code too. */
export const demandeEnCours = new AsyncLocalStorage<DemandeDeCode>()

export const nouveauJeton = () => randomBytes(24).toString('base64url')
export const nouvelleDemande = (): DemandeDeCode => ({
  jeton: nouveauJeton(),
  code: String(randomInt(1_000_000)).padStart(6, '0'),
})
/** « 123 456 », that a person reads without a fault. */
export const codeEnMots = (code: string) => `${code.slice(0, 3)}\u00a0${code.slice(3)}`
