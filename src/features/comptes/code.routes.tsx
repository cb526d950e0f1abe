import { type Ctx, router } from '../../http.ts'
import { parseForm } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { appeler } from './appeler.ts'
import { clesAcces, compterEchec, oublierEchecs, secondFacteurBloque, totpDe } from './comptes.queries.ts'
import { codeForm } from './connexion.form.ts'
import { CodePage } from './connexion.view.tsx'
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
} from './reponses.tsx'
import type { Service } from './service.ts'
import { attendSecondFacteur, cookieDe, jetonDeSession, type Session } from './session.ts'

/**
 * The code page: for a session that waits for its second factor (link, ProConnect), or between password and session (better-auth's own
 * challenge, a signed cookie). An agent who has enrolled none is led to enrol.
 */
export function codeRoutes(s: Service) {
  return router()
    .get(paths.connexionCode, async c => {
      const retour = retourDemande(c.req.query('retour'))
      const session = await sessionDe(c)
      const ailleurs = pasIci(c, session, retour)
      if (ailleurs) return c.redirect(ailleurs, 303)
      return c.html(<CodePage site={c.var.site} retour={retour} {...(await moyens(c, session))} />)
    })
    .post(paths.connexionCode, async c => {
      const saisie = await c.req.parseBody()
      const retour = retourDemande(saisie.retour)
      const session = await sessionDe(c)
      const ailleurs = pasIci(c, session, retour)
      if (ailleurs) return c.redirect(ailleurs, 303)
      const refuser = async (message: string) =>
        c.html(<CodePage site={c.var.site} retour={retour} {...(await moyens(c, session))} errors={{ code: message }} />, 422)
      const lu = parseForm(codeForm, { code: texteDe(saisie.code) })
      if (!lu.ok) return refuser(lu.errors.code ?? '')
      const { db } = c.var.deps
      if (session && (await secondFacteurBloque(db, session.compte_id))) return tropDEssais(c)
      const { genre, code } = lu.value.code
      const res = await appeler(s.auth, demandeur(c), genre === 'totp' ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code', {
        code,
      })
      if (res.status === 429) return tropDEssais(c, res)
      if (!res.ok) {
        if (session) await compterEchec(db, session.compte_id)
        return (await defiPerdu(res))
          ? c.redirect(paths.connexion, 303)
          : refuser('Ce code est faux ou a expiré. Attendez le suivant, ou utilisez un code de secours')
      }
      if (session) await oublierEchecs(db, session.compte_id)
      transmettreCookies(c, res)
      const jeton = jetonOuvert(c, res) ?? jetonDeSession(c.req.header('cookie'), c.var.deps)
      return c.redirect(jeton ? await suiteConnexion(c, jeton, retour) : paths.connexion, 303)
    })
}

/** Who has nothing to type here goes on: to sign in, to enrol, or to the page asked for. */
function pasIci(c: Ctx, session: Session | undefined, retour: string | undefined): string | undefined {
  if (!session)
    return cookieDe(c.req.header('cookie'), 'two_factor', c.var.deps.urlPublique) ? undefined : avecRetour(paths.connexion, retour)
  if (attendSecondFacteur(session)) return undefined
  return c.var.ctx.acteur ? suiteActeur(c.var.ctx.acteur, retour) : avecRetour(paths.connexion, retour)
}

async function moyens(c: Ctx, session: Session | undefined) {
  if (!session) return { totp: true, cles: true }
  const { db } = c.var.deps
  const [totp, cles] = await Promise.all([totpDe(db, session.compte_id), clesAcces(db, session.compte_id)])
  return { totp: totp?.verified === true, cles: cles.length > 0 }
}

/** The challenge after a password lasts ten minutes and five tries; then one signs in again. */
async function defiPerdu(res: Response) {
  const { code } = (await res.json().catch(() => ({}))) as { code?: string }
  return code === 'INVALID_TWO_FACTOR_COOKIE' || code === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE'
}
