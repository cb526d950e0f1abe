import { confier, PHRASE_TRAVAIL } from '../../atelier/index.ts'
import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, faitDe, param, router } from '../../http.ts'
import { dateCivile } from '../../lib/dates.ts'
import { nettoyer, parseForm, texteSaisi } from '../../lib/forms.ts'
import { texteDuFichier } from '../../lib/texte-envoye.ts'
import { paths } from '../../paths.ts'
import { appelsEtVersions, dernierTexte, slugSur } from '../appels/index.ts'
import { empreinteDe } from '../contenu/index.ts'
import { AccueilStudioPage } from './accueil.view.tsx'
import { apercuRoutes } from './apercu/apercu.routes.tsx'
import { auFilRoutes } from './au-fil.routes.tsx'
import { BrouillonPage, TextePage } from './brouillon.view.tsx'
import { BROUILLONS_MAX, brouillonDe, brouillonsDe, histoireDe, programmeeDe } from './brouillons.queries.ts'
import { contenuDesSections } from './contenu.rules.ts'
import { creer, jeter, type RefusCreer } from './creer.ts'
import { piles } from './document/histoire.rules.ts'
import { ecrire } from './ecrire.ts'
import { essaisRoutes } from './essais/essais.routes.tsx'
import { lire } from './lire-brouillon.ts'
import { presents } from './presences.ts'
import { reglesRoutes } from './regles/regles.routes.tsx'
import { demanderRelecture, type RefusDemande } from './relecture/demander-relecture.ts'
import { demandeForm } from './relecture/relecture.form.ts'
import { lecteursPossibles, relecturesDe } from './relecture/relectures.queries.ts'
import { relecturesRoutes } from './relecture/relectures.routes.tsx'
import { revenir } from './revenir.ts'
import { sectionsRoutes } from './sections.routes.tsx'
import { revisionDe, texteEntier } from './studio.form.ts'
import { verser } from './verser.ts'

const admin = exigeRole('administrateur')

const FAITS: Record<string, string> = {
  cree: 'Le brouillon est créé. Ce que dit le vérificateur est à côté des sections.',
  repris: 'L’appel est repris, ses dates avancées d’un an. Relisez-les, et remplissez les montants.',
  annule: 'Le changement est annulé.',
  retabli: 'Le changement est rétabli.',
  jete: 'Le brouillon est jeté.',
  enregistre: 'Enregistré.',
  demandee: 'La relecture est demandée. Un lien part par courriel.',
  retire: 'La demande de relecture est retirée.',
}

/** Where an administrator of the guichet writes a call: drafts, their sections, their text. For others these pages do not exist. */
export const studioRoutes = () =>
  router()
    .get(paths.studio.accueil, admin, c => accueil(c))
    .post(paths.studio.accueil, admin, ouvrir)
    .post(paths.studio.reprise, admin, reprise)
    .get(paths.studio.brouillon, admin, c => montrer(c))
    .post(paths.studio.retour, admin, retour)
    .get(paths.studio.texte, admin, c => texte(c))
    .post(paths.studio.texte, admin, ecrireTexte)
    .get(paths.studio.fichier, admin, fichier)
    .post(paths.studio.version, admin, version)
    .post(paths.studio.abandon, admin, abandon)
    .post(paths.studio.relectures, admin, faireRelire)
    .et(reglesRoutes(), sectionsRoutes(), relecturesRoutes(), essaisRoutes(), apercuRoutes(), auFilRoutes())

type Refus = { errors: Record<string, string>; source?: string }
async function accueil(c: Ctx, refus?: Refus) {
  const { ctx, site } = c.var
  const lu = await enTransaction(ctx, async tx => ({
    brouillons: await brouillonsDe(tx, ctx.guichetId),
    appels: (await appelsEtVersions(tx, ctx.guichetId)).flatMap(a => {
      const derniere = a.versions[0]
      return derniere ? [{ slug: a.slug, titre: derniere.titre, numero: derniere.numero }] : []
    }),
  }))
  return c.html(<AccueilStudioPage site={site} {...lu} fait={refus ? undefined : faitDe(c, FAITS)} {...refus} />, refus ? 422 : 200)
}

const REFUS: Record<RefusCreer, string> = {
  trop_grand: 'Ce texte dépasse 512\u00a0ko.',
  trop_de_brouillons: `Le guichet a déjà ${BROUILLONS_MAX} appels en préparation. Jetez-en un pour en commencer un autre.`,
}

/** A draft from a file, or from a text. */
async function ouvrir(c: Ctx) {
  const { fichier, source } = await c.req.parseBody()
  const envoye = fichier instanceof File && fichier.size > 0 ? fichier : undefined
  const lu = envoye ? (await texteDuFichier(envoye))?.replaceAll('\r\n', '\n') : texteEntier(source)
  if (lu === undefined)
    return accueil(c, { errors: { fichier: 'Ce fichier n’est pas un texte. Envoyez un fichier .yml enregistré en UTF-8.' } })
  if (lu.trim() === '') return accueil(c, { errors: { fichier: 'Choisissez un fichier, ou collez son texte.' } })
  const r = await creer(ctxActeur(c), {
    source: lu,
    origine: envoye ? `D’un fichier, ${nettoyer(envoye.name).slice(0, 200)}` : 'D’un texte collé',
  })
  if (!r.ok) return accueil(c, { errors: { [envoye ? 'fichier' : 'source']: REFUS[r.error] }, source: envoye ? '' : lu })
  return c.redirect(`${paths.studio.brouillon(r.value)}?fait=cree`, 303)
}
/** A draft from a call of the guichet: as it is, or with its dates a year later. */
async function reprise(c: Ctx) {
  const corps = await c.req.parseBody()
  const ctx = ctxActeur(c)
  const choisi = await enTransaction(ctx, async tx => dernierTexte(tx, ctx.guichetId, slugSur(texteSaisi(corps.appel))))
  if (!choisi) return accueil(c, { errors: { appel: 'Choisissez l’appel à reprendre.' } })
  const { source, titre, numero } = choisi
  const ici = `${titre}, version\u00a0${numero}`
  if (texteSaisi(corps.tel) === 'quel') return debuter(c, { source, origine: `Nouvelle version de ${ici}` })
  const travail = await confier('reprendreAppel', { source }, { pour: ctx.acteur.compteId })
  if (!travail.ok) return accueil(c, { errors: { appel: `${PHRASE_TRAVAIL[travail.error]}.` } })
  if (!travail.value.ok) return debuter(c, { source, origine: `Repris de ${ici}` })
  return debuter(c, { source: travail.value.value.texte, origine: `Repris de ${ici}, dates avancées d’un an` }, 'repris')
}
async function debuter(c: Ctx, depart: { source: string; origine: string }, fait = 'cree') {
  const r = await creer(ctxActeur(c), depart)
  return r.ok ? c.redirect(`${paths.studio.brouillon(r.value)}?fait=${fait}`, 303) : accueil(c, { errors: { appel: REFUS[r.error] } })
}

const lireUn = (c: Ctx<'brouillon'>) => enTransaction(c.var.ctx, tx => brouillonDe(tx, c.var.ctx.guichetId, param(c, 'brouillon')))

type Relire = { values: Record<string, string>; errors: Record<string, string> }
async function montrer(c: Ctx<'brouillon'>, refus?: string, relire?: Relire) {
  const { ctx, site } = c.var
  const lu = await enTransaction(ctx, async tx => {
    const brouillon = await brouillonDe(tx, ctx.guichetId, param(c, 'brouillon'))
    if (!brouillon) return undefined
    const ici = presents(tx, ctxActeur(c), brouillon.id)
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

const CHANGE = 'Une autre personne vient de changer ce brouillon. Relisez-le, puis recommencez.'

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
  if (r.error === 'trop_grand') return texte(c, { source, refus: REFUS.trop_grand, statut: 422 })
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
