import { router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { appeler } from './appeler.ts'
import { PROCONNECT } from './auth.ts'
import { billetDeSession, commencerSortie, lireSortie, oublierBillet, utiliserBillet } from './billet.ts'
import { DeconnectePage } from './deconnexion.view.tsx'
import { demandeur, sessionDe, transmettreCookies } from './reponses.tsx'
import type { Service } from './service.ts'

/**
 * Signing out: of here first, whatever happens next; then, for a session that ProConnect opened, of ProConnect (OpenID Connect RP-Initiated Logout 1.0).
 * ProConnect sends on to the agent's own identity provider, at an address that nobody can list in `form-action`, and Chromium holds the answers to a form to
 * it: so the form ends on a page of ours, which goes on by itself.
 */
export function deconnexionRoutes(s: Service) {
  const app = router().post(paths.deconnexion, async c => {
    const billet = s.proconnect && (await billetDeSession(c))
    const ouverte = billet && (await sessionDe(c))
    transmettreCookies(c, await appeler(s.auth, demandeur(c), '/sign-out', {}))
    if (!ouverte) {
      oublierBillet(c)
      return c.redirect(paths.accueil, 303)
    }
    await commencerSortie(c, billet)
    return c.redirect(paths.deconnexion, 303)
  })
  const ouvrir = s.proconnect
  if (!ouvrir) return app
  return app
    .use(`${paths.deconnexion}/*`, async (c, next) => {
      c.header('cache-control', 'no-store')
      await next()
    })
    .get(paths.deconnexion, async c => {
      if (await sessionDe(c)) return c.redirect(paths.accueil, 303)
      const sortie = await lireSortie(c, c.req.query('state'))
      if (sortie === 'a_demander') c.header('refresh', `0; url=${paths.deconnexionProConnect}`)
      return c.html(<DeconnectePage site={c.var.site} sortie={sortie} />)
    })
    .get(paths.deconnexionProConnect, async c => {
      const billet = await utiliserBillet(c)
      const instance = billet && (await ouvrir())
      if (!billet || !instance?.ok) return c.redirect(paths.deconnexion, 303)
      const { socialProviders } = await instance.value.$context
      const adresse = await socialProviders
        .find(p => p.id === PROCONNECT)
        ?.createEndSessionURL?.({
          idToken: billet.idToken,
          postLogoutRedirectURI: c.var.deps.urlPublique + paths.deconnexion,
          state: billet.etat,
        })
      return c.redirect(adresse?.href ?? paths.deconnexion, 303)
    })
}
