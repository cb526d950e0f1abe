import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, faitDe, param, router } from '../../../http.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import type { Perdu } from '../../../ui/perdus.tsx'
import { peut } from '../../decret/index.ts'
import { dossierOuvert, dossierPour, type RefusComite } from '../acte.ts'
import { trouverDebat } from '../debat.ts'
import { estampilleDe } from '../estampille.queries.ts'
import { parQui, signaler } from '../liaison/signaler.ts'
import { RefusPage } from '../refus.view.tsx'
import { exigeComite, repondreRefus } from '../reponses.tsx'
import { trouverSeance } from '../seance.queries.ts'
import { type Inscrit, placesDossier, type Seance } from '../seance.ts'
import { Barre } from './barre.view.tsx'
import { finaliserGrille } from './finaliser.ts'
import { lireNotation } from './lire-notation.ts'
import { type Lue, notationVue } from './notation.donnees.ts'
import { lireGrille } from './notation.form.ts'
import { avancementDe, grilleDe, grillesFinalisees } from './notation.queries.ts'
import { totalDe } from './notation.rules.ts'
import { NotationPage } from './notation.view.tsx'
import { noter, type RefusNote } from './noter.ts'
import { reprendreGrille } from './reprendre.ts'
import { tabletteVue } from './tablette.donnees.ts'
import { TablettePage } from './tablette.view.tsx'

/** A member's scores. `PUT` saves a field as it changes and answers the bar alone; `POST` is the form. */
export const notationRoutes = () =>
  router()
    .get(paths.comite.grille, exigeComite, pageNotation)
    .get(paths.comite.notesSalle, exigeComite, pageTablette)
    .put(paths.comite.grille, exigeComite, async c => {
      const demande = { ...ou(c), corps: await c.req.parseBody() }
      const r = await noter(ctxActeur(c), demande)
      if (!r.ok) return repondre(c, demande.corps, r.error)
      const { criteres, notes, inscrit } = r.value
      const barre = { criteres, notes, depotId: inscrit.depotId, total: totalDe(criteres, notes), enregistreeLe: c.var.ctx.instant }
      return c.html(<Barre {...ou(c)} {...barre} />)
    })
    .post(paths.comite.grille, exigeComite, async c => {
      const demande = { ...ou(c), corps: await c.req.parseBody() }
      const r = await noter(ctxActeur(c), demande)
      return r.ok ? versGrille(c, 'note', demande.corps) : repondre(c, demande.corps, r.error)
    })
    .post(paths.comite.finalisation, exigeComite, async c => {
      const demande = { ...ou(c), corps: await c.req.parseBody() }
      const r = await finaliserGrille(ctxActeur(c), demande)
      return r.ok ? versGrille(c, 'finalisee', demande.corps) : repondre(c, demande.corps, r.error)
    })
    .post(paths.comite.reprise, exigeComite, async c => {
      const r = await reprendreGrille(ctxActeur(c), ou(c))
      if (r.ok) return versGrille(c, 'reprise')
      if (r.error.motif === 'a_jour') return direRefus(c, 'Le dossier n’a pas changé depuis votre note.')
      return repondreRefus(c, r.error)
    })

const ou = (c: Ctx<'id' | 'dossier'>) => ({ seanceId: param(c, 'id'), dossierId: param(c, 'dossier') })
/** Back to where one scores: in the room, or on the whole grid. */
const versGrille = (c: Ctx<'id' | 'dossier'>, fait: string, corps: Record<string, unknown> = {}) =>
  c.redirect(
    `${(corps.retour === 'salle' ? paths.comite.notesSalle : paths.comite.grille)(param(c, 'id'), param(c, 'dossier'))}?fait=${fait}`,
    303,
  )
const FAITS: Record<string, string> = {
  note: 'Vos notes sont enregistrées.',
  finalisee: 'Votre note est finalisée. Voici celles des autres membres.',
  reprise: 'Votre note est de nouveau ouverte. Relisez chaque critère.',
}

async function repondre(c: Ctx<'id' | 'dossier'>, corps: Record<string, unknown>, refus: RefusNote) {
  if (refus.motif === 'saisie') {
    const retour = { corps, errors: refus.errors }
    return corps.retour === 'salle' ? pageTablette(c, retour) : pageNotation(c, retour)
  }
  const perdus = await commentairesPerdus(c, corps)
  if (refus.motif === 'finalisee') return direRefus(c, 'Votre note est finalisée\u00a0: elle ne change plus.', perdus)
  return repondreRefus(c, refus, perdus)
}

/** The words of a member whose grid no longer takes them, for whoever may still read it. */
async function commentairesPerdus(c: Ctx<'id' | 'dossier'>, corps: Record<string, unknown>): Promise<Perdu[]> {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, tx => lireTout(tx, ctx, ou(c)))
  if (!r.ok) return []
  const { criteres } = r.value.notation
  const { notes, avis } = lireGrille(corps, criteres)
  return [
    ...criteres.map(x => ({ libelle: x.libelle, texte: notes[x.code]?.commentaire ?? '' })),
    { libelle: 'Avis d’ensemble', texte: avis ?? '' },
  ]
}
function direRefus(c: Ctx<'id'>, phrase: string, perdus: readonly Perdu[] = []) {
  const props = { site: c.var.site, retour: paths.comite.seance(param(c, 'id')), acte: c.req.method === 'POST', perdus }
  return c.html(<RefusPage {...props} phrase={phrase} />, 409)
}

/** Others' scores are read only when the reader may see them: once theirs is finalised, or for the administration when it does not sit. */
async function lireTout(tx: Tx, ctx: ContexteActeur, d: { seanceId: string; dossierId: string }): Promise<Result<Lue, RefusComite>> {
  const lu = await dossierPour(tx, ctx, 'lire', d, { verrou: false })
  return lu.ok ? ok(await lireGrilles(tx, ctx.guichetId, lu.value)) : lu
}

/** The same of a dossier that was found to be open to the reader. */
async function lireGrilles(tx: Tx, guichetId: string, { s, inscrit }: { s: Seance; inscrit: Inscrit }): Promise<Lue> {
  const peutComparer = peut(placesDossier(s, inscrit.id), 'comparer', { seance: s.etat })
  const lireMienne = async () => {
    const mienne = s.moi && (await grilleDe(tx, guichetId, s.moi.id, inscrit.id))
    const compare = peutComparer && (!s.moi || !!mienne?.finaliseeLe)
    return { mienne, finalisees: compare ? await grillesFinalisees(tx, guichetId, s.id, [inscrit.id]) : undefined }
  }
  const [notation, avancement, grilles] = await Promise.all([
    lireNotation(tx, guichetId, s, inscrit),
    avancementDe(tx, guichetId, s.id),
    lireMienne(),
  ])
  return { s, d: inscrit, notation, avancement, ...grilles }
}

async function pageNotation(c: Ctx<'id' | 'dossier'>, retour?: { corps: Record<string, unknown>; errors: FieldErrors }) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, tx => lireTout(tx, ctx, ou(c)))
  if (!r.ok) return repondreRefus(c, r.error)
  // a body that gives an opinion scores nothing: it reads the dossier
  if (r.value.s.instance.avis) return c.redirect(paths.comite.lecture(param(c, 'id'), param(c, 'dossier')), 303)
  const saisie = retour && { saisie: lireGrille(retour.corps, r.value.notation.criteres), errors: retour.errors }
  const fait = retour ? undefined : faitDe(c, FAITS)
  return c.html(<NotationPage site={c.var.site} vue={notationVue(r.value, saisie)} fait={fait} />, retour ? 422 : 200)
}

/** The same grid as a tablet of the room holds it; a finalised one is read in the room, with those of the others. */
async function pageTablette(c: Ctx<'id' | 'dossier'>, retour?: { corps: Record<string, unknown>; errors: FieldErrors }) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const { seanceId, dossierId } = ou(c)
    // the stamp is asked first: what is shown is then never older than it
    const [estampille, s] = await Promise.all([estampilleDe(tx, ctx.guichetId, seanceId), trouverSeance(tx, ctx, seanceId)])
    const permis = dossierOuvert(s, 'noter', dossierId)
    if (!permis.ok) return { refus: permis.error }
    const lisible = dossierOuvert(s, 'lire', dossierId)
    if (!lisible.ok) return { refus: lisible.error }
    const { value } = lisible
    await signaler(tx, ctx, value.s, { dossier: dossierId, par: parQui(c) })
    const [lu, debat] = await Promise.all([lireGrilles(tx, ctx.guichetId, value), trouverDebat(tx, ctx.guichetId, value.s)])
    return { lu, debat, estampille }
  })
  if (!r.lu) return repondreRefus(c, r.refus)
  const saisie = retour && { saisie: lireGrille(retour.corps, r.lu.notation.criteres), errors: retour.errors }
  const vue = notationVue(r.lu, saisie)
  if (r.lu.s.instance.avis) return c.redirect(paths.comite.lecture(param(c, 'id'), param(c, 'dossier')), 303)
  if (!vue.grille || vue.grille.lecture) return c.redirect(paths.comite.salleDossier(param(c, 'id'), param(c, 'dossier')), 303)
  const tablette = tabletteVue(r.lu, vue.grille, { debat: r.debat, estampille: r.estampille, instant: ctx.instant })
  return c.html(<TablettePage site={c.var.site} vue={tablette} fait={retour ? undefined : faitDe(c, FAITS)} />, retour ? 422 : 200)
}
