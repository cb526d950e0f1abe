import { type Ctx, ctxActeur, exigeRole, param, router } from '../../../http.ts'
import { saisieEuros } from '../../../lib/euros.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { lirePublie } from '../../appels/index.ts'
import { sourcesPour } from '../../decisions/index.ts'
import { consultationsDe, direConsultation } from '../../instances/index.ts'
import { listeComplementaire } from './liste.queries.ts'
import { possible } from './liste.rules.ts'
import { phraseSuite } from './phrases.ts'
import { RetenirRangPage } from './rang.view.tsx'
import { retenirRang, type SaisieRang } from './retenir-rang.ts'

const admin = exigeRole('administrateur')
/** Shows the notifications, with why the act did not happen. */
export type Refuser = (c: Ctx<'slug'>, refus: string, statut: 409 | 422) => Promise<Response>

/** What comes after a notified decision: the reserve list moves up. */
export const suitesRoutes = (refuser: Refuser) =>
  router()
    .get(paths.administration.rang, admin, c => pageRang(c, refuser))
    .post(paths.administration.rang, admin, c => retenir(c, refuser))

const lireRang = (c: Ctx<'dossier' | 'slug'>) =>
  lirePublie(c, async (tx, { appelId, appel }) => {
    const ctx = ctxActeur(c)
    const liste = await listeComplementaire(tx, ctx.guichetId, appelId, ctx.acteur.compteId)
    const dossierId = param(c, 'dossier')
    const r = liste.find(x => x.dossierId === dossierId)
    const avis = r ? (await consultationsDe(tx, ctx.guichetId, appel, dossierId)).map(direConsultation) : []
    return { r, avis, sources: await sourcesPour(tx, ctx.guichetId, dossierId) }
  })

async function pageRang(c: Ctx<'dossier' | 'slug'>, refuser: Refuser, refus?: { values: SaisieRang; errors: Record<string, string> }) {
  const lu = await lireRang(c)
  if (!lu?.r) return c.notFound()
  if (lu.r.enConflit) return refuser(c, phraseSuite({ motif: 'conflit', numero: lu.r.numero }), 422)
  const values = refus?.values ?? { montant: saisieEuros(possible(lu.r)), conditions: '' }
  const page = (
    <RetenirRangPage
      site={c.var.site}
      appel={lu.appel}
      r={lu.r}
      sources={lu.sources}
      avis={lu.avis}
      values={values}
      errors={refus?.errors ?? {}}
    />
  )
  return c.html(page, refus ? 422 : 200)
}

async function retenir(c: Ctx<'dossier' | 'slug'>, refuser: Refuser) {
  const lu = await lirePublie(c)
  if (!lu) return c.notFound()
  const corps = await c.req.parseBody()
  const lire = (nom: string) => texteSaisi(corps[nom])
  const saisie = { montant: lire('montant'), conditions: lire('conditions'), enveloppe: lire('enveloppe'), hors_avis: lire('hors_avis') }
  const demande = { appelId: lu.appelId, appel: lu.appel, dossierId: param(c, 'dossier'), vue: texteSaisi(corps.vue), saisie }
  const r = await retenirRang(ctxActeur(c), demande)
  if (r.ok) return c.redirect(`${paths.administration.notifications(lu.appel.slug)}?fait=rang-${r.value.rang}`, 303)
  switch (r.error.motif) {
    case 'introuvable':
      return c.notFound()
    case 'saisie':
      return pageRang(c, refuser, { values: saisie, errors: r.error.errors as Record<string, string> })
    case 'enveloppe':
      return pageRang(c, refuser, { values: saisie, errors: { montant: phraseSuite(r.error) } })
    default:
      return refuser(c, phraseSuite(r.error), r.error.motif === 'change' ? 409 : 422)
  }
}
