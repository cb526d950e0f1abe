import { type Ctx, ctxActeur, exigeCompte, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { prolonger } from './prolonger.ts'
import { ProlongerPage } from './prolonger.view.tsx'
import { cookieDeSession, jetonDeSession } from './session.ts'

/** « Rester connecté ». A script that asks for JSON gets what is left, `{ resteS, prolongeable }`; 409 when nothing could be added. */
export const prolongerRoutes = () =>
  router()
    .use(paths.compte.prolongation, exigeCompte)
    .get(paths.compte.prolongation, c => c.html(<ProlongerPage site={c.var.site} session={finDe(c)} />))
    .post(paths.compte.prolongation, async c => {
      const parScript = c.req.header('accept') === 'application/json'
      const fait = await prolonger(ctxActeur(c))
      if (!fait.ok)
        return parScript
          ? c.json({ ...finDe(c), prolongeable: false }, 409)
          : c.html(<ProlongerPage site={c.var.site} session={finDe(c)} refus />, 422)
      const { secret, urlPublique } = c.var.deps
      const jeton = jetonDeSession(c.req.header('cookie'), { secret, urlPublique })
      if (jeton) c.header('set-cookie', cookieDeSession({ secret, urlPublique }, jeton, fait.value))
      return parScript ? c.json({ resteS: fait.value, prolongeable: false }) : c.redirect(paths.compte.prolongation, 303)
    })

const finDe = (c: Ctx) => ctxActeur(c).acteur.session ?? { resteS: 0, prolongeable: false }
