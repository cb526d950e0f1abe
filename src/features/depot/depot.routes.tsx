import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { relu, teteDe } from '../cadre/index.ts'
import { aEteDepose, peut, relation } from '../decret/index.ts'
import { closDit, cloturePour, etatPour } from '../delais/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { avancement, lireRegles, premiereAFaire } from '../examen/index.ts'
import { servirLettre } from '../irrecevabilite/index.ts'
import { lireDossier, NonDeposePage, pageDepose, pageDepot, retourDuRefus, versDossier } from '../mon-dossier/index.ts'
import { pageSecondTemps } from '../preselections/index.ts'
import { abandonnerDossier } from './abandonner.ts'
import { servirAccuse } from './accuse-servir.ts'
import { deposerDossier, type RefusDepot } from './deposer.ts'

/** A dossier whole: opened, filed, given up, and its receipt. */
export function depotRoutes() {
  const app = router()
  app.get(paths.dossiers.voir, exigeCompte, voir)
  app.get(paths.dossiers.depot, exigeCompte, versDossier)
  app.post(paths.dossiers.depot, exigeCompte, deposer)
  app.post(paths.dossiers.abandon, exigeCompte, abandonner)
  app.get(paths.dossiers.accuse, exigeCompte, accuse)
  app.get(paths.dossiers.lettre, exigeCompte, lettre)
  return app
}

async function voir(c: Ctx<'id'>) {
  const d = await lireDossier(c)
  if (!d) return c.notFound()
  if (d.etat === 'preselectionne') return pageSecondTemps(c, d)
  const clos = etatPour(d, c.var.ctx.instant) === 'clos'
  if (aEteDepose(d.etat) && (d.etat !== 'rouvert' || clos)) return c.html(await pageDepose(c, d))
  const l = lireRegles(d, c.var.ctx.instant)
  if (d.etat === 'abandonne' || clos) return nonDepose(c, d)
  if (relation(c.var.ctx.acteur, d) === 'partenaire') return c.redirect(paths.dossiers.validation(d.id), 303)
  return c.redirect(paths.dossiers.etape(d.id, premiereAFaire(avancement(l, d.contenu)).code), 303)
}

const nonDepose = (c: Ctx, d: Dossier, refuse?: Date) =>
  c.html(
    <NonDeposePage
      site={c.var.site}
      tete={teteDe(c, d)}
      cloture={cloturePour(d, c.var.ctx.instant)!}
      clos={closDit(d, c.var.ctx.instant)}
      abandonne={d.etat === 'abandonne'}
      copiable={peut(relation(c.var.ctx.acteur, d), 'dupliquer', { dossier: d.etat })}
      refuse={refuse}
      relecture={relu(c, d, lireRegles(d, c.var.ctx.instant), false)}
    />,
    refuse ? 422 : 200,
  )

async function deposer(c: Ctx<'id'>) {
  const brut = await c.req.parseBody({ all: true })
  const engagements = (Array.isArray(brut.engagements) ? brut.engagements : [brut.engagements]).filter(e => typeof e === 'string')
  const lue = Number(typeof brut.revision === 'string' && /^\d{1,9}$/.test(brut.revision) ? brut.revision : Number.NaN)
  const dossierId = param(c, 'id')
  const demande = { dossierId, engagements, revision: Number.isNaN(lue) ? undefined : lue }
  const r = await deposerDossier(ctxActeur(c), demande)
  if (r.ok) return c.redirect(`${paths.dossiers.voir(dossierId)}?depose=1`, 303)
  const d = r.error.motif === 'introuvable' ? undefined : await lireDossier(c)
  if (!d) return c.notFound()
  return refuser(c, d, r.error, engagements)
}

const TROP_TARD = 'Votre dépôt est arrivé après la clôture\u00a0: vos derniers changements ne sont pas déposés. Le dépôt précédent compte.'

async function refuser(c: Ctx, d: Dossier, refus: RefusDepot, coches: string[]) {
  const l = lireRegles(d, c.var.ctx.instant)
  const etape = l.formulaire.etapes.find(e => e.blocs.includes('depot'))!
  if (refus.motif === 'ferme' && refus.etat === 'clos') {
    if (d.etat === 'preselectionne') return pageSecondTemps(c, d, 422)
    if (d.etat === 'rouvert') return c.html(await pageDepose(c, d, { refus: TROP_TARD }), 422)
    return nonDepose(c, d, c.var.ctx.instant)
  }
  const retour = retourDuRefus(c, d, l, refus, coches)
  if (!retour) return c.redirect(paths.dossiers.voir(d.id), 303)
  return c.html(pageDepot(c, d, etape, retour), refus.motif === 'change' ? 409 : 422)
}

async function abandonner(c: Ctx<'id'>) {
  const r = await abandonnerDossier(ctxActeur(c), param(c, 'id'))
  // the dossier's own page says what has become of it
  return !r.ok && r.error.motif === 'introuvable' ? c.notFound() : c.redirect(paths.dossiers.voir(param(c, 'id')), 303)
}

/** The receipt, for the members of the structure. */
async function accuse(c: Ctx<'id'>) {
  const d = await lireDossier(c)
  const place = d && relation(c.var.ctx.acteur, d)
  return place && peut(place, 'lire_accuse', { dossier: d.etat })
    ? servirAccuse(c, d.id, { partenaire: place === 'partenaire', temps: c.req.query('temps') === '1' ? 1 : undefined })
    : c.notFound()
}

/** The letter that says the dossier irrecevable, for the structures of the project. */
async function lettre(c: Ctx<'id'>) {
  const d = await lireDossier(c)
  return d && peut(relation(c.var.ctx.acteur, d), 'lire_accuse', { dossier: d.etat }) ? servirLettre(c, d.id) : c.notFound()
}
