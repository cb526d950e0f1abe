import { PHRASE_TRAVAIL } from '../../atelier/index.ts'
import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, faitDe, param, router } from '../../http.ts'
import { dateCivile } from '../../lib/dates.ts'
import { parseForm, texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { empreinteDe } from '../contenu/index.ts'
import { presents } from '../presences/index.ts'
import { accueilRoutes } from './accueil.routes.tsx'
import { apercuRoutes } from './apercu/apercu.routes.tsx'
import { formulaireEssayeRoutes } from './apercu/formulaire.routes.tsx'
import { auFilRoutes } from './au-fil.routes.tsx'
import { BrouillonPage, TextePage } from './brouillon.view.tsx'
import { type BrouillonEntier, brouillonDe, histoireDe, programmeeDe } from './brouillons.queries.ts'
import { contenuDesSections } from './contenu.rules.ts'
import { jeter } from './creer.ts'
import { piles } from './document/histoire.rules.ts'
import { ecrire } from './ecrire.ts'
import { essaisRoutes } from './essais/essais.routes.tsx'
import { lire } from './lire-brouillon.ts'
import { type Laisse, laissesDuModele, modeleDeLOrigine } from './modeles/laisses.ts'
import { brutDuModele } from './modeles/lire-modeles.ts'
import { CHANGE, REFUS_CREER } from './refus.table.ts'
import { reglesRoutes } from './regles/regles.routes.tsx'
import { demanderRelecture, type RefusDemande } from './relecture/demander-relecture.ts'
import { demandeForm } from './relecture/relecture.form.ts'
import { lecteursPossibles, relecturesDe } from './relecture/relectures.queries.ts'
import { relecturesRoutes } from './relecture/relectures.routes.tsx'
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
  lu: 'C’est noté\u00a0: cette section est relue.',
  demandee: 'La relecture est demandée. Un lien part par courriel.',
  retire: 'La demande de relecture est retirée.',
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
    .post(paths.studio.relectures, admin, faireRelire)
    .et(
      accueilRoutes(),
      textesRoutes(),
      reglesRoutes(),
      sectionsRoutes(),
      relecturesRoutes(),
      essaisRoutes(),
      apercuRoutes(),
      formulaireEssayeRoutes(),
      auFilRoutes(),
    )

const lireUn = (c: Ctx<'brouillon'>) => enTransaction(c.var.ctx, tx => brouillonDe(tx, c.var.ctx.guichetId, param(c, 'brouillon')))

/** What a draft has from its model, untouched: nothing for one that comes from elsewhere. */
function laissesDe({ origine, seuilsLus }: BrouillonEntier, brut: unknown, instant: Date): Laisse[] {
  const modele = modeleDeLOrigine(origine)
  return modele ? laissesDuModele({ ...modele, brut, modele: brutDuModele(modele.code), instant, relues: new Set(seuilsLus) }) : []
}

type Relire = { values: Record<string, string>; errors: Record<string, string> }
async function montrer(c: Ctx<'brouillon'>, refus?: string, relire?: Relire) {
  const { ctx, site } = c.var
  const lu = await enTransaction(ctx, async tx => {
    const brouillon = await brouillonDe(tx, ctx.guichetId, param(c, 'brouillon'))
    if (!brouillon) return undefined
    const ici = presents(tx, ctxActeur(c), { quoi: 'brouillon', id: brouillon.id })
    return {
      brouillon,
      histoire: await histoireDe(tx, ctx.guichetId, brouillon.id),
      programmee: await programmeeDe(tx, ctx.guichetId, empreinteDe(brouillon.source)),
      relectures: await relecturesDe(tx, ctx.guichetId, brouillon.id),
      lecteurs: await lecteursPossibles(tx, ctx.guichetId, ctxActeur(c).acteur.compteId),
      autres: await ici,
    }
  })
  if (!lu) return c.notFound()
  const { brut, remarques, panne } = await lire(c, lu.brouillon.source)
  const { annulable, retablissable } = piles(lu.histoire)
  const page = (
    <BrouillonPage
      site={site}
      {...lu}
      remarques={remarques}
      panne={panne}
      contenu={contenuDesSections(brut)}
      laisses={laissesDe(lu.brouillon, brut, ctx.instant)}
      annulable={annulable[0]}
      retablissable={retablissable[0]}
      fait={refus || relire ? undefined : faitDe(c, FAITS)}
      refus={refus}
      aRelire={c.var.deps.config.guichet.relectureAvantPublication}
      relire={relire}
    />
  )
  return c.html(page, relire ? 422 : refus ? 409 : 200)
}

const RELIRE: Record<Exclude<RefusDemande, 'introuvable' | 'deja' | 'trop'>, Record<string, string>> = {
  lecteur: { lecteur: 'Choisissez qui relit' },
  passe: { pour_le: 'Ce jour est passé' },
}
async function faireRelire(c: Ctx<'brouillon'>) {
  const corps = await c.req.parseBody()
  const values = { lecteur: texteSaisi(corps.lecteur), pour_le: texteSaisi(corps.pour_le) }
  const form = parseForm(demandeForm, values)
  if (!form.ok) return montrer(c, undefined, { values, errors: form.errors })
  const { lecteur, pour_le } = form.value
  // what has changed is sent at once to whoever has read the rest, whatever day was set then
  const jour = dateCivile(c.var.ctx.instant)
  const pourLe = corps.encore === 'oui' && pour_le < jour ? jour : pour_le
  const r = await demanderRelecture(ctxActeur(c), { brouillon: param(c, 'brouillon'), lecteur, pourLe })
  if (r.ok) return c.redirect(`${paths.studio.brouillon(param(c, 'brouillon'))}?fait=demandee#relecture`, 303)
  if (r.error === 'introuvable') return c.notFound()
  if (r.error === 'deja') return montrer(c, 'Cette personne a déjà ce texte à relire.')
  if (r.error === 'trop') return montrer(c, 'Ce brouillon a déjà été relu cinquante fois. Reprenez-le dans un nouveau.')
  return montrer(c, undefined, { values, errors: RELIRE[r.error] })
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
