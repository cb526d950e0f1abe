import { enTransaction } from '../../../contexte.ts'
import { type Ctx, champsEnvoyes, ctxActeur, exigeRole, faitDe, param, router } from '../../../http.ts'
import { nettoyer } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { peut } from '../../decret/index.ts'
import { dispositionContenu } from '../../fichiers/index.ts'
import { annuairesPermis } from '../annuaire.ts'
import { lireReglages, reprendreReglages } from '../courants.ts'
import { apercuDe } from './apercu.donnees.ts'
import { ancreDe, CHAMPS, CLES, clesDe, differences, estSection, type Section, valeurDe } from './champs.table.ts'
import { type Confrontation, confronter, type Demande, marqueDe } from './confronter.ts'
import { CHANGEMENTS_MAX, enregistrerReglages } from './enregistrer.ts'
import { enFichier } from './exporter.ts'
import { histoireDesReglages } from './histoire.queries.ts'
import { placeDe } from './place.ts'
import { ReglagesPage } from './reglages.view.tsx'
import { SectionPage } from './section.view.tsx'

const admin = exigeRole('administrateur')
const FAITS: Record<string, string> = {
  enregistre: 'Enregistré. Toutes les pages le montrent en une seconde.',
  rien: 'Rien n’avait changé.',
}
/** Signs of a field that are read, at most: what is longer is refused by its own bound, with a sentence. */
const SAISIE_MAX = 4000

/** What the guichet says of itself: seen, tried, saved section by section, taken away as a file. */
export const reglagesRoutes = () =>
  router()
    .get(paths.administration.reglages, admin, montrer)
    .get(paths.administration.fichierReglages, admin, telecharger)
    .get(paths.administration.reglage, admin, async c => {
      const section = sectionDe(c)
      if (!section) return c.notFound()
      const envoyees = new Map(clesDe(section).flatMap(cle => dire(cle, c.req.query(cle))))
      const demande = { section, revision: revisionDe(c.req.query('revision')), saisies: envoyees }
      return montrerSection(c, demande)
    })
    .post(paths.administration.reglage, admin, enregistrer)

const sectionDe = (c: Ctx<'reglages'>): Section | undefined => {
  const s = param(c, 'reglages')
  return estSection(s) && peut(placeDe(ctxActeur(c).acteur), 'lire_reglages', { guichet: 'ouvert' }) ? s : undefined
}
const dire = (cle: string, v: string | undefined): [string, string][] => (v === undefined ? [] : [[cle, nettoyer(v.slice(0, SAISIE_MAX))]])
/** Of the settings that the form showed; without it, those before any change. */
const revisionDe = (v: string | undefined) => Number(/^\d{1,9}$/.exec(v ?? '')?.[0] ?? -1)
const ouDe = (c: Ctx) => ({ annuairesPermis: annuairesPermis(c.var.deps.config) })

async function montrer(c: Ctx) {
  const { ctx, site, deps } = c.var
  const { config } = deps
  const props = await enTransaction(ctx, async tx => {
    const lus = await lireReglages(tx, ctx.guichetId)
    if (!lus) throw new Error('this guichet is not in the database')
    const { guichet, revision } = lus
    return {
      revision,
      champs: new Map(CLES.map(cle => [cle as string, CHAMPS[cle].genre.ecrire(valeurDe(guichet, cle))])),
      apercu: await apercuDe({ tx, guichetId: ctx.guichetId, instant: ctx.instant, config }, guichet),
      fichier: differences(guichet, config.installation),
      histoire: await histoireDesReglages(tx, ctx.guichetId),
    }
  })
  return c.html(<ReglagesPage site={site} {...props} fait={faitDe(c, FAITS)} />)
}

async function telecharger(c: Ctx) {
  const { ctx, deps } = c.var
  const lus = await enTransaction(ctx, tx => lireReglages(tx, ctx.guichetId))
  if (!lus || !peut(placeDe(ctxActeur(c).acteur), 'lire_reglages', { guichet: 'ouvert' })) return c.notFound()
  c.header('content-type', 'application/yaml; charset=utf-8')
  c.header('content-disposition', dispositionContenu(`${deps.config.guichet.slug}.yml`))
  return c.body(enFichier(lus.guichet, ctx.instant))
}

type Retour = { aVoir?: boolean; refus?: string }
async function montrerSection(c: Ctx<'reglages'>, demande: Demande, retour: Retour = {}): Promise<Response> {
  const { ctx } = c.var
  const lu = await enTransaction(ctx, tx => confronter(tx, ctx.guichetId, demande, ouDe(c)))
  return repondre(c, demande.section, lu, retour)
}

async function repondre(c: Ctx<'reglages'>, section: Section, lu: Confrontation, retour: Retour = {}): Promise<Response> {
  const { ctx, site, deps } = c.var
  const [avant, apres] = await enTransaction(ctx, async tx => {
    const quoi = { tx, guichetId: ctx.guichetId, instant: ctx.instant, config: deps.config }
    return [await apercuDe(quoi, lu.courants), await apercuDe(quoi, lu.voulus)] as const
  })
  const page = <SectionPage site={site} section={section} lu={lu} vue={marqueDe(lu.differences)} avant={avant} apres={apres} {...retour} />
  const refuse = Object.keys(lu.erreurs).length > 0 || retour.aVoir || retour.refus !== undefined
  return c.html(page, lu.conflits.length > 0 ? 409 : refuse ? 422 : 200)
}

async function enregistrer(c: Ctx<'reglages'>) {
  const section = sectionDe(c)
  if (!section) return c.notFound()
  const champs = await champsEnvoyes(c)
  const saisies = new Map(clesDe(section).flatMap(cle => dire(cle, champs.get(cle)?.[0])))
  const demande = { section, revision: revisionDe(champs.get('revision')?.[0]), saisies }
  const r = await enregistrerReglages(ctxActeur(c), { ...demande, vue: champs.get('vue')?.[0] ?? '' }, ouDe(c))
  if (r.ok) {
    const { ctx, deps } = c.var
    await reprendreReglages({ db: ctx.db, guichetId: ctx.guichetId, config: deps.config })
    return c.redirect(`${paths.administration.reglages}?fait=${r.value.length > 0 ? 'enregistre' : 'rien'}#${ancreDe(section)}`, 303)
  }
  switch (r.error.motif) {
    case 'interdit':
      return c.notFound()
    case 'trop':
      return montrerSection(c, demande, {
        refus: `Vous avez changé ${CHANGEMENTS_MAX}\u00a0réglages en une heure. Attendez, puis recommencez`,
      })
    default:
      return repondre(c, section, r.error.lu, { aVoir: r.error.motif === 'a_voir' })
  }
}
