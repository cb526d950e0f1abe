import { type Ctx, ctxActeur, faitDe, param, router } from '../../../http.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { peut } from '../../decret/index.ts'
import { lireDepose } from '../../examen/index.ts'
import { dansLePerimetre, exigeInstructeur } from '../../service/index.ts'
import { avisDe } from '../avis.queries.ts'
import { DUREE_HABITUELLE } from '../avis.rules.ts'
import { lireCadre } from '../lire-cadre.ts'
import { direRefus, repondreRefus } from '../reponses.tsx'
import type { SaisieDemande } from './avis.form.ts'
import { AvisPage } from './avis.view.tsx'
import { demanderAvis } from './demander-avis.ts'
import { partiesDe } from './parties.ts'
import { retirerAvis } from './retirer-avis.ts'

/** Opinions asked of people from outside, from the service's side. */
export const avisRoutes = () =>
  router()
    .get(paths.instruction.avis, exigeInstructeur, pageAvis)
    .post(paths.instruction.avis, exigeInstructeur, demander)
    .post(paths.instruction.retraitAvis, exigeInstructeur, retirer)

const VIDE: SaisieDemande = { expert: '', courriel: '', demande: '', parties: [], jours: String(DUREE_HABITUELLE) }
const FAITS: Record<string, string> = {
  demande: 'La demande est partie par courriel, avec son lien.',
  retrait: 'La demande est retirée. Son lien n’ouvre plus rien.',
}

async function pageAvis(c: Ctx<'id'>, retour?: { saisie: SaisieDemande; errors: Readonly<Record<string, string>> }) {
  const ctx = ctxActeur(c)
  const page = await dansLePerimetre(c, async (tx, lu) => {
    const { lecture, dossier } = await lireDepose(tx, ctx.guichetId, lu.ligne.dossier_id)
    return (
      <AvisPage
        site={c.var.site}
        cadre={await lireCadre(tx, ctx, lu)}
        avis={await avisDe(tx, ctx.guichetId, lu.ligne.dossier_id)}
        parties={partiesDe(lecture, dossier.pieces)}
        instant={ctx.instant}
        demande={peut(lu.place, 'demander_avis', { dossier: lu.ligne.etat })}
        saisie={retour?.saisie ?? VIDE}
        errors={retour?.errors ?? {}}
        fait={retour ? undefined : faitDe(c, FAITS)}
      />
    )
  })
  return page ? c.html(page, retour ? 422 : 200) : c.notFound()
}

async function demander(c: Ctx<'id'>) {
  const corps = await c.req.parseBody({ all: true })
  const texte = (cle: string) => texteSaisi(corps[cle])
  const parties = [corps.parties ?? []].flat().filter(p => typeof p === 'string')
  const saisie = { expert: texte('expert'), courriel: texte('courriel'), demande: texte('demande'), parties, jours: texte('jours') }
  const r = await demanderAvis(ctxActeur(c), { dossierId: param(c, 'id'), ...saisie })
  if (r.ok) return c.redirect(`${paths.instruction.avis(param(c, 'id'))}?fait=demande`, 303)
  return r.error.motif === 'saisie' ? pageAvis(c, { saisie, errors: r.error.errors }) : repondreRefus(c, r.error)
}

async function retirer(c: Ctx<'id' | 'avis'>) {
  const r = await retirerAvis(ctxActeur(c), { dossierId: param(c, 'id'), avis: param(c, 'avis') })
  if (r.ok) return c.redirect(`${paths.instruction.avis(param(c, 'id'))}?fait=retrait`, 303)
  if (r.error.motif === 'avis_inconnu') return c.notFound()
  return r.error.motif === 'rendu' ? direRefus(c, 'Cet avis est déjà rendu\u00a0: il reste au dossier.', 409) : repondreRefus(c, r.error)
}
