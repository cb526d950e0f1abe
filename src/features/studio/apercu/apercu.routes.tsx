import { createHash } from 'node:crypto'
import type { Child } from 'hono/jsx'
import { confier, PHRASE_TRAVAIL } from '../../../atelier/index.ts'
import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, jamaisGardee, param, router } from '../../../http.ts'
import { formatDateCivileCourte, instantDeParis, parseDate } from '../../../lib/dates.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { apercus, appelsEtVersions } from '../../appels/index.ts'
import { etapeDe } from '../../cahier/index.ts'
import { empreinteDe } from '../../contenu/index.ts'
import { refusDe } from '../../depot/index.ts'
import { essaisComplets } from '../../essais/index.ts'
import { formulaireDe, lireRegles } from '../../examen/index.ts'
import { pageDeposeAEssai, pageDepot, pageEtape, retourDuRefus } from '../../mon-dossier/index.ts'
import { type BrouillonEntier, brouillonDe } from '../brouillons.queries.ts'
import { lire } from '../lire-brouillon.ts'
import { BandeauApercu, type BandeauProps, PasEncorePage } from './bandeau.view.tsx'
import { dansLApercu } from './dans-l-apercu.ts'
import { dossierDEssai } from './dossier-d-essai.ts'

const admin = exigeRole('administrateur')

/** What the public and a porteur would see of a draft, drawn by the code that serves them: read only, kept nowhere, known to no search engine. */
export const apercuRoutes = () =>
  router()
    .get(paths.studio.apercu, admin, jamaisGardee, c => montrer(c, a => apercus.page(c, a)))
    .get(paths.studio.apercuQuestions, admin, jamaisGardee, c => montrer(c, a => apercus.questions(c, a, param(c, 'formulaire'))))
    .get(paths.studio.apercuSimulateur, admin, jamaisGardee, c => montrer(c, a => apercus.simulateur(c, a)))
    .get(paths.studio.apercuResultat, admin, jamaisGardee, c => montrer(c, a => apercus.resultat(c, a), { sansHorloge: true }))
    .get(paths.studio.apercuFormulaire, admin, jamaisGardee, premiereEtape)
    .get(paths.studio.apercuEtape, admin, jamaisGardee, c => formulaire(c))
    .post(paths.studio.apercuDepot, admin, jamaisGardee, deposer)

type AMontrer = Parameters<(typeof apercus)['page']>[1]
type Lu = { brouillon: BrouillonEntier; a: AMontrer | undefined; repare: boolean; panne: string | undefined }
/** The draft and the call that it says, under the number that its next version would have. */
async function lireApercu(c: Ctx<'brouillon'>): Promise<Lu | undefined> {
  const ctx = ctxActeur(c)
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, param(c, 'brouillon')))
  if (!brouillon) return undefined
  const { source, modifieLe } = brouillon
  const travail = await confier('montrerAppel', { source }, { pour: ctx.acteur.compteId })
  const montre = travail.ok ? travail.value : undefined
  const panne = travail.ok ? undefined : `${PHRASE_TRAVAIL[travail.error]}.`
  if (!montre) return { brouillon, a: undefined, repare: false, panne }
  const { appel, repare } = montre
  const [connu] = await enTransaction(ctx, tx => appelsEtVersions(tx, ctx.guichetId, appel.slug))
  const numero = (connu?.versions[0]?.numero ?? 0) + 1
  const sha256 = createHash('sha256').update(source).digest('hex')
  return { brouillon, a: { appel, numero, sha256, ecritLe: modifieLe }, repare, panne }
}

const texteDe = async (vue: Child | Promise<Child>) => String(await (await vue)?.toString())
const fauteDe = async (c: Ctx, { brouillon }: Lu) => (await lire(c, brouillon.source)).remarques.find(r => r.niveau === 'erreur')

/** The day that the address asks for, as it is typed again and at its noon. */
function jourDemande(c: Ctx) {
  const jour = parseDate(texteSaisi(c.req.query('le')))
  return jour === undefined ? undefined : { le: formatDateCivileCourte(jour), instant: instantDeParis(`${jour}T12:00:00`) }
}
/** Draws at another instant: what is drawn alone knows it, and the request goes on at its own. */
async function aLInstant<T>(c: Ctx, instant: Date | undefined, dessiner: () => Promise<T>): Promise<T> {
  const { ctx } = c.var
  if (instant) c.set('ctx', Object.create(ctx, { instant: { value: instant, enumerable: true } }))
  try {
    return await dessiner()
  } finally {
    c.set('ctx', ctx)
  }
}

type Options = { statut?: () => 200 | 422; lu?: Lu; essais?: BandeauProps['essais']; essai?: string | undefined; sansHorloge?: true }
/** A page of the preview, or why there is none yet. `sansHorloge`: its address holds answers, which another day would lose. */
async function montrer(
  c: Ctx<'brouillon'>,
  dessiner: (a: AMontrer) => Child | Promise<Child>,
  { lu: dejaLu, essais, essai, sansHorloge, statut }: Options = {},
) {
  const lu = dejaLu ?? (await lireApercu(c))
  if (!lu) return c.notFound()
  const { brouillon, a, repare, panne } = lu
  if (!a) return c.html(<PasEncorePage site={c.var.site} brouillon={brouillon} faute={await fauteDe(c, lu)} panne={panne} />)
  const jour = jourDemande(c)
  const page = await aLInstant(c, jour?.instant, async () => {
    const vue = await dessiner(a)
    return vue ? texteDe(vue) : undefined
  })
  if (page === undefined) return c.notFound()
  const horloge = sansHorloge ? undefined : { action: c.req.path, le: jour?.le }
  const bandeau = (
    <BandeauApercu brouillon={brouillon} faute={repare ? await fauteDe(c, lu) : undefined} horloge={horloge} essais={essais} />
  )
  const ici = { brouillon: brouillon.id, slug: a.appel.slug, essai, le: jour?.le }
  return c.html(dansLApercu(page, ici, await texteDe(bandeau)), statut?.())
}

/** The test dossiers of a call, and the one whose answers are shown: the first, unless the address names another or none. */
function essaiChoisi(c: Ctx, { appel }: AMontrer) {
  const liste = essaisComplets(appel)
  const demande = c.req.query('essai')
  return { liste, choisi: demande === undefined ? liste[0] : liste.find(e => e.code === demande) }
}

async function premiereEtape(c: Ctx<'brouillon'>) {
  const lu = await lireApercu(c)
  if (!lu) return c.notFound()
  if (!lu.a) return montrer(c, () => null, { lu })
  const { choisi } = essaiChoisi(c, lu.a)
  const d = dossierDEssai(lu.a, lu.brouillon.id, choisi)
  const [premiere] = formulaireDe(lu.a.appel, d.contenu).etapes
  const le = jourDemande(c)?.le
  const q = new URLSearchParams({ ...(choisi ? { essai: choisi.code } : {}), ...(le ? { le } : {}) })
  const suite = q.size > 0 ? `?${q}` : ''
  return c.redirect(paths.studio.apercuEtape(lu.brouillon.id, premiere!.code) + suite, 303)
}

/** A step of the porteur's form, with the answers of a test dossier. */
async function formulaire(c: Ctx<'brouillon' | 'etape'>) {
  const lu = await lireApercu(c)
  if (!lu) return c.notFound()
  if (!lu.a) return montrer(c, () => null, { lu })
  const { liste, choisi } = essaiChoisi(c, lu.a)
  const d = dossierDEssai(lu.a, lu.brouillon.id, choisi)
  const siennes = formulaireDe(lu.a.appel, d.contenu)
  const etape = etapeDe(siennes, param(c, 'etape')) ?? siennes.etapes[0]!
  const essais = { liste, choisi: choisi?.code }
  const dessiner = () => (etape.blocs.includes('depot') ? pageDepot(c, d, etape) : pageEtape(c, d, etape))
  return montrer(c, dessiner, { lu, essais, essai: choisi?.code ?? '' })
}

/** Presses « Déposer »: the rules, the day and the engagements answer as they would to a porteur, and nothing is written anywhere. */
async function deposer(c: Ctx<'brouillon'>) {
  const lu = await lireApercu(c)
  if (!lu) return c.notFound()
  if (!lu.a) return montrer(c, () => null, { lu })
  const { choisi } = essaiChoisi(c, lu.a)
  const d = dossierDEssai(lu.a, lu.brouillon.id, choisi)
  const brut = await c.req.parseBody({ all: true })
  const engagements = [brut.engagements].flat().filter(e => typeof e === 'string')
  let statut: 200 | 422 = 200
  const dessiner = () => {
    const { instant } = c.var.ctx
    const l = lireRegles(d, instant)
    const refus = refusDe(d, l, instant, { engagements })
    if (!refus) return pageDeposeAEssai(c, d, empreinteDe(JSON.stringify(d.contenu)))
    statut = 422
    const etape = l.formulaire.etapes.find(e => e.blocs.includes('depot'))!
    const clos = { coches: engagements, avis: 'Le dépôt est clos\u00a0: ce dossier ne serait pas reçu.' }
    return pageDepot(c, d, etape, retourDuRefus(c, d, l, refus, engagements) ?? clos)
  }
  return montrer(c, dessiner, { lu, essai: choisi?.code ?? '', sansHorloge: true, statut: () => statut })
}
