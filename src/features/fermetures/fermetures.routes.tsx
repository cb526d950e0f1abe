import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, faitDe, param, router } from '../../http.ts'
import { formatInstant } from '../../lib/dates.ts'
import { type FieldErrors, parseForm, texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { appelPublie, slugSur } from '../appels/index.ts'
import { etatAppel } from '../cahier/index.ts'
import { fermerAppel } from './fermer.ts'
import { fermetureForm, reouvertureForm } from './fermeture.form.ts'
import { FermeturePage } from './fermeture.view.tsx'
import { pasAvant, type RefusFermeture, tropTard } from './fermetures.rules.ts'
import { rouvrirAppel } from './rouvrir.ts'

const admin = exigeRole('administrateur')
const slugDe = (c: Ctx<'slug'>) => slugSur(param(c, 'slug'))
const FAITS = {
  part: 'L’avis est publié. Les personnes dont un brouillon vise cette part reçoivent un courriel. Les autres parts restent ouvertes.',
  ferme: 'L’avis est publié. Les personnes qui ont un brouillon reçoivent un courriel.',
  rouvert: 'L’avis est retiré\u00a0: les dépôts continuent. Les mêmes personnes sont prévenues.',
}

/** Closing a call before its end, and opening it again. */
export const fermeturesRoutes = () =>
  router()
    .get(paths.administration.fermeture, admin, c => montrer(c, { fait: faitDe(c, FAITS) }))
    .post(paths.administration.fermeture, admin, async c => {
      const values = await lire(c)
      const form = parseForm(fermetureForm, values)
      if (!form.ok) return montrer(c, { values, errors: form.errors })
      const r = await fermerAppel(ctxActeur(c), { slug: slugDe(c), ...form.value })
      if (r.ok) return c.redirect(`${paths.administration.fermeture(slugDe(c))}?fait=${form.value.enveloppe ? 'part' : 'ferme'}`, 303)
      return r.error.motif === 'introuvable' ? c.notFound() : montrer(c, { values, ...dire(r.error) })
    })
    .post(paths.administration.reouverture, admin, async c => {
      const values = await lire(c)
      const form = parseForm(reouvertureForm, values)
      if (!form.ok) return montrer(c, { values, errors: form.errors })
      const r = await rouvrirAppel(ctxActeur(c), { slug: slugDe(c), ...form.value })
      if (r.ok) return c.redirect(`${paths.administration.fermeture(slugDe(c))}?fait=rouvert`, 303)
      if (r.error.motif === 'introuvable') return c.notFound()
      return montrer(c, {
        values,
        refus:
          r.error.motif === 'rien'
            ? 'Aucun avis de fermeture n’est en vigueur.'
            : `L’appel est fermé depuis le ${formatInstant(r.error.le)}\u00a0: l’avis ne se retire plus.`,
      })
    })

async function lire(c: Ctx): Promise<Record<string, string>> {
  const brut = await c.req.parseBody()
  return {
    enveloppe: texteSaisi(brut.enveloppe),
    jour: texteSaisi(brut.jour),
    heure: texteSaisi(brut.heure),
    motif: texteSaisi(brut.motif),
  }
}

function dire(r: Exclude<RefusFermeture, { motif: 'introuvable' }>): { errors?: FieldErrors; refus?: string } {
  switch (r.motif) {
    case 'deja':
      return { refus: `Un avis de fermeture est déjà publié, pour le ${formatInstant(r.le)}.` }
    case 'part_inconnue':
      return { errors: { enveloppe: 'Choisissez une part de cet appel, ou tout l’appel' } }
    case 'pas_ouvert':
      return { refus: 'Cet appel ne reçoit pas de dossier\u00a0: il n’y a rien à fermer.' }
    case 'trop_proche':
      return { errors: { jour: `L’appel promet ${r.jours}\u00a0jours après l’avis\u00a0: pas avant le ${formatInstant(r.pasAvant)}` } }
    case 'inutile':
      return { errors: { jour: `L’appel ferme déjà le ${formatInstant(r.cloture)}` } }
  }
}

type Retour = { values?: Record<string, string>; errors?: FieldErrors; fait?: string | undefined; refus?: string | undefined }
async function montrer(c: Ctx<'slug'>, { values = {}, errors = {}, fait, refus }: Retour) {
  const { guichetId, instant } = c.var.ctx
  const publie = await enTransaction(c.var.ctx, tx => appelPublie(tx, guichetId, slugDe(c)))
  if (!publie) return c.notFound()
  const { appel } = publie
  const { avis } = appel.calendrier
  const page = (
    <FermeturePage
      site={c.var.site}
      appel={appel}
      ouvert={etatAppel(appel, instant) === 'ouvert'}
      instant={instant}
      rouvrable={avis?.genre === 'fermeture' && instant < avis.le}
      pasAvant={pasAvant(appel, instant)}
      tropTard={tropTard(appel, instant)}
      values={values}
      errors={errors}
      fait={fait}
      refus={refus}
    />
  )
  return c.html(page, Object.keys(errors).length > 0 ? 422 : refus ? 409 : 200)
}
