import { type Ctx, param, router } from '../../http.ts'
import { parseForm } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { appeler } from './appeler.ts'
import { DUREE_LIEN_MIN, empreinteLien } from './auth.ts'
import { lienSert } from './comptes.queries.ts'
import { lienForm, motDePasseForm } from './connexion.form.ts'
import { ConnexionPage, LienEnvoyePage, LienPerduPage, LienRecuPage } from './connexion.view.tsx'
import { BLOCAGE_MIN, compterEssai, oublierEssais, rendreEssai } from './essais-mot-de-passe.ts'
import {
  demandeur,
  jetonOuvert,
  retourDemande,
  sessionDe,
  suiteActeur,
  suiteConnexion,
  texteDe,
  transmettreCookies,
  tropDEssais,
  versCode,
} from './reponses.tsx'
import type { Service } from './service.ts'
import { attendSecondFacteur } from './session.ts'

const AVIS = {
  proconnect: 'ProConnect ne vous a pas reconnu. Recommencez, ou demandez un lien de connexion.',
  muet: 'ProConnect ne répond pas pour l’instant. Demandez un lien de connexion : il ouvre le même compte.',
} as const

const BLOQUE = `Trop de mots de passe faux pour cette adresse. Attendez ${BLOCAGE_MIN} minutes, ou demandez un lien de connexion`

/** Signing in by link or password. Nothing here tells whether an account exists. */
export function connexionRoutes(s: Service) {
  const page = (c: Ctx, p: Partial<Parameters<typeof ConnexionPage>[0]> = {}) => (
    <ConnexionPage site={c.var.site} proconnect={!!s.proconnect} {...p} />
  )

  return router()
    .use(`${paths.connexion}/*`, async (c, next) => {
      c.header('cache-control', 'no-store') // links and addresses of people stand in these pages
      await next()
    })
    .get(paths.connexion, async c => {
      const retour = retourDemande(c.req.query('retour'))
      if (c.var.ctx.acteur) return c.redirect(suiteActeur(c.var.ctx.acteur, retour), 303)
      const session = await sessionDe(c)
      if (session && attendSecondFacteur(session)) return c.redirect(versCode(retour), 303)
      const erreur = c.req.query('erreur')
      return c.html(page(c, { retour, avis: erreur === 'proconnect' || erreur === 'muet' ? AVIS[erreur] : undefined }))
    })
    .get(paths.inscription, c => c.redirect(paths.connexion, 303))
    .post(paths.connexionLien, async c => {
      const saisie = await c.req.parseBody()
      const retour = retourDemande(saisie.retour)
      const lu = parseForm(lienForm, { courriel: texteDe(saisie.courriel) })
      if (!lu.ok) return c.html(page(c, { retour, values: { courriel: texteDe(saisie.courriel) }, errors: lu.errors }), 422)
      const res = await appeler(s.auth, demandeur(c), '/sign-in/magic-link', { email: lu.value.courriel, metadata: { retour } })
      if (res.status === 429) return tropDEssais(c, res)
      if (!res.ok) throw new Error(`magic link: ${res.status}`)
      return c.redirect(`${paths.connexionLien}?${new URLSearchParams({ courriel: lu.value.courriel })}`, 303)
    })
    .get(paths.connexionLien, c => {
      const courriel = c.req.query('courriel')
      if (!courriel) return c.redirect(paths.connexion, 303)
      const boite = c.var.deps.config.demonstration ? paths.demo.courriels : undefined
      return c.html(<LienEnvoyePage site={c.var.site} courriel={courriel} minutes={DUREE_LIEN_MIN} boite={boite} />)
    })
    .get(paths.connexionLienRecu, async c => {
      const jeton = param(c, 'lien')
      const retour = retourDemande(c.req.query('retour'))
      if (await lienSert(c.var.deps.db, empreinteLien(jeton)))
        return c.html(<LienRecuPage site={c.var.site} jeton={jeton} retour={retour} />)
      return c.html(<LienPerduPage site={c.var.site} minutes={DUREE_LIEN_MIN} retour={retour} />, 410)
    })
    .post(paths.connexionLienRecu, async c => {
      const retour = retourDemande((await c.req.parseBody()).retour)
      const params = new URLSearchParams({
        token: param(c, 'lien'),
        callbackURL: paths.espace,
        errorCallbackURL: paths.connexion,
      })
      const res = await appeler(s.auth, demandeur(c), `/magic-link/verify?${params}`)
      if (res.status === 429) return tropDEssais(c, res)
      const jeton = jetonOuvert(c, res)
      if (!jeton) return c.html(<LienPerduPage site={c.var.site} minutes={DUREE_LIEN_MIN} retour={retour} />, 422)
      transmettreCookies(c, res)
      return c.redirect(await suiteConnexion(c, jeton, retour), 303)
    })
    .post(paths.connexion, async c => {
      const saisie = await c.req.parseBody()
      const retour = retourDemande(saisie.retour)
      const values = { courriel_mdp: texteDe(saisie.courriel_mdp) }
      const lu = parseForm(motDePasseForm, { ...values, mot_de_passe: texteDe(saisie.mot_de_passe) })
      if (!lu.ok) return c.html(page(c, { retour, values, errors: lu.errors }), 422)
      const { courriel_mdp: email, mot_de_passe: password } = lu.value
      const { db } = c.var.deps
      const refuser = (message: string, statut: 422 | 429) => c.html(page(c, { retour, values, errors: { mot_de_passe: message } }), statut)
      if (!(await compterEssai(db, email))) return refuser(BLOQUE, 429)
      const res = await appeler(s.auth, demandeur(c), '/sign-in/email', { email, password })
      if (res.status === 429) {
        await rendreEssai(db, email)
        return tropDEssais(c, res)
      }
      if (!res.ok) return refuser('Adresse ou mot de passe incorrect. Vérifiez-les, ou demandez un lien de connexion', 422)
      await oublierEssais(db, email)
      transmettreCookies(c, res)
      const jeton = jetonOuvert(c, res)
      if (!jeton) return c.redirect(versCode(retour), 303)
      return c.redirect(await suiteConnexion(c, jeton, retour), 303)
    })
}
