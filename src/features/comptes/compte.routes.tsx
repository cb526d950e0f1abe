import { estAgent } from '../../contexte.ts'
import { type Ctx, cleFait, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { type FieldErrors, parseForm } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { aConfirmer, versConfirmation } from './a-confirmer.ts'
import { appareilEnMots } from './appareil.ts'
import { nomForm, nouveauMotDePasseForm } from './compte.form.ts'
import { ComptePage, type CompteVue, FAITS, type Fait } from './compte.view.tsx'
import {
  aMotDePasse,
  clesAcces,
  compteDe,
  fermerAutresSessions,
  fermerSession,
  renommer,
  sessionsOuvertes,
  totpDe,
} from './comptes.queries.ts'
import { actuelExige, changerMotDePasse } from './mot-de-passe.ts'
import { noterActe } from './noter.ts'
import { demandeur, texteDe, tropDEssais } from './reponses.tsx'
import type { Service } from './service.ts'

export const fait = (f: Fait, page: string = paths.compte.voir) => `${page}?${new URLSearchParams({ fait: f })}`
export const faitDe = (c: Ctx): Fait | undefined => {
  return cleFait(c, FAITS)
}

/** « Mon compte »: name, password, sessions. */
export function compteRoutes(s: Service) {
  const refuser = async (c: Ctx, errors: FieldErrors, values: Record<string, string> = {}) =>
    c.html(<ComptePage site={c.var.site} compte={await vue(c)} values={values} errors={errors} />, 422)

  return router()
    .use(paths.compte.voir, exigeCompte)
    .use(`${paths.compte.voir}/*`, exigeCompte)
    .get(paths.compte.voir, async c => c.html(<ComptePage site={c.var.site} compte={await vue(c)} fait={faitDe(c)} />))
    .post(paths.compte.nom, async c => {
      const nom = texteDe((await c.req.parseBody()).nom)
      const lu = parseForm(nomForm, { nom })
      if (!lu.ok) return refuser(c, lu.errors, { nom })
      await renommer(c.var.deps.db, ctxActeur(c).acteur.compteId, lu.value.nom)
      await noterActe(c.var.ctx, 'compte.renommer')
      return c.redirect(fait('nom'), 303)
    })
    .post(paths.compte.motDePasse, async c => {
      const saisie = await c.req.parseBody()
      const ctx = ctxActeur(c)
      const lu = parseForm(nouveauMotDePasseForm, {
        actuel: texteDe(saisie.actuel),
        nouveau: texteDe(saisie.nouveau),
        courriel: ctx.acteur.courriel,
        siens: [ctx.acteur.nom, ...ctx.acteur.structures.map(x => x.nom)],
      })
      if (!lu.ok) return refuser(c, lu.errors)
      const confirmation = await versConfirmation(c, paths.compte.voir)
      if (confirmation) return confirmation
      const change = await changerMotDePasse(s.auth, demandeur(c), ctx, lu.value)
      if (change.ok) return c.redirect(fait('mot_de_passe'), 303)
      if (change.error.kind === 'trop_d_essais') return tropDEssais(c, change.error.reponse)
      return refuser(c, { actuel: 'Ce n’est pas votre mot de passe actuel' })
    })
    .post(paths.compte.sessions, async c => {
      const { acteur } = ctxActeur(c)
      await fermerAutresSessions(c.var.deps.db, acteur.compteId, { id: acteur.sessionId })
      await noterActe(c.var.ctx, 'compte.sessions.fermer')
      return c.redirect(fait('sessions'), 303)
    })
    .post(paths.compte.session, async c => {
      const { acteur } = ctxActeur(c)
      if (!(await fermerSession(c.var.deps.db, acteur.compteId, param(c, 'id')))) return c.notFound()
      await noterActe(c.var.ctx, 'compte.sessions.fermer')
      return c.redirect(fait('session'), 303)
    })
}

async function vue(c: Ctx): Promise<CompteVue> {
  const ctx = ctxActeur(c)
  const { db, acteur } = ctx
  const id = acteur.compteId
  const [compte, motDePasse, exige, totp, cles, sessions, confirmer] = await Promise.all([
    compteDe(db, id),
    aMotDePasse(db, id),
    actuelExige(ctx),
    totpDe(db, id),
    clesAcces(db, id),
    sessionsOuvertes(db, id),
    aConfirmer(c),
  ])
  return {
    nom: compte.name,
    courriel: compte.email,
    motDePasse,
    actuelExige: exige,
    aConfirmer: confirmer,
    totp: totp?.verified === true,
    cles: cles.map(k => ({ id: k.id, nom: k.name ?? 'Clé d’accès' })),
    agent: estAgent(acteur) || acteur.rolesEnAttente.length > 0,
    sessions: sessions.map(o => ({
      id: o.id,
      appareil: appareilEnMots(o.user_agent),
      ouverte: o.created_at,
      courante: o.id === acteur.sessionId,
    })),
  }
}
