import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, faitDe, param, router } from '../../http.ts'
import { formatInstant } from '../../lib/dates.ts'
import { type FieldErrors, parseForm, texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { appelPublie, slugSur } from '../appels/index.ts'
import { etatAppel } from '../cahier/index.ts'
import { restesPublics } from '../enveloppes/index.ts'
import { fermerAppel } from './fermer.ts'
import { fermetureForm, reouvertureForm } from './fermeture.form.ts'
import { FermeturePage } from './fermeture.view.tsx'
import { pasAvant, type RefusFermeture, refusDeFermer, tropTard } from './fermetures.rules.ts'
import { aPrevenir } from './prevenir-brouillons.ts'
import { rouvrirAppel } from './rouvrir.ts'

const admin = exigeRole('administrateur')
const slugDe = (c: Ctx<'slug'>) => slugSur(param(c, 'slug'))
const FAITS = {
  part: 'L’avis est publié. Les personnes dont un brouillon vise cette part reçoivent un courriel. Les autres parts ne changent pas.',
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
      if (values.faire === 'relire') return montrer(c, { values, relire: form.value })
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
    faire: texteSaisi(brut.faire),
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

type Retour = {
  relire?: { enveloppe: string | undefined; le: Date; motif: string }
  values?: Record<string, string>
  errors?: FieldErrors
  fait?: string | undefined
  refus?: string | undefined
}
async function montrer(c: Ctx<'slug'>, { values = {}, errors = {}, fait, refus, relire }: Retour) {
  const { guichetId, instant } = c.var.ctx
  const lu = await enTransaction(c.var.ctx, async tx => {
    const publie = await appelPublie(tx, guichetId, slugDe(c))
    if (!publie) return undefined
    const { appel } = publie
    const refuse = relire && refusDeFermer(appel, relire.le, instant)
    const part = relire && appel.enveloppes.find(e => e.code === relire.enveloppe)
    const inconnue = relire?.enveloppe !== undefined && (!part || part.avis || appel.enveloppes.length < 2)
    const dit = refuse ? dire(refuse) : inconnue ? dire({ motif: 'part_inconnue' }) : {}
    const prevenus = relire && !dit.refus && !dit.errors ? (await aPrevenir(tx, guichetId, publie, part?.code)).length : undefined
    return { appel, dit, part, prevenus, restes: await restesPublics(tx, guichetId, publie) }
  })
  if (!lu) return c.notFound()
  const { appel, part, prevenus, restes } = lu
  const fautes = { ...errors, ...lu.dit.errors }
  const refuse = refus ?? lu.dit.refus
  const positif = (n: number) => Math.max(0, n)
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
      errors={fautes}
      restes={{
        tout: positif(restes.reduce((t, e) => t + e.reste, 0)),
        parts: Object.fromEntries(restes.map(e => [e.code, positif(e.reste)])),
      }}
      relu={relire && prevenus !== undefined ? { le: relire.le, motif: relire.motif, part: part?.libelle, prevenus } : undefined}
      fait={fait}
      refus={refuse}
    />
  )
  // a form that is only read again is shown with the status of one to send again
  return c.html(page, Object.keys(fautes).length > 0 || relire ? 422 : refuse ? 409 : 200)
}
