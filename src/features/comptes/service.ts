import type { Deps } from '../../http.ts'
import { type Auth, creerAuth } from './auth.ts'
import { ecrireLienConnexion } from './lien-connexion.ts'
import { instanceProConnect } from './proconnect.ts'

/** better-auth for one application: the usual instance, and ProConnect's own, made when first used. */
export function creerService(d: Deps) {
  const base = {
    db: d.db,
    urlPublique: d.urlPublique,
    secret: d.secret,
    nomSite: d.config.guichet.nom,
    envoyerLien: ecrireLienConnexion(d),
  }
  const { PROCONNECT_ISSUER: issuer, PROCONNECT_CLIENT_ID: clientId, PROCONNECT_CLIENT_SECRET: clientSecret } = d.config
  const proconnect = issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : undefined
  let { nomSite } = base
  let auth = creerAuth(base)
  return {
    /** Authenticator apps and passkeys bear the name of the guichet: made again when that changes. */
    get auth() {
      if (nomSite !== d.config.guichet.nom) {
        nomSite = d.config.guichet.nom
        auth = creerAuth({ ...base, nomSite })
      }
      return auth
    },
    proconnect:
      proconnect &&
      instanceProConnect<Auth>(
        proconnect.issuer,
        () => creerAuth({ ...base, proconnect }),
        a => a.$context,
      ),
  }
}
export type Service = ReturnType<typeof creerService>
