import { type Ctx, ctxActeur, exigeRole, router } from '../../../http.ts'
import { parseForm, texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { deplacer, deprogrammer } from './programmer.ts'
import { instantForm } from './publication.form.ts'
import { confirmer, MOTS_INSTANT, numeroDe, slugDe } from './publication.page.tsx'
import { type RefusReprise, reprendre } from './reprendre.ts'

const admin = exigeRole('administrateur')
type Page = Ctx<'numero' | 'slug'>
const versionDe = (c: Page) => ({ slug: slugDe(c), numero: numeroDe(c) })

/** A version that waits for its instant, moved or called off; one that was just published, taken back. */
export const prevuesRoutes = () =>
  router()
    .post(paths.administration.programme, admin, async c => {
      const corps = await c.req.parseBody()
      const quand = { jour: texteSaisi(corps.jour), heure: texteSaisi(corps.heure) }
      const form = parseForm(instantForm, quand)
      if (!form.ok) return confirmer(c, { quand, erreurs: form.errors })
      const r = await deplacer(ctxActeur(c), { ...versionDe(c), le: form.value })
      if (r.ok) return retour(c, 'deplacee')
      return r.error.motif === 'introuvable' ? c.notFound() : confirmer(c, { quand, erreurs: { jour: MOTS_INSTANT[r.error.motif] } })
    })
    .post(paths.administration.deprogrammation, admin, async c => {
      const r = await deprogrammer(ctxActeur(c), versionDe(c))
      return r.ok ? retour(c, 'annulee') : c.notFound()
    })
    .post(paths.administration.reprise, admin, async c => {
      const r = await reprendre(ctxActeur(c), versionDe(c))
      if (r.ok) return c.redirect(`${paths.administration.appel(slugDe(c))}?fait=reprise`, 303)
      return r.error.motif === 'introuvable' ? c.notFound() : confirmer(c, { refus: phraseReprise(r.error) })
    })

const retour = (c: Page, fait: string) => c.redirect(`${paths.administration.publication(slugDe(c), numeroDe(c))}?fait=${fait}`, 303)

function phraseReprise(r: Exclude<RefusReprise, { motif: 'introuvable' }>): string {
  if (r.motif === 'trop_tard') return 'Les 30\u00a0minutes sont passées\u00a0: les courriels sont partis. Ajoutez une version qui corrige.'
  if (r.motif === 'remplacee') return 'Une autre version est en vigueur depuis.'
  return `Le texte d’avant n’est plus accepté\u00a0: ${r.pourquoi}`
}
