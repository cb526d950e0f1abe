import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, faitDe, param, router } from '../../../http.ts'
import { comparateur } from '../../../lib/comparer-textes.ts'
import { formatInstant, formatJour, formatJourCourt } from '../../../lib/dates.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { peut } from '../../decret/index.ts'
import type { Dossier } from '../../dossiers/index.ts'
import { type Lecture, lireDepose } from '../../examen/index.ts'
import { direRefus, evenementsDe, lireCadre, repondreRefus, suiteDe } from '../../instruction/index.ts'
import { dansLePerimetre, exigeInstructeur } from '../../service/index.ts'
import { comparerReponse } from '../reponse.ts'
import { titreDuPoint } from '../titres.ts'
import { ciblesDe } from './cibles.ts'
import { ACTES_COMPLEMENTS, compterActes, type Demande, demandesDe, type Point } from './complements.queries.ts'
import { ComplementsPage, type RetourComplements } from './complements.view.tsx'
import { deciderReponses } from './decider-reponses.ts'
import { lireSaisieDecisions } from './decisions.form.ts'
import { appliquerGeste, lireGeste, lireSaisie, type SaisieDemande } from './demande.form.ts'
import type { DemandeLue } from './demande.view.tsx'
import { demanderComplement, echeanceProposee } from './demander.ts'
import type { Bilan } from './panneau.view.tsx'
import { prolongerDemande } from './prolonger-demande.ts'
import { retirerDemande } from './retirer-demande.ts'

/** Requests for complements of a dossier: those made, and one to make. */
export const complementsServiceRoutes = () =>
  router()
    .get(paths.instruction.complements, exigeInstructeur, pageComplements)
    .post(paths.instruction.complements, exigeInstructeur, demander)
    .post(paths.instruction.prolongationComplement, exigeInstructeur, prolonger)
    .post(paths.instruction.retraitComplement, exigeInstructeur, retirer)
    .post(paths.instruction.clotureComplement, exigeInstructeur, decider)

async function lireTextes(c: Ctx) {
  const corps = await c.req.parseBody()
  return (cle: string) => texteSaisi(corps[cle])
}
const faite = (c: Ctx<'id'>, fait: string) => c.redirect(`${paths.instruction.complements(param(c, 'id'))}?fait=${fait}`, 303)

async function demander(c: Ctx<'id'>) {
  const corps = await c.req.parseBody()
  const saisie = lireSaisie(corps)
  const geste = lireGeste(corps._geste)
  // a button of the list changes the form and nothing else
  if (geste) return pageComplements(c, { statut: 422, formulaire: { ...appliquerGeste(saisie, geste), errors: {} } })
  // asked from the page where rules are judged: the next dossier of its list comes
  const suite = corps.suite === undefined ? undefined : await suiteDe(c)
  const r = await demanderComplement(ctxActeur(c), { dossierId: param(c, 'id'), ...saisie })
  if (r.ok) return suite ? c.redirect(suite('demande'), 303) : faite(c, 'demande')
  if (r.error.motif === 'saisie') return pageComplements(c, { statut: 422, formulaire: { saisie, errors: r.error.errors } })
  if (r.error.motif === 'deja' || r.error.motif === 'change') return devancee(c, saisie)
  return repondreRefus(c, r.error)
}

/** What somebody else has just done to the latest request of the dossier. */
async function dernierChangement(c: Ctx<'id'>): Promise<string> {
  const [k] = await enTransaction(c.var.ctx, tx => demandesDe(tx, c.var.ctx.guichetId, param(c, 'id')))
  return k ? motChangement(k) : 'Les demandes de ce dossier ont changé.'
}
function motChangement(k: Demande): string {
  const demande = `la demande n°\u00a0${k.numero}`
  if (k.annuleLe) return `${k.annulePar} a retiré ${demande}, ${formatInstant(k.annuleLe)}.`
  if (k.closLe) return `${k.closPar} a clos ${demande}, ${formatInstant(k.closLe)}.`
  if (k.reponduLe) return `Le porteur a répondu à ${demande}, ${formatInstant(k.reponduLe)}.`
  return `${k.par} a envoyé ${demande}, ${formatInstant(k.demandeLe)}. Elle attend la réponse du porteur, et une seule attend à la fois.`
}

/** Another came first: the request stays on the page as it was written, and has not left. */
async function devancee(c: Ctx<'id'>, saisie: SaisieDemande) {
  const phrase = `${await dernierChangement(c)} Votre demande n’est pas partie, elle reste écrite plus bas.`
  return pageComplements(c, { statut: 409, devance: { phrase }, formulaire: { saisie, errors: {} } })
}

async function prolonger(c: Ctx<'id' | 'complement'>) {
  const texte = await lireTextes(c)
  const attente = { jour: texte('jour'), raison: texte('raison') }
  const r = await prolongerDemande(ctxActeur(c), {
    dossierId: param(c, 'id'),
    complement: param(c, 'complement'),
    vu: texte('vu'),
    ...attente,
  })
  if (r.ok) return faite(c, 'prolongation')
  if (r.error.motif === 'demande_inconnue') return c.notFound()
  if (r.error.motif === 'saisie') return pageComplements(c, { statut: 422, attente, errors: r.error.errors })
  if (r.error.motif === 'change') {
    const phrase = `Le délai de cette demande va maintenant jusqu’au ${formatJour(r.error.echeance)}. Votre prolongation n’est pas enregistrée\u00a0: relisez, puis confirmez.`
    return pageComplements(c, { statut: 409, attente, devance: { phrase } })
  }
  if (r.error.motif === 'finie')
    return pageComplements(c, { statut: 409, devance: { phrase: await dernierChangement(c), texte: attente.raison } })
  return repondreRefus(c, r.error)
}

async function retirer(c: Ctx<'id' | 'complement'>) {
  const motif = (await lireTextes(c))('motif')
  const r = await retirerDemande(ctxActeur(c), { dossierId: param(c, 'id'), complement: param(c, 'complement'), motif })
  if (r.ok) return faite(c, 'retrait')
  if (r.error.motif === 'demande_inconnue') return c.notFound()
  if (r.error.motif === 'repondue')
    return pageComplements(c, { statut: 409, devance: { phrase: await dernierChangement(c), texte: motif } })
  if (r.error.motif === 'sans_raison')
    return pageComplements(c, { statut: 422, errors: { motif: 'Écrivez pourquoi vous retirez la demande, le porteur le lit' } })
  if (r.error.motif === 'trop_long') return pageComplements(c, { statut: 422, attente: { motif }, errors: { motif: r.error.phrase } })
  return repondreRefus(c, r.error)
}

async function decider(c: Ctx<'id' | 'complement'>) {
  const decisions = lireSaisieDecisions(await c.req.parseBody())
  const r = await deciderReponses(ctxActeur(c), { dossierId: param(c, 'id'), complement: param(c, 'complement'), ...decisions })
  if (r.ok) return faite(c, r.value.redemandes > 0 ? 'redemande' : 'cloture')
  if (r.error.motif === 'demande_inconnue') return c.notFound()
  if (r.error.motif === 'sans_reponse') return direRefus(c, 'Cette demande n’a pas de réponse à accepter.', 409)
  if (r.error.motif === 'deja_close') {
    const texte = [...decisions.decisions.map(x => x.manque), decisions.note].filter(Boolean).join('\n')
    return pageComplements(c, { statut: 409, devance: { phrase: await dernierChangement(c), texte } })
  }
  if (r.error.motif === 'saisie') return pageComplements(c, { statut: 422, decisions, errors: r.error.errors })
  return repondreRefus(c, r.error)
}

type Retour = RetourComplements & { statut: 409 | 422; errors?: Record<string, string> }

const FAITS: Record<string, string> = {
  demande: 'La demande est partie. Le porteur et ses partenaires ont reçu un courriel.',
  prolongation: 'Le délai est prolongé. Le porteur et ses partenaires ont reçu un courriel.',
  cloture: 'La demande est close. Le porteur ne reçoit pas de courriel.',
  redemande: 'Vos décisions sont enregistrées. Le porteur et ses partenaires ont reçu un courriel pour ce que vous redemandez.',
  retrait: 'La demande est retirée. Le porteur en est averti.',
}

/** The requests of a dossier, fresh or with what a refused form holds. */
async function pageComplements(c: Ctx<'id'>, retour?: Retour): Promise<Response> {
  const ctx = ctxActeur(c)
  const page = await dansLePerimetre(c, async (tx, lu) => {
    const id = lu.ligne.dossier_id
    const { lecture, dossier } = await lireDepose(tx, ctx.guichetId, id)
    const demandes = await demandesDe(tx, ctx.guichetId, id)
    const proposee = echeanceProposee(lecture.appel, ctx.instant)
    const vierge = { message: '', echeance: proposee ? formatJourCourt(proposee) : '', points: [], vu: '' }
    return (
      <ComplementsPage
        site={c.var.site}
        cadre={await lireCadre(tx, ctx, lu)}
        demandes={await lues(tx, ctx.guichetId, { dossier, lecture }, demandes)}
        cibles={ciblesDe(lecture)}
        demande={peut(lu.place, 'demander_complement', { dossier: lu.ligne.etat })}
        instant={ctx.instant}
        regime={lecture.appel.regime}
        vie={
          (await evenementsDe(tx, ctx.guichetId, { dossierId: id, lecteur: ctx.acteur.compteId, actions: ACTES_COMPLEMENTS })).evenements
        }
        bilan={await bilanDe(tx, ctx, id, demandes)}
        vierge={{ saisie: vierge, errors: {} }}
        retour={retour ?? {}}
        errors={retour?.formulaire?.errors ?? retour?.errors ?? {}}
        fait={retour ? undefined : faitDe(c, FAITS)}
      />
    )
  })
  return page ? c.html(page, retour?.statut ?? 200) : c.notFound()
}

/** Each request in the words of the form; one that was answered, with what its answer changed. */
async function lues(
  tx: Tx,
  guichetId: string,
  { dossier, lecture }: { dossier: Dossier; lecture: Lecture },
  demandes: readonly Demande[],
): Promise<DemandeLue[]> {
  const { appel, structures } = lecture
  const titre = (p: Point) => titreDuPoint({ appel, contenu: dossier.contenu, structures }, p)
  const resultat: DemandeLue[] = []
  const comparer = comparateur()
  for (const k of demandes) {
    const comparee = k.reponduLe ? await comparerReponse(tx, guichetId, { id: dossier.id, appel, structures }, k, comparer) : undefined
    const points = k.points.map((p, i) => ({ ...p, titre: titre(p), compare: comparee?.points[i] }))
    resultat.push({ ...k, points, effets: comparee })
  }
  return resultat
}

/** How many of each there were; a point is answered when its request is. */
async function bilanDe(tx: Tx, { guichetId }: ContexteActeur, id: string, demandes: readonly Demande[]): Promise<Bilan> {
  const points = (ks: readonly Demande[]) => ks.reduce((n, k) => n + k.points.length, 0)
  return {
    demandes: demandes.length,
    points: points(demandes),
    reponses: points(demandes.filter(k => k.reponduLe)),
    rappels: await compterActes(tx, guichetId, id, 'instruction.complement_rappele'),
    prolongations: await compterActes(tx, guichetId, id, 'instruction.complement_prolonge'),
  }
}
