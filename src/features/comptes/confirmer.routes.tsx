import { type Ctx, ctxActeur, router } from '../../http.ts'
import { parseForm } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { aConfirmer } from './a-confirmer.ts'
import { moyens } from './code.routes.tsx'
import { noterConfirmation } from './comptes.queries.ts'
import { codeForm } from './connexion.form.ts'
import { CodePage } from './connexion.view.tsx'
import { essayerCode } from './essayer-code.ts'
import { CODE_REFUSE, retourDemande, sessionDe, texteDe } from './reponses.tsx'
import type { Service } from './service.ts'

const SIGNER = 'Vous allez signer. Donnez une nouvelle fois votre second facteur.'
const POURQUOI = 'Ce que vous allez changer protège votre compte. Donnez une nouvelle fois votre second facteur.'

/** The second factor given again in an open session: by code here, by passkey through `passkey.routes.ts`. It holds a few minutes. */
export function confirmerRoutes(s: Service) {
  const page = async (c: Ctx, retour: string, message?: string) => (
    <CodePage
      site={c.var.site}
      retour={retour}
      action={paths.compte.confirmation}
      pourquoi={retour.startsWith(paths.signatures.aSigner) ? SIGNER : POURQUOI}
      {...(await moyens(c, await sessionDe(c)))}
      errors={message ? { code: message } : {}}
    />
  )
  const suite = (v: unknown) => retourDemande(v) ?? paths.compte.voir

  return router()
    .get(paths.compte.confirmation, async c => {
      const retour = suite(c.req.query('retour'))
      return (await aConfirmer(c)) ? c.html(await page(c, retour)) : c.redirect(retour, 303)
    })
    .post(paths.compte.confirmation, async c => {
      const saisie = await c.req.parseBody()
      const retour = suite(saisie.retour)
      if (!(await aConfirmer(c))) return c.redirect(retour, 303)
      const { db, acteur } = ctxActeur(c)
      const lu = parseForm(codeForm, { code: texteDe(saisie.code) })
      if (!lu.ok) return c.html(await page(c, retour, lu.errors.code), 422)
      const essai = await essayerCode(c, s.auth, { compteId: acteur.compteId, cle: acteur.sessionId }, lu.value.code)
      if (!essai.ok) {
        const motif = essai.error.kind === 'defi_perdu' ? 'faux' : essai.error.kind
        return c.html(await page(c, retour, CODE_REFUSE[motif]), motif === 'trop' ? 429 : 422)
      }
      await noterConfirmation(db, acteur.sessionId)
      return c.redirect(retour, 303)
    })
}
