import { type Ctx, ctxActeur, faitDe, param, router } from '../../http.ts'
import { texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { peut } from '../decret/index.ts'
import { lireDepose } from '../examen/index.ts'
import { direRefus, lireCadre, repondreRefus } from '../instruction/index.ts'
import { dansLePerimetre, exigeInstructeur } from '../service/index.ts'
import { servirAttestation } from './attestation.ts'
import type { SaisieDemande } from './avis.form.ts'
import { DUREE_HABITUELLE } from './avis.rules.ts'
import { AvisPage } from './avis.view.tsx'
import { demanderAvis } from './demander-avis.ts'
import { demanderAvisDu, demanderAvisDus } from './demander-dus.ts'
import { donnerSuite } from './donner-suite.ts'
import { type DuSaisi, dusVus } from './dus.donnees.ts'
import { lireAvis } from './lire-avis.ts'
import { partiesDe } from './parties.ts'
import { phraseAvisDu, resteADemander } from './phrases.ts'
import { relancerAvis } from './relancer.ts'
import { retirerAvis } from './retirer-avis.ts'

/** Opinions asked of people from outside, from the service's side: those that the call asks for, and those that the service asks for by itself. */
export const avisRoutes = () =>
  router()
    .get(paths.instruction.avis, exigeInstructeur, pageAvis)
    .post(paths.instruction.avis, exigeInstructeur, demander)
    .post(paths.instruction.avisDus, exigeInstructeur, demanderDus)
    .post(paths.instruction.retraitAvis, exigeInstructeur, retirer)
    .post(paths.instruction.relanceAvis, exigeInstructeur, relancer)
    .post(paths.instruction.suiteAvis, exigeInstructeur, suivre)
    .get(paths.instruction.attestationAvis, exigeInstructeur, attester)

const VIDE: SaisieDemande = { expert: '', courriel: '', demande: '', parties: [], jours: String(DUREE_HABITUELLE) }
const FAITS: Record<string, string> = {
  demande: 'La demande est partie par courriel, avec son lien.',
  dus: 'Les demandes sont parties, chacune par un courriel avec son lien.',
  retrait: 'La demande est retirée. Son lien n’ouvre plus rien.',
  relance: 'Le rappel est parti, avec un nouveau lien. L’ancien n’ouvre plus rien.',
  suite: 'La suite donnée à la réserve est enregistrée.',
}

type Retour = { saisie?: SaisieDemande; du?: DuSaisi; errors: Readonly<Record<string, string>> }
async function pageAvis(c: Ctx<'id'>, retour?: Retour) {
  const ctx = ctxActeur(c)
  const page = await dansLePerimetre(c, async (tx, lu) => {
    const { lecture, dossier } = await lireDepose(tx, ctx.guichetId, lu.ligne.dossier_id)
    const { dus, autres } = await lireAvis(tx, ctx.guichetId, { lecture, dossier, departement: lu.ligne.departement_pilote })
    const parties = partiesDe(lecture, dossier.pieces)
    return (
      <AvisPage
        site={c.var.site}
        cadre={await lireCadre(tx, ctx, lu)}
        dus={dusVus({ dus, pieces: dossier.pieces, parties, dossierId: dossier.id, instant: ctx.instant, saisi: retour?.du })}
        sansObjet={lecture.appel.avis.length > 0 && dus.length === 0}
        avis={autres}
        parties={parties}
        instant={ctx.instant}
        demande={peut(lu.place, 'demander_avis', { dossier: lu.ligne.etat })}
        suit={peut(lu.place, 'suivre_avis', { dossier: lu.ligne.etat })}
        saisie={retour?.saisie ?? VIDE}
        errors={retour?.errors ?? {}}
        fait={retour ? undefined : faitDe(c, FAITS)}
      />
    )
  })
  return page ? c.html(page, retour ? 422 : 200) : c.notFound()
}

const versLaPage = (c: Ctx<'id'>, fait: string) => c.redirect(`${paths.instruction.avis(param(c, 'id'))}?fait=${fait}`, 303)

async function demander(c: Ctx<'id'>) {
  const corps = await c.req.parseBody({ all: true })
  const texte = (cle: string) => texteSaisi(corps[cle])
  const parties = [corps.parties ?? []].flat().filter(p => typeof p === 'string')
  const saisie = { expert: texte('expert'), courriel: texte('courriel'), demande: texte('demande'), parties, jours: texte('jours') }
  const r = await demanderAvis(ctxActeur(c), { dossierId: param(c, 'id'), ...saisie })
  if (r.ok) return versLaPage(c, 'demande')
  return r.error.motif === 'saisie' ? pageAvis(c, { saisie, errors: r.error.errors }) : repondreRefus(c, r.error)
}

/** One of those that the call asks for, named by its code; all of them without a name. */
async function demanderDus(c: Ctx<'id'>) {
  const ctx = ctxActeur(c)
  const corps = await c.req.parseBody()
  const [dossierId, code] = [param(c, 'id'), texteSaisi(corps.code)]
  if (code === '') {
    const r = await demanderAvisDus(ctx, dossierId)
    if (!r.ok) return refuser(c, r.error)
    // what has no address stays on the page, with its form
    return r.value.demandes.length > 0 ? versLaPage(c, 'dus') : direRefus(c, resteADemander(r.value)!, 409)
  }
  const saisie = { courriel: texteSaisi(corps.courriel), demande: texteSaisi(corps.demande) }
  const r = await demanderAvisDu(ctx, { dossierId, code, ...saisie })
  if (r.ok) return versLaPage(c, 'demande')
  return r.error.motif === 'saisie' ? pageAvis(c, { du: { code, ...saisie }, errors: r.error.errors }) : refuser(c, r.error)
}

type Refus = Parameters<typeof phraseAvisDu>[0] | { motif: 'introuvable' } | { motif: 'avis_inconnu' } | { motif: 'saisie' }
/** What the decree refuses, it answers; what cannot be asked is said. */
function refuser(c: Ctx<'id'>, refus: Refus) {
  if (refus.motif === 'introuvable' || refus.motif === 'avis_inconnu' || refus.motif === 'saisie') return c.notFound()
  return refus.motif === 'etat' || refus.motif === 'interdit' ? repondreRefus(c, refus) : direRefus(c, phraseAvisDu(refus), 409)
}

async function retirer(c: Ctx<'id' | 'avis'>) {
  const r = await retirerAvis(ctxActeur(c), { dossierId: param(c, 'id'), avis: param(c, 'avis') })
  if (r.ok) return versLaPage(c, 'retrait')
  if (r.error.motif === 'avis_inconnu') return c.notFound()
  if (r.error.motif === 'silence')
    return direRefus(c, 'Le délai est passé, et ce que vaut le silence est acquis\u00a0: la demande reste au dossier.', 409)
  return r.error.motif === 'rendu' ? direRefus(c, 'Cet avis est déjà rendu\u00a0: il reste au dossier.', 409) : repondreRefus(c, r.error)
}

async function relancer(c: Ctx<'id' | 'avis'>) {
  const saisie = { avis: param(c, 'avis'), courriel: texteSaisi((await c.req.parseBody()).courriel) }
  const r = await relancerAvis(ctxActeur(c), { dossierId: param(c, 'id'), ...saisie })
  if (r.ok) return versLaPage(c, 'relance')
  return r.error.motif === 'saisie' ? pageAvis(c, { du: saisie, errors: r.error.errors }) : refuser(c, r.error)
}

async function suivre(c: Ctx<'id' | 'avis'>) {
  const corps = await c.req.parseBody()
  const saisie = { avis: param(c, 'avis'), suite: texteSaisi(corps.suite), texte: texteSaisi(corps.texte) }
  const r = await donnerSuite(ctxActeur(c), { dossierId: param(c, 'id'), ...saisie })
  if (r.ok) return versLaPage(c, 'suite')
  switch (r.error.motif) {
    case 'saisie':
      return pageAvis(c, { du: saisie, errors: r.error.errors })
    case 'avis_inconnu':
      return c.notFound()
    case 'sans_reserve':
      return direRefus(c, 'Cet avis n’a pas de réserve\u00a0: il n’appelle pas de suite.', 409)
    default:
      return repondreRefus(c, r.error)
  }
}

async function attester(c: Ctx<'id' | 'avis'>) {
  const dossierId = await dansLePerimetre(c, async (_, lu) => lu.ligne.dossier_id)
  return dossierId ? servirAttestation(c, { dossierId, id: param(c, 'avis') }) : c.notFound()
}
