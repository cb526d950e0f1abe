import { confier, PHRASE_TRAVAIL } from '../../../atelier/index.ts'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, faitDe, param, router } from '../../../http.ts'
import { parseForm, texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { apercus } from '../../appels/index.ts'
import { brouillonDe } from '../brouillons.queries.ts'
import { contenuDesSections } from '../contenu.rules.ts'
import { lire } from '../lire-brouillon.ts'
import { revisionDe } from '../studio.form.ts'
import { ecritsALire } from './a-lire.view.tsx'
import { retirerRelecture } from './demander-relecture.ts'
import { reponseForm } from './relecture.form.ts'
import { RelectureFiniePage, RelecturePage } from './relecture.view.tsx'
import { dejaLu, relectureDe } from './relectures.queries.ts'
import { type RefusRendre, rendreRelecture } from './rendre-relecture.ts'

const agent = exigeRole()
const admin = exigeRole('administrateur')
type Page = Ctx<'relecture'>

/** Where somebody who was asked reads a draft and answers; for everybody else this page does not exist. */
export const relecturesRoutes = () =>
  router()
    .get(paths.studio.relecture, agent, c => montrer(c))
    .post(paths.studio.relecture, agent, rendre)
    .post(paths.studio.retraitRelecture, admin, async c => {
      const r = await retirerRelecture(ctxActeur(c), param(c, 'relecture'))
      return r.ok ? c.redirect(`${paths.studio.brouillon(r.value)}?fait=retire`, 303) : c.notFound()
    })

const FAITS: Record<string, string> = { rendue: 'Votre relecture est rendue. La personne qui l’a demandée reçoit un courriel.' }
const ILLISIBLE = 'La page ne se dessine pas encore\u00a0: des points du texte sont à corriger. Lisez ce que contient chaque section.'
const REFUS: Record<Exclude<RefusRendre, 'introuvable'>, string> = {
  deja: 'Cette relecture est déjà rendue, ou n’est plus demandée.',
  change: 'Le texte vient de changer. Relisez ce qui a changé, puis répondez\u00a0: votre remarque est ci-dessous.',
  seul_auteur: 'Vous avez seul écrit ce texte\u00a0: une autre personne doit l’approuver.',
}

async function rendre(c: Page) {
  const corps = await c.req.parseBody()
  const values = { sens: texteSaisi(corps.sens), remarque: texteSaisi(corps.remarque) }
  const form = parseForm(reponseForm, values)
  if (!form.ok) return montrer(c, { values, errors: form.errors })
  const { sens, remarque } = form.value
  const id = param(c, 'relecture')
  const r = await rendreRelecture(ctxActeur(c), { id, revision: revisionDe(corps.revision), ...(sens === 'remarque' ? { remarque } : {}) })
  if (r.ok) return c.redirect(`${paths.studio.relecture(id)}?fait=rendue`, 303)
  return r.error === 'introuvable' ? c.notFound() : montrer(c, { values, refus: REFUS[r.error] })
}

type Retour = { values?: Record<string, string>; errors?: Record<string, string>; refus?: string }
async function montrer(c: Page, { values = {}, errors = {}, refus }: Retour = {}) {
  const { ctx, site } = c.var
  const { compteId } = ctxActeur(c).acteur
  const lue = await enTransaction(ctx, async tx => {
    const relecture = await relectureDe(tx, ctx.guichetId, param(c, 'relecture'))
    if (relecture?.lecteurId !== compteId) return undefined
    const brouillon = relecture.brouillonId && !relecture.retiree ? await brouillonDe(tx, ctx.guichetId, relecture.brouillonId) : undefined
    return { relecture, brouillon }
  })
  if (!lue) return c.notFound()
  const { relecture, brouillon } = lue
  if (!brouillon) return c.html(<RelectureFiniePage site={site} />, refus ? 409 : 200)
  const { brut, regles, reglesDuSecond } = await lire(c, brouillon.source)
  const slug = texteSaisi((brut as { slug?: unknown } | undefined)?.slug)
  const ancien = await enTransaction(ctx, tx => dejaLu(tx, ctx.guichetId, { brouillonId: brouillon.id, lecteurId: compteId, slug }))
  const travail =
    ancien === undefined ? undefined : await confier('comparerAppels', { ancien, nouveau: brouillon.source }, { pour: compteId })
  const montre = await confier('montrerAppel', { source: brouillon.source }, { pour: compteId })
  const formulaires = montre.ok && montre.value ? apercus.formulaires(montre.value.appel) : undefined
  const page = (
    <RelecturePage
      site={site}
      relecture={relecture}
      brouillon={brouillon}
      changements={travail && (travail.ok ? travail.value.changements : `${PHRASE_TRAVAIL[travail.error]}.`)}
      contenu={contenuDesSections(brut)}
      aLire={{ regles, reglesDuSecond, ecrits: ecritsALire(brut), formulaires }}
      values={values}
      errors={errors}
      fait={refus ? undefined : faitDe(c, FAITS)}
      refus={refus ?? (c.req.query('fait') === 'illisible' ? ILLISIBLE : undefined)}
    />
  )
  return c.html(page, Object.keys(errors).length > 0 ? 422 : refus ? 409 : 200)
}
