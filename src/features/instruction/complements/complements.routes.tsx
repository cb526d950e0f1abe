import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, param, router, UUID } from '../../../http.ts'
import { formatJourCourt } from '../../../lib/dates.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { comparerReponse, type Dossier, type Lecture, titreDuPoint } from '../../dossiers/index.ts'
import { dansLePerimetre, exigeInstructeur, ID } from '../dossier/dans-le-perimetre.ts'
import { lireCadre } from '../dossier/lire-cadre.ts'
import { lireDossierInstruit } from '../dossier/lire-dossier.ts'
import { direRefus, repondreRefus } from '../dossier/reponses.tsx'
import { peutInstruire } from '../instruction.rules.ts'
import { ciblesDe } from './cibles.ts'
import { cloreDemande } from './clore-demande.ts'
import { type Demande, demandesDe, type Point } from './complements.queries.ts'
import { ComplementsPage } from './complements.view.tsx'
import { appliquerGeste, finDuJour, lireGeste, lireSaisie } from './demande.form.ts'
import type { DemandeLue } from './demande.view.tsx'
import { demanderComplement, echeanceProposee } from './demander.ts'
import type { FormulaireDemande } from './demander.view.tsx'
import { retirerDemande } from './retirer-demande.ts'

/** Requests for complements of a dossier: those made, and one to make. */
export const complementsRoutes = () =>
  router()
    .get(paths.instruction.complements(ID), exigeInstructeur, c => pageComplements(c as Ctx))
    .post(paths.instruction.complements(ID), exigeInstructeur, c => demander(c as Ctx))
    .post(paths.instruction.retraitComplement(ID, `:complement{${UUID}}`), exigeInstructeur, c => retirer(c as Ctx))
    .post(paths.instruction.clotureComplement(ID, `:complement{${UUID}}`), exigeInstructeur, c => clore(c as Ctx))

type Retour = { formulaire?: FormulaireDemande; note?: string; motif?: string; errors?: Record<string, string> }

async function pageComplements(c: Ctx, retour?: Retour) {
  const ctx = ctxActeur(c)
  const page = await dansLePerimetre(c, async (tx, lu) => {
    const { lecture, dossier } = await lireDossierInstruit(tx, ctx.guichetId, lu.ligne.dossier_id)
    const demandes = await demandesDe(tx, ctx.guichetId, lu.ligne.dossier_id)
    const vide = { message: '', echeance: formatJourCourt(finDuJour(echeanceProposee(ctx.instant))), points: [] }
    return (
      <ComplementsPage
        site={c.var.site}
        cadre={await lireCadre(tx, ctx, lu)}
        demandes={await lues(tx, ctx.guichetId, { dossier, lecture }, demandes)}
        cibles={ciblesDe(lecture)}
        demande={peutInstruire('demander_complement', lu.ligne.etat, lu.place)}
        instant={ctx.instant}
        note={retour?.note}
        motif={retour?.motif}
        formulaire={retour?.formulaire ?? { saisie: vide, errors: retour?.errors ?? {} }}
        fait={retour ? undefined : FAITS[c.req.query('fait') ?? '']}
      />
    )
  })
  return page ? c.html(page, retour ? 422 : 200) : c.notFound()
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
  for (const k of demandes) {
    const comparee = k.reponduLe ? await comparerReponse(tx, guichetId, { id: dossier.id, appel }, k) : undefined
    const points = k.points.map((p, i) => ({ ...p, titre: titre(p), compare: comparee?.points[i] }))
    resultat.push({ ...k, points, verdicts: comparee?.verdicts })
  }
  return resultat
}

const FAITS: Record<string, string> = {
  demande: 'La demande est partie. Le porteur et ses partenaires ont reçu un courriel.',
  cloture: 'La demande est close. Le porteur ne reçoit pas de courriel.',
  retrait: 'La demande est retirée. Le porteur en est averti.',
}

async function lireTextes(c: Ctx) {
  const corps = await c.req.parseBody()
  return (cle: string) => texteSaisi(corps[cle])
}

async function demander(c: Ctx) {
  const corps = await c.req.parseBody()
  const saisie = lireSaisie(corps)
  const geste = lireGeste(corps._geste)
  // a button of the list changes the form and nothing else
  if (geste) return pageComplements(c, { formulaire: { ...appliquerGeste(saisie, geste), errors: {} } })
  const r = await demanderComplement(ctxActeur(c), { dossierId: param(c, 'id'), ...saisie })
  if (r.ok) return c.redirect(`${paths.instruction.complements(param(c, 'id'))}?fait=demande`, 303)
  if (r.error.motif === 'saisie') return pageComplements(c, { formulaire: { saisie, errors: r.error.errors } })
  if (r.error.motif === 'deja') return direRefus(c, 'Une demande attend déjà la réponse du porteur. Une seule attend à la fois.', 409)
  return repondreRefus(c, r.error)
}

async function retirer(c: Ctx) {
  const motif = (await lireTextes(c))('motif')
  const r = await retirerDemande(ctxActeur(c), { dossierId: param(c, 'id'), complement: param(c, 'complement'), motif })
  if (r.ok) return c.redirect(`${paths.instruction.complements(param(c, 'id'))}?fait=retrait`, 303)
  if (r.error.motif === 'demande_inconnue') return c.notFound()
  if (r.error.motif === 'repondue') return direRefus(c, 'Le porteur a déjà répondu à cette demande.', 409)
  if (r.error.motif === 'sans_raison')
    return pageComplements(c, { errors: { motif: 'Écrivez pourquoi vous retirez la demande, le porteur le lit' } })
  if (r.error.motif === 'trop_long') return pageComplements(c, { motif, errors: { motif: r.error.phrase } })
  return repondreRefus(c, r.error)
}

async function clore(c: Ctx) {
  const [dossierId, complement] = [param(c, 'id'), param(c, 'complement')]
  const note = (await lireTextes(c))('note')
  const r = await cloreDemande(ctxActeur(c), { dossierId, complement, note })
  if (r.ok) return c.redirect(`${paths.instruction.complements(dossierId)}?fait=cloture`, 303)
  if (r.error.motif === 'demande_inconnue') return c.notFound()
  if (r.error.motif === 'sans_reponse') return direRefus(c, 'Cette demande n’a pas de réponse à accepter.', 409)
  if (r.error.motif === 'deja_close') return direRefus(c, 'Cette demande est déjà close.', 409)
  if (r.error.motif === 'trop_long') return pageComplements(c, { note, errors: { note: r.error.phrase } })
  return repondreRefus(c, r.error)
}
