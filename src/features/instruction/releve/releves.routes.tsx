import { Readable } from 'node:stream'
import { type Ctx, ctxActeur, exigeRole, faitDe, param, router } from '../../../http.ts'
import { dateCivile, formatInstant } from '../../../lib/dates.ts'
import { parseForm, texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { lirePublie } from '../../appels/index.ts'
import { entetesFichier } from '../../fichiers/index.ts'
import { annoncerReleve } from './annoncer.ts'
import { defaireReleve } from './defaire.ts'
import { suivantForm } from './releve.form.ts'
import { documentDuReleve } from './releve.queries.ts'
import { type RefusReleve, type ReleveALaMain, releverMaintenant } from './relever-maintenant.ts'
import { pageReleves, slugDe } from './releves.page.tsx'

const admin = exigeRole('administrateur')

const FAITS: Record<ReleveALaMain | 'annonce' | 'defait', string> = {
  releve: 'Le relevé est fait. Les dossiers sont en instruction, et les référents les reçoivent.',
  retardataires: 'Le relevé était fait. Les dossiers déposés depuis par dérogation l’ont suivi.',
  rien: 'Le relevé était déjà fait\u00a0: rien n’a changé.',
  annonce: 'Le relevé est annoncé sur la page de l’appel.',
  defait: 'Le relevé est défait\u00a0: ses dossiers attendent de nouveau, et aucun courriel n’est parti.',
}

/** The relevés of a call, for the administrateur: done, announced, undone. */
export const relevesRoutes = () =>
  router()
    .get(paths.administration.releves, admin, c => pageReleves(c, { fait: faitDe(c, FAITS) }))
    .post(paths.administration.releves, admin, relever)
    .get(paths.administration.documentReleve, admin, lireDocument)
    .post(paths.administration.annonceReleve, admin, annoncer)
    .post(paths.administration.defaireReleve, admin, defaire)

/** The sealed document of a relevé, as it was kept. */
async function lireDocument(c: Ctx<'slug' | 'releve'>) {
  const lu = await lirePublie(c, async (tx, { appelId }) => ({
    document: await documentDuReleve(tx, c.var.ctx.guichetId, appelId, param(c, 'releve')),
  }))
  if (!lu?.document?.cle) return c.notFound()
  const nom = `releve-${lu.appel.slug}-${dateCivile(lu.document.prevu_le)}.pdf`
  return c.body(Readable.toWeb(c.var.deps.stockage.lire(lu.document.cle)) as ReadableStream, 200, entetesFichier('application/pdf', nom))
}

const versReleves = (c: Ctx<'slug'>, fait: keyof typeof FAITS) => c.redirect(`${paths.administration.releves(slugDe(c))}?fait=${fait}`, 303)

async function lireSaisie(c: Ctx<'slug'>) {
  const brut = await c.req.parseBody()
  const [vague, jour, heure] = [texteSaisi(brut.vague), texteSaisi(brut.jour), texteSaisi(brut.heure)]
  // without its fields, the form is that of a relevé that asks for no other
  return { vague, values: { jour, heure }, form: 'jour' in brut ? parseForm(suivantForm, { jour, heure }) : undefined }
}

async function relever(c: Ctx<'slug'>) {
  const { vague, values, form } = await lireSaisie(c)
  if (form && !form.ok) return pageReleves(c, { values, errors: form.errors })
  const r = await releverMaintenant(ctxActeur(c), { slug: slugDe(c), vague, suivant: form?.value })
  if (r.ok) return versReleves(c, r.value)
  return r.error.motif === 'introuvable' ? c.notFound() : pageReleves(c, { values, ...refusDe(r.error) })
}

function refusDe(r: Exclude<RefusReleve, { motif: 'introuvable' }>) {
  switch (r.motif) {
    case 'pas_encore':
      return {
        refus: `Ce relevé est prévu le ${formatInstant(r.prevuLe)}\u00a0: il ne peut pas être fait avant. Un porteur compte peut-être sur ces minutes.`,
      }
    case 'suivant_manque':
      return { errors: { jour: 'Indiquez le jour du prochain relevé' } }
    case 'suivant_passe':
      return { errors: { jour: PASSE } }
  }
}
const PASSE = 'Cet instant est déjà passé'

async function annoncer(c: Ctx<'slug'>) {
  const { values, form } = await lireSaisie(c)
  if (!form?.ok) return pageReleves(c, { values, errors: form?.errors ?? { jour: 'Indiquez le jour du prochain relevé' } })
  const r = await annoncerReleve(ctxActeur(c), { slug: slugDe(c), le: form.value })
  if (r.ok) return versReleves(c, 'annonce')
  if (r.error.motif === 'introuvable') return c.notFound()
  if (r.error.motif === 'passe') return pageReleves(c, { values, errors: { jour: PASSE } })
  return pageReleves(c, {
    values,
    refus: `Un relevé est déjà annoncé, le ${formatInstant(r.error.prevuLe)}\u00a0: le suivant s’annonce en le faisant.`,
  })
}

async function defaire(c: Ctx<'slug'>) {
  const r = await defaireReleve(ctxActeur(c), { slug: slugDe(c), vague: texteSaisi((await c.req.parseBody()).vague) })
  if (r.ok) return versReleves(c, 'defait')
  switch (r.error.motif) {
    case 'introuvable':
      return c.notFound()
    case 'prevenus':
      return pageReleves(c, { refus: 'Les porteurs sont prévenus\u00a0: ce relevé ne se défait plus.' })
    case 'entame':
      return pageReleves(c, { refus: `Le dossier ${r.error.numero} a déjà été travaillé\u00a0: ce relevé ne se défait plus.` })
  }
}
