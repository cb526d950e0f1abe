import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, param, router, UUID } from '../../../http.ts'
import { formatJourCourt } from '../../../lib/dates.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import type { Appel } from '../../appels/index.ts'
import { comparerReponse } from '../../dossiers/index.ts'
import { dansLePerimetre, exigeInstructeur, ID } from '../dossier/dans-le-perimetre.ts'
import { lireCadre } from '../dossier/lire-cadre.ts'
import { lireDossierInstruit } from '../dossier/lire-dossier.ts'
import { direRefus, repondreRefus } from '../dossier/reponses.tsx'
import { peutInstruire } from '../instruction.rules.ts'
import { ciblesDe } from './cibles.ts'
import { cloreDemande, NOTE_MAX } from './clore-demande.ts'
import { type Demande, demandesDe } from './complements.queries.ts'
import { ComplementsPage, type DemandeComparee } from './complements.view.tsx'
import { demanderComplement, echeanceProposee, finDuJour, POINTS_MAX, type SaisieDemande } from './demander.ts'
import { retirerDemande } from './retirer-demande.ts'

/** Requests for complements of a dossier: those made, and one to make. */
export const complementsRoutes = () =>
  router()
    .get(paths.instruction.complements(ID), exigeInstructeur, c => pageComplements(c as Ctx))
    .post(paths.instruction.complements(ID), exigeInstructeur, c => demander(c as Ctx))
    .post(paths.instruction.retraitComplement(ID, `:complement{${UUID}}`), exigeInstructeur, c => retirer(c as Ctx))
    .post(paths.instruction.clotureComplement(ID, `:complement{${UUID}}`), exigeInstructeur, c => clore(c as Ctx))

type Retour = { saisie?: SaisieDemande; note?: string; errors: Record<string, string> }

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
        demandes={await comparees(tx, ctx.guichetId, { id: dossier.id, appel: lecture.appel }, demandes)}
        pieces={dossier.pieces}
        note={retour?.note}
        cibles={ciblesDe(lecture)}
        demande={peutInstruire('demander_complement', lu.ligne.etat, lu.place)}
        instant={ctx.instant}
        saisie={retour?.saisie ?? vide}
        errors={retour?.errors ?? {}}
        fait={retour ? undefined : FAITS[c.req.query('fait') ?? '']}
      />
    )
  })
  return page ? c.html(page, retour ? 422 : 200) : c.notFound()
}
/** Each request that was answered, with what its answer changed. */
async function comparees(
  tx: Tx,
  guichetId: string,
  d: { id: string; appel: Appel },
  demandes: readonly Demande[],
): Promise<DemandeComparee[]> {
  const lues: DemandeComparee[] = []
  for (const k of demandes) lues.push({ ...k, comparee: k.reponduLe ? await comparerReponse(tx, guichetId, d, k) : undefined })
  return lues
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
  const texte = await lireTextes(c)
  const points = Array.from({ length: POINTS_MAX }, (_, i) => ({ cible: texte(`cible-${i + 1}`), demande: texte(`demande-${i + 1}`) }))
  const saisie = { message: texte('message').slice(0, 5000), echeance: texte('echeance'), points }
  const r = await demanderComplement(ctxActeur(c), { dossierId: param(c, 'id'), ...saisie })
  if (r.ok) return c.redirect(`${paths.instruction.complements(param(c, 'id'))}?fait=demande`, 303)
  if (r.error.motif === 'saisie') return pageComplements(c, { saisie, errors: r.error.errors })
  if (r.error.motif === 'deja') return direRefus(c, 'Une demande attend déjà la réponse du porteur. Une seule attend à la fois.', 409)
  return repondreRefus(c, r.error)
}

async function retirer(c: Ctx) {
  const motif = (await lireTextes(c))('motif').slice(0, 2000)
  const r = await retirerDemande(ctxActeur(c), { dossierId: param(c, 'id'), complement: param(c, 'complement'), motif })
  if (r.ok) return c.redirect(`${paths.instruction.complements(param(c, 'id'))}?fait=retrait`, 303)
  if (r.error.motif === 'demande_inconnue') return c.notFound()
  if (r.error.motif === 'repondue') return direRefus(c, 'Le porteur a déjà répondu à cette demande.', 409)
  if (r.error.motif === 'sans_raison')
    return pageComplements(c, { errors: { motif: 'Écrivez pourquoi vous retirez la demande, le porteur le lit' } })
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
  if (r.error.motif === 'trop_long')
    return pageComplements(c, { note, errors: { note: `La note a ${r.error.longueur}\u00a0caractères. Raccourcissez-la à ${NOTE_MAX}` } })
  return repondreRefus(c, r.error)
}
