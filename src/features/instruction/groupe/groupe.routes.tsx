import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { formatJourCourt } from '../../../lib/dates.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { appelsPublies } from '../../appels/index.ts'
import { appliquerGeste, type Cible, ciblesDe, echeanceProposee, lireGeste } from '../../complements/index.ts'
import { lireDepose } from '../../examen/index.ts'
import { lecteurDe } from '../../perimetre/index.ts'
import { exigeInstructeur, type Instructeur, memesAppels } from '../../service/index.ts'
import { type QuiDecide, quiDecide } from '../liste/liste.mots.ts'
import { ecrireListe } from '../liste/liste.ts'
import { avecRefus, lignesDe, trouverActe } from './actes.queries.ts'
import { compteRenduCsv } from './compte-rendu.ts'
import { type ActeGroupe, DOSSIERS_MAX, estActeGroupe } from './groupe.rules.ts'
import { lancerActe } from './lancer.ts'
import { lireParametres, lireSaisie, type SaisieActe, saisieDe } from './lire-parametres.ts'
import { masquerActe } from './masquer.ts'
import { PreparationPage, SelectionRefuseePage } from './preparation.view.tsx'
import { lancerRetour } from './revenir.ts'
import { type DossierChoisi, dossiersChoisis, unParFormulaire } from './selection.queries.ts'
import { champsSelection, type DemandeSelection, lireSelection, listeDe } from './selection.ts'
import { ActePage, ancreActe, type SANS_RETOUR } from './suivi-acte.view.tsx'

/** One act for many dossiers: what it needs to know, how far it is, what it did. */
export const groupeRoutes = () =>
  router()
    .post(paths.instruction.preparationActe, exigeInstructeur, async c => {
      const corps = await c.req.parseBody({ all: true })
      const d = lireSelection(corps)
      if (corps.acte === SUIVRE) return suivreALaSuite(c, d)
      return estActeGroupe(corps.acte) ? preparer(c, corps.acte, d) : refuser(c, d, false)
    })
    .post(paths.instruction.actes, exigeInstructeur, lancer)
    .get(paths.instruction.acte, exigeInstructeur, c => suivre(c))
    .post(paths.instruction.masquageActe, exigeInstructeur, async c => {
      const r = await masquerActe(ctxActeur(c), param(c, 'acte'))
      return r.ok ? c.redirect(versListe(r.value.requete), 303) : c.notFound()
    })
    .post(paths.instruction.retourActe, exigeInstructeur, revenir)
    .get(paths.instruction.repriseActe, exigeInstructeur, reprendre)
    .get(paths.instruction.compteRenduActe, exigeInstructeur, compteRendu)

const versListe = (requete: string) => (requete ? `${paths.instruction.boite}?${requete}` : paths.instruction.boite)
const retourDe = (d: DemandeSelection) => versListe(d.liste)

/** No act: those that are chosen are opened one after the other, the first of them now. Too many to be named are those of their list. */
const SUIVRE = 'suivre'
const NOMMES_MAX = 60
async function suivreALaSuite(c: Ctx, { selection, filtre, liste }: DemandeSelection): Promise<Response> {
  const ctx = ctxActeur(c)
  const parmi = selection.genre === 'dossiers' ? [...selection.ids].sort() : []
  const nommes = parmi.length <= NOMMES_MAX
  const lus = { ...filtre, parmi }
  const [premier] = await enTransaction(ctx, tx => dossiersChoisis(tx, ctx, { selection: { genre: 'liste' }, filtre: lus, liste }))
  if (!premier || (selection.genre === 'dossiers' && parmi.length === 0)) return refuser(c, { selection, filtre, liste }, false)
  const page = paths.instruction.instruire(premier.id)
  return c.redirect(paths.instruction.avecListe(page, parmi.length > 0 && nommes ? ecrireListe(lus) : liste), 303)
}

type Retour = {
  saisie?: SaisieActe
  errors?: FieldErrors
  change?: boolean
  cle?: string
  rang?: number | undefined
  statut?: 200 | 409 | 422
}
async function preparer(c: Ctx, acte: ActeGroupe, d: DemandeSelection, retour: Retour = {}): Promise<Response> {
  const ctx = ctxActeur(c)
  const { dossiers, choix } = await enTransaction(ctx, tx => lireChoisis(tx, ctx, acte, d))
  if (dossiers.length === 0 || dossiers.length > DOSSIERS_MAX) return refuser(c, d, dossiers.length > 0)
  const { echeance, ...offert } = choix
  const { saisie = lireSaisie({ echeance }), errors = {}, change = false, cle = nouvelId(), rang, statut = 200 } = retour
  const props = { ...offert, dossiers, acte, champs: champsSelection(d), cle, retour: retourDe(d), saisie, errors, change, rang }
  return c.html(<PreparationPage site={c.var.site} {...props} />, statut)
}
async function lireChoisis(tx: Tx, ctx: ContexteActeur, acte: ActeGroupe, d: DemandeSelection) {
  const dossiers = await dossiersChoisis(tx, ctx, d)
  return { dossiers, choix: await choixDe(tx, ctx, acte, dossiers) }
}

const refuser = (c: Ctx, d: DemandeSelection, trop: boolean) => {
  const motif = trop ? 'trop' : d.selection.genre === 'reprise' ? 'reprise' : 'aucun'
  return c.html(<SelectionRefuseePage site={c.var.site} retour={retourDe(d)} motif={motif} />, 422)
}

async function lancer(c: Ctx): Promise<Response> {
  const ctx = ctxActeur(c)
  const corps = await c.req.parseBody({ all: true })
  const [d, saisie] = [lireSelection(corps), lireSaisie(corps)]
  const { acte } = corps
  if (!estActeGroupe(acte)) return refuser(c, d, false)
  const cle = texteSaisi(corps.cle).slice(0, 100) || nouvelId()
  const geste = lireGeste(corps._geste)
  // a button of the list of points changes the form and nothing else
  if (geste) {
    const { saisie: demande, rang } = appliquerGeste(saisie.demande, geste)
    return preparer(c, acte, d, { saisie: { ...saisie, demande }, cle, rang, statut: 422 })
  }
  const { choix } = await enTransaction(ctx, tx => lireChoisis(tx, ctx, acte, d))
  const lus = lireParametres(acte, saisie, { ...choix, instant: ctx.instant })
  if (!lus.ok) return preparer(c, acte, d, { saisie, cle, errors: lus.error, statut: 422 })
  const r = await lancerActe(ctx, { ...d, cle, parametres: lus.value, nombre: Number(corps.nombre) })
  // its account stands on top of the list that one comes from, at the same page
  if (r.ok) return c.redirect(`${retourDe(d)}#${ancreActe(r.value)}`, 303)
  if (r.error.motif === 'change') return preparer(c, acte, d, { saisie, cle, change: true, statut: 409 })
  return refuser(c, d, r.error.motif === 'trop')
}

async function suivre(c: Ctx<'acte'>, refuse?: keyof typeof SANS_RETOUR): Promise<Response> {
  const ctx = ctxActeur(c)
  const court = c.req.query('court') === '1'
  const suivi = await enTransaction(ctx, async tx => {
    const acte = await trouverActe(tx, ctx, param(c, 'acte'))
    return acte && (await avecRefus(tx, ctx, acte, { court }))
  })
  return suivi
    ? c.html(
        <ActePage site={c.var.site} suivi={suivi} retour={versListe(suivi.acte.requete)} court={court} refuse={refuse} />,
        refuse ? 409 : 200,
      )
    : c.notFound()
}

/** What an act did is taken back by another, which has its own account: on top of the list again for whoever pressed there. */
async function revenir(c: Ctx<'acte'>): Promise<Response> {
  const r = await lancerRetour(ctxActeur(c), param(c, 'acte'))
  const depuisLaListe = (await c.req.parseBody()).depuis === 'liste'
  if (r.ok)
    return c.redirect(depuisLaListe ? `${versListe(r.value.requete)}#${ancreActe(r.value.id)}` : paths.instruction.acte(r.value.id), 303)
  return r.error.motif === 'introuvable' ? c.notFound() : suivre(c, r.error.motif)
}

/** The refused dossiers of an ended act: asked again, with what was typed. */
async function reprendre(c: Ctx<'acte'>): Promise<Response> {
  const ctx = ctxActeur(c)
  const acte = await enTransaction(ctx, tx => trouverActe(tx, ctx, param(c, 'acte')))
  if (!acte?.finiLe || acte.parametres.acte === 'revenir') return c.notFound()
  const d: DemandeSelection = { selection: { genre: 'reprise', acte: acte.id }, ...listeDe(acte.requete) }
  return preparer(c, acte.parametres.acte, d, { saisie: saisieDe(acte.parametres) })
}

async function compteRendu(c: Ctx<'acte'>): Promise<Response> {
  const ctx = ctxActeur(c)
  const lignes = await enTransaction(ctx, async tx => {
    const acte = await trouverActe(tx, ctx, param(c, 'acte'))
    return acte && (await lignesDe(tx, ctx, acte.id))
  })
  if (!lignes) return c.notFound()
  const { type, flux } = compteRenduCsv(lignes, ctx.instant)
  c.header('content-type', type)
  c.header('content-disposition', 'attachment; filename="compte-rendu.csv"')
  return c.body(flux)
}

/** What the form of an act offers to choose from, and fills in by itself. */
type Choix = { personnes: Instructeur[]; cibles: Cible[]; jours: number | undefined; echeance: string; qui: QuiDecide }
const RIEN: Choix = { personnes: [], cibles: [], jours: undefined, echeance: '', qui: 'comite' }

async function choixDe(tx: Tx, ctx: ContexteActeur, acte: ActeGroupe, dossiers: readonly DossierChoisi[]): Promise<Choix> {
  if (acte === 'affecter') return { ...RIEN, personnes: await memesAppels(tx, await lecteurDe(tx, ctx)) }
  if (acte === 'passer_au_comite') {
    const siens = new Set(dossiers.map(d => d.appel))
    return { ...RIEN, qui: quiDecide((await appelsPublies(tx, ctx.guichetId)).filter(a => siens.has(a.appelId)).map(a => a.appel)) }
  }
  return acte === 'demander_complement' ? choixDemande(tx, ctx, dossiers) : RIEN
}

/** The parts of all their forms, each once: a dossier that lacks one is refused by its own act. */
async function choixDemande(tx: Tx, ctx: ContexteActeur, dossiers: readonly DossierChoisi[]): Promise<Choix> {
  const choix = { ...RIEN }
  const cibles = new Map<string, Cible>()
  for (const id of await unParFormulaire(tx, ctx.guichetId, dossiers)) {
    const { lecture } = await lireDepose(tx, ctx.guichetId, id)
    for (const c of ciblesDe(lecture)) if (!cibles.has(c.code)) cibles.set(c.code, c)
    const echeance = echeanceProposee(lecture.appel, ctx.instant)
    choix.jours ??= lecture.appel.regime.complements?.delai_jours
    if (echeance && !choix.echeance) choix.echeance = formatJourCourt(echeance)
  }
  return { ...choix, cibles: [...cibles.values()] }
}
