import { type Ctx, router } from '../../http.ts'
import { parseForm } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { clesAcces, totpDe } from './comptes.queries.ts'
import { codeForm } from './connexion.form.ts'
import { CodePage } from './connexion.view.tsx'
import { defiEnCours, essayerCode } from './essayer-code.ts'
import {
  avecRetour,
  CODE_REFUSE,
  jetonOuvert,
  retourDemande,
  sessionDe,
  suiteActeur,
  suiteConnexion,
  texteDe,
  transmettreCookies,
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
      const refuser = async (message: string, statut: 422 | 429 = 422) =>
        c.html(<CodePage site={c.var.site} retour={retour} {...(await moyens(c, session))} errors={{ code: message }} />, statut)
      const lu = parseForm(codeForm, { code: texteDe(saisie.code) })
      if (!lu.ok) return refuser(lu.errors.code ?? '')
      const qui = session ? { compteId: session.compte_id, cle: session.session_id } : await defiEnCours(c)
      if (!qui) return c.redirect(paths.connexion, 303)
      const essai = await essayerCode(c, s.auth, qui, lu.value.code)
      if (!essai.ok) {
        if (essai.error.kind === 'defi_perdu') return c.redirect(paths.connexion, 303)
        return refuser(CODE_REFUSE[essai.error.kind], essai.error.kind === 'trop' ? 429 : 422)
      }
      const res = essai.value
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

export async function moyens(c: Ctx, session: Session | undefined) {
  if (!session) return { totp: true, cles: true }
  const { db } = c.var.deps
  const [totp, cles] = await Promise.all([totpDe(db, session.compte_id), clesAcces(db, session.compte_id)])
  return { totp: totp?.verified === true, cles: cles.length > 0 }
}
