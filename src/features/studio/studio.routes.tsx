import { PHRASE_TRAVAIL } from '../../atelier/index.ts'
import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, faitDe, param, router } from '../../http.ts'
import { texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { accueilRoutes } from './accueil.routes.tsx'
import { BrouillonPage, TextePage } from './brouillon.view.tsx'
import { brouillonDe, histoireDe } from './brouillons.queries.ts'
import { contenuDesSections } from './contenu.rules.ts'
import { jeter } from './creer.ts'
import { piles } from './document/histoire.rules.ts'
import { ecrire } from './ecrire.ts'
import { lire } from './lire-brouillon.ts'
import { CHANGE, REFUS_CREER } from './refus.table.ts'
import { revenir } from './revenir.ts'
import { sectionsRoutes } from './sections.routes.tsx'
import { revisionDe, texteEntier } from './studio.form.ts'
import { textesRoutes } from './textes/textes.routes.tsx'
import { verser } from './verser.ts'

const admin = exigeRole('administrateur')

const FAITS: Record<string, string> = {
  cree: 'Le brouillon est créé. Ce que dit le vérificateur est à côté des sections.',
  modele: 'Le brouillon est créé\u00a0: le territoire, le service et les dates y sont. Ce qui reste à remplir est à côté des sections.',
  repris: 'L’appel est repris, ses dates avancées d’un an. Relisez-les, et remplissez les montants.',
  annule: 'Le changement est annulé.',
  retabli: 'Le changement est rétabli.',
  enregistre: 'Enregistré.',
}

/** Where an administrator of the guichet writes a call: drafts, their sections, their text. For others these pages do not exist. */
export const studioRoutes = () =>
  router()
    .get(paths.studio.brouillon, admin, c => montrer(c))
    .post(paths.studio.retour, admin, retour)
    .get(paths.studio.texte, admin, c => texte(c))
    .post(paths.studio.texte, admin, ecrireTexte)
    .get(paths.studio.fichier, admin, fichier)
    .post(paths.studio.version, admin, version)
    .post(paths.studio.abandon, admin, abandon)
    .et(accueilRoutes(), textesRoutes(), sectionsRoutes())

const lireUn = (c: Ctx<'brouillon'>) => enTransaction(c.var.ctx, tx => brouillonDe(tx, c.var.ctx.guichetId, param(c, 'brouillon')))

async function montrer(c: Ctx<'brouillon'>, refus?: string) {
  const { ctx, site } = c.var
  const lu = await enTransaction(ctx, async tx => {
    const brouillon = await brouillonDe(tx, ctx.guichetId, param(c, 'brouillon'))
    return brouillon && { brouillon, histoire: await histoireDe(tx, ctx.guichetId, brouillon.id) }
  })
  if (!lu) return c.notFound()
  const { brut, remarques, panne } = await lire(c, lu.brouillon.source)
  const { annulable, retablissable } = piles(lu.histoire)
  const geste = (n: number | undefined) => lu.histoire.find(l => l.revision === n)
  const page = (
    <BrouillonPage
      site={site}
      {...lu}
      remarques={remarques}
      panne={panne}
      contenu={contenuDesSections(brut)}
      annulable={geste(annulable)}
      retablissable={geste(retablissable)}
      fait={refus ? undefined : faitDe(c, FAITS)}
      refus={refus}
    />
  )
  return c.html(page, refus ? 409 : 200)
}

async function retour(c: Ctx<'brouillon'>) {
  const corps = await c.req.parseBody()
  const sens = texteSaisi(corps.sens) === 'retablir' ? 'retablir' : 'annuler'
  const r = await revenir(ctxActeur(c), { id: param(c, 'brouillon'), revision: revisionDe(corps.revision), sens })
  if (r.ok) return c.redirect(`${paths.studio.brouillon(param(c, 'brouillon'))}?fait=${sens === 'annuler' ? 'annule' : 'retabli'}`, 303)
  if (r.error === 'introuvable') return c.notFound()
  return montrer(c, r.error === 'change' ? CHANGE : sens === 'annuler' ? 'Il n’y a plus rien à annuler.' : 'Il n’y a rien à rétablir.')
}

async function texte(c: Ctx<'brouillon'>, retourne?: { source: string; refus: string; statut: 409 | 422 }) {
  const brouillon = await lireUn(c)
  if (!brouillon) return c.notFound()
  const { remarques } = await lire(c, brouillon.source)
  const source = retourne?.source ?? brouillon.source
  return c.html(
    <TextePage site={c.var.site} brouillon={brouillon} source={source} remarques={remarques} refus={retourne?.refus} />,
    retourne?.statut ?? 200,
  )
}
async function ecrireTexte(c: Ctx<'brouillon'>) {
  const corps = await c.req.parseBody()
  const source = texteEntier(corps.source)
  const r = await ecrire(ctxActeur(c), { id: param(c, 'brouillon'), revision: revisionDe(corps.revision), source })
  if (r.ok) return c.redirect(`${paths.studio.brouillon(param(c, 'brouillon'))}?fait=enregistre`, 303)
  if (r.error === 'introuvable') return c.notFound()
  if (r.error === 'trop_grand') return texte(c, { source, refus: REFUS_CREER.trop_grand, statut: 422 })
  return texte(c, { source, refus: `${CHANGE} Votre texte est ci-dessous, il n’est pas enregistré.`, statut: 409 })
}

async function fichier(c: Ctx<'brouillon'>) {
  const brouillon = await lireUn(c)
  if (!brouillon) return c.notFound()
  return c.body(brouillon.source, 200, {
    'content-type': 'application/yaml; charset=utf-8',
    'content-disposition': 'attachment; filename="appel.yml"',
    'cache-control': 'no-store',
  })
}

async function version(c: Ctx<'brouillon'>) {
  const r = await verser(ctxActeur(c), { id: param(c, 'brouillon'), revision: revisionDe((await c.req.parseBody()).revision) })
  if (r.ok) return c.redirect(paths.administration.publication(r.value.slug, r.value.numero), 303)
  const { error } = r
  if (error.motif === 'introuvable') return c.notFound()
  if (error.motif === 'change') return montrer(c, CHANGE)
  if (error.motif === 'travail') return montrer(c, `${PHRASE_TRAVAIL[error.refus]}.`)
  return montrer(
    c,
    error.nombre > 1 ? `${error.nombre}\u00a0points sont à corriger d’abord. Le premier\u00a0: ${error.premiere}` : error.premiere,
  )
}

async function abandon(c: Ctx<'brouillon'>) {
  return (await jeter(ctxActeur(c), param(c, 'brouillon'))) ? c.redirect(`${paths.studio.accueil}?fait=jete`, 303) : c.notFound()
}
