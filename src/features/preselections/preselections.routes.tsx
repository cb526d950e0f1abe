import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, exigeRole, param, router } from '../../http.ts'
import { parseDate } from '../../lib/dates.ts'
import { texteSaisi } from '../../lib/forms.ts'
import { pluriel } from '../../lib/mots.ts'
import { estUuid } from '../../lib/uuid.ts'
import { paths } from '../../paths.ts'
import { signatairesDe } from '../agents/index.ts'
import { appelPublie, slugSur } from '../appels/index.ts'
import { choixDe } from '../delegations/index.ts'
import { trouverDossier } from '../dossiers/index.ts'
import { lecteurDe, lisible, ouvreAppel } from '../perimetre/index.ts'
import { dansLePerimetre, exigeInstructeur } from '../service/index.ts'
import { lettreAnnonce } from './lettre-annonce.ts'
import { phraseAnnonce, phraseRepechage, phraseReponses } from './preselection.mots.ts'
import { empechement, REPONSES, type Reponse } from './preselection.rules.ts'
import { type AnnonceLue, annonceDe, intentionsDe } from './preselections.queries.ts'
import { AnnoncePage, RepechagePage } from './service/annonce.view.tsx'
import { annoncer } from './service/annoncer.ts'
import { PreselectionPage, VUES, type Vue } from './service/preselection.view.tsx'
import { jusquAu, repecher } from './service/repecher.ts'
import { type LigneSaisie, repondre } from './service/repondre.ts'

const admin = exigeRole('administrateur')
const JOUR_ILLISIBLE = 'Cette date ne se lit pas. Écrivez par exemple 22/03/2027'

/** The answers to the intentions of a call: saved, told, taken back; and the letter, for both sides. */
export const preselectionsRoutes = () =>
  router()
    .get(paths.instruction.preselection, exigeInstructeur, c => page(c))
    .post(paths.instruction.preselection, exigeInstructeur, enregistrer)
    .get(paths.instruction.annonce, admin, c => pageAnnonce(c))
    .post(paths.instruction.annonce, admin, annoncerTout)
    .get(paths.instruction.repechage, admin, c => pageRepechage(c))
    .post(paths.instruction.repechage, admin, repecherUne)
    .get(paths.instruction.lettrePreselection, exigeInstructeur, async c =>
      servir(c, await dansLePerimetre(c, (tx, { ligne }) => annonceDe(tx, c.var.ctx.guichetId, ligne.dossier_id))),
    )
    .get(paths.dossiers.preselection, exigeCompte, async c =>
      servir(
        c,
        await enTransaction(c.var.ctx, async tx => {
          const d = await trouverDossier(tx, c.var.ctx, param(c, 'id'))
          return d && annonceDe(tx, c.var.ctx.guichetId, d.id)
        }),
      ),
    )

/** The intentions that the reader may read, of a call in two temps that is theirs. */
const lire = (c: Ctx<'slug'>) =>
  enTransaction(c.var.ctx, async tx => {
    const ctx = ctxActeur(c)
    const publie = await appelPublie(tx, ctx.guichetId, slugSur(param(c, 'slug')))
    const lecteur = await lecteurDe(tx, ctx)
    if (!publie?.appel.second || !ouvreAppel(lecteur.perimetres, publie.appelId)) return undefined
    const intentions = await intentionsDe(tx, ctx.guichetId, publie.appelId, lisible(lecteur))
    return { ...publie, second: publie.appel.second, intentions, choix: choixDe(await signatairesDe(tx, ctx.guichetId, publie.appelId)) }
  })

type Retour = { refus?: string; saisie?: ReadonlyMap<string, LigneSaisie>; statut?: 409 | 422 }
async function page(c: Ctx<'slug'>, { refus, saisie, statut = 422 }: Retour = {}) {
  const lu = await lire(c)
  if (!lu) return c.notFound()
  const vue = (Object.keys(VUES) as Vue[]).find(v => v === c.req.query('vue')) ?? 'toutes'
  return c.html(
    <PreselectionPage
      site={c.var.site}
      appel={lu.appel}
      second={lu.second}
      intentions={lu.intentions}
      vue={vue}
      saisie={saisie}
      administre={ctxActeur(c).acteur.roles.some(r => r.role === 'administrateur')}
      instant={c.var.ctx.instant}
      fait={refus ? undefined : faitDe(c)}
      refus={refus}
    />,
    refus ? statut : 200,
  )
}

const faitDe = (c: Ctx) => {
  const [quoi = '', n = '0'] = (c.req.query('fait') ?? '').split('-')
  if (!/^\d{1,5}$/.test(n)) return undefined
  if (quoi === 'enregistre') return `${pluriel(Number(n), 'réponse enregistrée', 'réponses enregistrées')}. Rien n’est annoncé.`
  if (quoi === 'annonce')
    return `${pluriel(Number(n), 'réponse est annoncée', 'réponses sont annoncées')}. Le second formulaire est ouvert.`
  return quoi === 'repeche' ? 'Le projet est repêché. Sa lettre et son courriel sont partis.' : undefined
}

/** The lines of the form, two thousand at most: one is `r_<dossier>`, with its text and the instant of the answer that it showed. */
const LIGNES_MAX = 2_000
function lignesDe(corps: Record<string, unknown>): LigneSaisie[] {
  const ids = Object.keys(corps).flatMap(k => (k.startsWith('r_') && estUuid(k.slice(2)) ? [k.slice(2)] : []))
  return ids.slice(0, LIGNES_MAX).map(id => {
    const vu = texteSaisi(corps[`v_${id}`])
    return {
      id,
      reponse: REPONSES.find(r => r === corps[`r_${id}`]) ?? null,
      motif: texteSaisi(corps[`m_${id}`]),
      vu: /^\d{1,15}$/.test(vu) ? Number(vu) : 0,
    } satisfies LigneSaisie & { reponse: Reponse | null }
  })
}

async function enregistrer(c: Ctx<'slug'>) {
  const lu = await lire(c)
  if (!lu) return c.notFound()
  const corps = await c.req.parseBody()
  const lignes = lignesDe(corps)
  const saisie = new Map(lignes.map(l => [l.id, l]))
  const r = await repondre(ctxActeur(c), { appelId: lu.appelId, lignes })
  if (!r.ok) return page(c, { refus: phraseReponses(r.error), saisie })
  const { depassees, ecrites } = r.value
  if (depassees.length > 0)
    return page(c, {
      refus: `Quelqu’un a répondu entre-temps à ${depassees.join(', ')}\u00a0: sa réponse est gardée, la vôtre n’est pas enregistrée. Relisez.`,
      statut: 409,
    })
  if (corps.acte === 'annoncer') return c.redirect(paths.instruction.annonce(lu.appel.slug), 303)
  return c.redirect(`${paths.instruction.preselection(lu.appel.slug)}?fait=enregistre-${ecrites}`, 303)
}

type RetourAnnonce = { refus: string; values: { signataire: string; seance: string } }
async function pageAnnonce(c: Ctx<'slug'>, retour?: RetourAnnonce) {
  const lu = await lire(c)
  if (!lu) return c.notFound()
  const attendues = lu.intentions.filter(i => i.annonceeLe === null)
  const refus = empechement(attendues)
  if (refus) return page(c, { refus: phraseAnnonce(refus) })
  return c.html(
    <AnnoncePage site={c.var.site} appel={lu.appel} second={lu.second} intentions={attendues} choix={lu.choix} retour={retour} />,
    retour ? 422 : 200,
  )
}

async function annoncerTout(c: Ctx<'slug'>) {
  const corps = await c.req.parseBody()
  const values = { signataire: texteSaisi(corps.signataire), seance: texteSaisi(corps.seance) }
  const seanceLe = values.seance === '' ? undefined : parseDate(values.seance)
  if (values.seance !== '' && !seanceLe) return pageAnnonce(c, { refus: JOUR_ILLISIBLE, values })
  const slug = slugSur(param(c, 'slug'))
  const r = await annoncer(ctxActeur(c), c.var.deps.config, { slug, signataireId: values.signataire || undefined, seanceLe })
  if (r.ok) return c.redirect(`${paths.instruction.preselection(slug)}?fait=annonce-${r.value.annoncees}`, 303)
  if (r.error.motif === 'introuvable') return c.notFound()
  return r.error.motif === 'signataire'
    ? pageAnnonce(c, { refus: phraseAnnonce(r.error), values })
    : page(c, { refus: phraseAnnonce(r.error) })
}

type RetourRepechage = { refus: string; values: { motif: string; signataire: string } }
async function pageRepechage(c: Ctx<'slug' | 'id'>, retour?: RetourRepechage) {
  const lu = await lire(c)
  const i = lu?.intentions.find(x => x.id === param(c, 'id') && x.etat === 'non_preselectionne')
  if (!lu || !i?.annonceeLe) return c.notFound()
  const avant = jusquAu(i.annonceeLe, lu.second.calendrier.vagues[0]!.cloture!, c.var.ctx.instant)
  return c.html(
    <RepechagePage site={c.var.site} appel={lu.appel} intention={i} avant={avant} choix={lu.choix} retour={retour} />,
    retour ? 422 : 200,
  )
}

async function repecherUne(c: Ctx<'slug' | 'id'>) {
  const corps = await c.req.parseBody()
  const values = { motif: texteSaisi(corps.motif), signataire: texteSaisi(corps.signataire) }
  const slug = slugSur(param(c, 'slug'))
  const d = { slug, dossierId: param(c, 'id'), motif: values.motif, signataireId: values.signataire || undefined }
  const r = await repecher(ctxActeur(c), c.var.deps.config, d)
  if (r.ok) return c.redirect(`${paths.instruction.preselection(slug)}?fait=repeche`, 303)
  if (r.error.motif === 'introuvable') return c.notFound()
  if (r.error.motif === 'etat' || r.error.motif === 'interdit') return page(c, { refus: phraseRepechage(r.error), statut: 409 })
  return pageRepechage(c, { refus: phraseRepechage(r.error), values })
}

/** The letter of the answer that was told last, the same bytes each time. The caller has made sure that the reader may have it. */
async function servir(c: Ctx, annonce: AnnonceLue | undefined) {
  if (!annonce) return c.notFound()
  const pdf = await lettreAnnonce(c.var.ctx, c.var.deps, annonce)
  return c.body(pdf as Uint8Array<ArrayBuffer>, 200, {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="preselection-${annonce.lettre.numero.toLowerCase()}.pdf"`,
    'content-length': String(pdf.length),
  })
}
