import { type Ctx, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { prouverParSiret } from '../structures/index.ts'
import { appeler } from './appeler.ts'
import { PROCONNECT } from './auth.ts'
import { poserBillet } from './billet.ts'
import { avantDelai, type ProfilRecu, profilEnCours } from './proconnect.ts'
import { demandeur, jetonOuvert, retourDemande, suiteConnexion, transmettreCookies, tropDEssais } from './reponses.tsx'
import type { Service } from './service.ts'
import { lireSession } from './session.ts'

const DELAI_MS = 5_000
const RETOUR = '/api/auth/callback/proconnect'
const muet = (c: Ctx) => c.redirect(`${paths.connexion}?erreur=muet`, 303)

/** Signing in with ProConnect: to it and back. Its SIRET proves the memberships of the same SIREN. */
export function proconnectRoutes(s: Service) {
  const ouvrir = s.proconnect
  if (!ouvrir) return router()
  return router()
    .post(paths.connexionProConnect, async c => {
      const retour = retourDemande((await c.req.parseBody()).retour) ?? paths.connexion
      const instance = await ouvrir()
      if (!instance.ok) return muet(c)
      const corps = {
        provider: PROCONNECT,
        callbackURL: retour,
        errorCallbackURL: `${paths.connexion}?erreur=${PROCONNECT}`,
        disableRedirect: true,
      }
      const res = await avantDelai(appeler(instance.value, demandeur(c), '/sign-in/social', corps), DELAI_MS).catch(() => undefined)
      if (res?.status === 429) return tropDEssais(c, res)
      if (!res?.ok) return muet(c)
      transmettreCookies(c, res)
      return c.redirect(((await res.json()) as { url: string }).url, 303)
    })
    .get(RETOUR, async c => {
      const instance = await ouvrir()
      if (!instance.ok) return muet(c)
      const profil: ProfilRecu = {}
      const res = await profilEnCours.run(profil, () =>
        appeler(instance.value, demandeur(c), `/callback/${PROCONNECT}${new URL(c.req.url).search}`),
      )
      const jeton = jetonOuvert(c, res)
      if (!jeton) return c.redirect(`${paths.connexion}?erreur=${PROCONNECT}`, 303)
      transmettreCookies(c, res)
      await poserBillet(c, jeton, profil.idToken)
      await retenirSiret(c, jeton, profil)
      const vers = retourDemande(res.headers.get('location')?.replace(c.var.deps.urlPublique, ''))
      return c.redirect(await suiteConnexion(c, jeton, vers === paths.connexion ? undefined : vers), 303)
    })
}

async function retenirSiret(c: Ctx, jeton: string, { siret }: ProfilRecu) {
  const session = siret && (await lireSession(c.var.deps.db, c.var.deps.guichetId, jeton))
  if (session) await prouverParSiret(c.var.ctx, session.compte_id, siret)
}
