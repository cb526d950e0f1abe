import { type Ctx, param, router } from '../../http.ts'
import { type FieldErrors, parseForm } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { appeler } from './appeler.ts'
import { DUREE_LIEN_MIN, empreinteLien } from './auth.ts'
import { type CodeAttendu, codeAttendu, codeRecuRefuse, demanderCode, essayerCodeRecu, oublierCode } from './code-recu.ts'
import { lienSert } from './comptes.queries.ts'
import { codeRecuForm, lienForm, motDePasseForm } from './connexion.form.ts'
import { ConnexionPage, LienEnvoyePage, LienPerduPage, LienRecuPage } from './connexion.view.tsx'
import { BLOCAGE_MIN, compterEssai, oublierEssais, rendreEssai } from './essais-mot-de-passe.ts'
import {
  avecRetour,
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

  const envoye = (c: Ctx, { courriel }: CodeAttendu, retour: string | undefined, p: { value?: string; errors?: FieldErrors } = {}) => {
    const boite = c.var.deps.config.demonstration ? paths.demo.courriels : undefined
    return <LienEnvoyePage site={c.var.site} courriel={courriel} minutes={DUREE_LIEN_MIN} boite={boite} retour={retour} {...p} />
  }

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
      const res = await demanderCode(c, s, { courriel: lu.value.courriel, retour })
      if (res.status === 429) return tropDEssais(c, res)
      if (!res.ok) throw new Error(`magic link: ${res.status}`)
      return c.redirect(avecRetour(paths.connexionLien, retour), 303)
    })
    .get(paths.connexionLien, async c => {
      const retour = retourDemande(c.req.query('retour'))
      const attendu = await codeAttendu(c)
      return attendu ? c.html(envoye(c, attendu, retour)) : c.redirect(avecRetour(paths.connexion, retour), 303)
    })
    .post(paths.connexionCodeRecu, async c => {
      const saisie = await c.req.parseBody()
      const retour = retourDemande(saisie.retour)
      const attendu = await codeAttendu(c)
      const lu = parseForm(codeRecuForm, { code: texteDe(saisie.code) })
      if (!lu.ok && attendu) return c.html(envoye(c, attendu, retour, { value: texteDe(saisie.code), errors: lu.errors }), 422)
      const r = lu.ok ? await essayerCodeRecu(c, s, lu.value.code) : undefined
      if (r?.ok) return c.redirect(await suiteConnexion(c, r.value, retour), 303)
      if (r?.error.kind === 'debit') return tropDEssais(c, r.error.res)
      if (!attendu || !r || r.error.kind === 'perdu')
        return c.html(<LienPerduPage site={c.var.site} minutes={DUREE_LIEN_MIN} retour={retour} />, 422)
      return c.html(envoye(c, attendu, retour, { errors: { code: codeRecuRefuse(r.error) } }), r.error.kind === 'trop' ? 429 : 422)
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
      oublierCode(c)
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
