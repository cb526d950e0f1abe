import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, jsonCourt, param, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { etapeDe } from '../cahier/index.ts'
import { peutOuvrir } from '../decret/index.ts'
import { modifiable } from '../delais/index.ts'
import { lireRegles } from '../examen/index.ts'
import { suiviPartenaires } from '../partenaires/index.ts'
import { type Geste, lireSaisie } from '../saisie/index.ts'
import { enregistrerAuFil } from './au-fil.tsx'
import { type Enregistre, enregistrerEtape } from './enregistrer.ts'
import { pageLectureSeule } from './lecture-seule.page.tsx'
import { lireDossier } from './lire-dossier.ts'
import { guideEtape, pageDepot, pageEtape } from './page-etape.tsx'
import { noterPresence, presents, signaler } from './presence.ts'
import { pageSaisiePerdue } from './saisie-perdue.tsx'

/** The steps of a draft: read, saved by the form (303, or the page again), or as one types (PUT, JSON). */
export function etapesRoutes() {
  const app = router()
  app.get(paths.dossiers.etape, exigeCompte, ouvrir)
  app.get(paths.dossiers.guide, exigeCompte, guider)
  app.post(paths.dossiers.etape, exigeCompte, enregistrer)
  app.post(paths.dossiers.presence, exigeCompte, direPresence)
  app.put(paths.dossiers.etape, exigeCompte, enregistrerAuFil)
  return app
}

async function ouvrir(c: Ctx<'id' | 'etape'>) {
  const d = await lireDossier(c)
  if (!d) return c.notFound()
  if (!modifiable(d, c.var.ctx.instant)) return c.redirect(paths.dossiers.voir(d.id), 303)
  const etape = etapeDe(lireRegles(d, c.var.ctx.instant).formulaire, param(c, 'etape'))
  if (!etape) return c.notFound()
  const montre = etape.blocs.includes('partenaires') || etape.blocs.includes('depot')
  const suivi = montre ? { suivi: await suiviPartenaires(c.var.ctx, d) } : {}
  if (peutOuvrir(c.var.ctx.acteur!, d, etape.code)) {
    if (etape.blocs.includes('depot')) return c.html(pageDepot(c, d, etape, suivi))
    return c.html(pageEtape(c, d, etape, { ...suivi, autres: await ouvrirAvecLesAutres(c, d.id, etape.code) }))
  }
  // a partner files nothing: its last step is its validation
  if (d.complement) return c.redirect(paths.dossiers.complements(d.id), 303)
  if (etape.blocs.includes('depot')) return c.redirect(paths.dossiers.validation(d.id), 303)
  return c.html(pageLectureSeule(c, d, etape, suivi.suivi))
}

/** Opening a step to fill it in is the first sign that one is there. */
const ouvrirAvecLesAutres = (c: Ctx, dossierId: string, etape: string) =>
  enTransaction(c.var.ctx, async tx => {
    await noterPresence(tx, ctxActeur(c), dossierId, etape)
    return presents(tx, ctxActeur(c), dossierId)
  })

/** Who else has the dossier open, asked every twenty seconds by each open page: a few short queries. */
async function direPresence(c: Ctx<'id'>) {
  const etape = String((await c.req.parseBody()).etape ?? '')
  if (!/^[a-z][a-z0-9_]{0,60}$/.test(etape)) return jsonCourt(c, { erreur: 'etape' }, 422)
  const r = await enTransaction(c.var.ctx, tx => signaler(tx, ctxActeur(c), param(c, 'id'), etape))
  return r ? jsonCourt(c, r) : c.notFound()
}

/** What a page that stays open asks for after a saving: apart from it, so that saving stays quick. */
async function guider(c: Ctx<'id' | 'etape'>) {
  const d = await lireDossier(c)
  const l = d && modifiable(d, c.var.ctx.instant) ? lireRegles(d, c.var.ctx.instant) : undefined
  const etape = l && etapeDe(l.formulaire, param(c, 'etape'))
  return d && l && etape ? c.html(guideEtape(c, d, l, etape)) : c.notFound()
}

async function enregistrer(c: Ctx<'id' | 'etape'>) {
  const ctx = ctxActeur(c)
  const dossierId = param(c, 'id')
  const { saisie, continuer } = await lireSaisie(c)
  const r = await enregistrerEtape(ctx, { dossierId, etape: param(c, 'etape'), saisie })
  if (!r.ok) {
    const fige = r.error.motif === 'fige' || r.error.motif === 'clos'
    const d = fige ? await lireDossier(c) : undefined
    return d ? pageSaisiePerdue(c, d, param(c, 'etape'), saisie) : c.notFound()
  }
  const { dossier, etape, erreurs, conflits, parQui, retires, refusGeste } = r.value
  if (conflits.length > 0) return c.html(pageEtape(c, dossier, etape, { erreurs, conflits, parQui, saisie }), 409)
  if (refusGeste || retires.length > 0) return c.html(pageEtape(c, dossier, etape, { erreurs, retires, refusGeste }), 409)
  const [geste] = saisie.gestes ?? []
  if (geste) return c.redirect(apresGeste(dossier.id, etape.code, geste), 303)
  if (Object.keys(erreurs).length > 0) return c.html(pageEtape(c, dossier, etape, { erreurs }), 422)
  return c.redirect(suiteDe(r.value, continuer), 303)
}

/** The row that a button made or brought back; what was removed can be restored at the top. */
function apresGeste(id: string, etape: string, g: Geste) {
  const page = paths.dossiers.etape(id, etape)
  if (g.quoi === 'ajouter') return `${page}#${g.liste}.${g.ligne}`
  return g.quoi === 'retirer' ? `${page}#retraits` : page
}

/** Where saving leads: to the questions that the answers have just made appear, to the next step, or here again. */
function suiteDe({ dossier, etape, apparu, lecture }: Enregistre, continuer: boolean) {
  const ici = paths.dossiers.etape(dossier.id, etape.code)
  if (dossier.complement && continuer) return paths.dossiers.complements(dossier.id)
  if (apparu) return `${ici}#${apparu}`
  if (!continuer) return ici
  const { etapes } = lecture.formulaire
  const suivante = etapes[etapes.findIndex(e => e.code === etape.code) + 1]
  return suivante ? paths.dossiers.etape(dossier.id, suivante.code) : ici
}
