import { aRole, enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import type { ErreursDecision, SaisieDecision } from '../../decisions/index.ts'
import { peut } from '../../decret/index.ts'
import { seancePour } from '../acte.ts'
import { pageAvis } from '../avis/avis.page.tsx'
import { estampilleDe } from '../estampille.queries.ts'
import { signesDe } from '../liaison/liaison.queries.ts'
import { parQui, signaler } from '../liaison/signaler.ts'
import { presidables } from '../presidence/ceder.ts'
import { repondreRefus } from '../reponses.tsx'
import { examines, placesSeance } from '../seance.ts'
import type { HeureRefusee } from '../suspension.view.tsx'
import { laSalleDe } from './la-salle.ts'
import { lireMatiere, lireSalle } from './lire-salle.ts'
import { SallePage } from './salle.view.tsx'

/** What a refused decision says, and what was typed. */
type Retour = {
  saisie?: SaisieDecision
  errors?: ErreursDecision
  avis?: string
  perdu?: readonly string[]
  heure?: HeureRefusee
  statut: 409 | 422
}

/** The room, on the dossier asked for; without one, on the one in debate. A body that gives opinions has a page of its own. */
export async function pageSalle(c: Ctx<'id'>, retour?: Retour): Promise<Response> {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const id = param(c, 'id')
    // the stamp is asked first: what is shown is then never older than it
    const [estampille, lue, signes] = await Promise.all([
      estampilleDe(tx, ctx.guichetId, id),
      seancePour(tx, ctx, 'deliberer', id, { verrou: false }),
      signesDe(tx, ctx.guichetId, id),
    ])
    if (!lue.ok) return { refus: lue.error }
    const s = lue.value
    if (s.instance.avis) return { avis: true }
    // the money of a call is moved by its administrators
    const mouvements = aRole(ctx.acteur, 'administrateur') ? paths.administration.enveloppes(s.appel.slug) : undefined
    const matiere = await lireMatiere(tx, ctx.guichetId, s)
    const salle = await lireSalle(tx, ctx.guichetId, s, { estampille, matiere, demande: c.req.param('dossier'), mouvements, retour })
    if (!salle) return { refus: { motif: 'introuvable' as const } }
    const trouver = (dossierId: string | undefined) => examines(s).find(d => d.id === dossierId)
    const [debat, lu] = [trouver(salle.debat?.id), trouver(salle.ailleurs?.id ?? salle.debat?.id)]
    await signaler(tx, ctx, s, { dossier: lu?.id, par: parQui(c) })
    const peutIci = (acte: 'conduire' | 'clore' | 'relire') => peut(placesSeance(s), acte, { seance: s.etat })
    const conduit = peutIci('conduire')
    const fin = peutIci('clore') ? ('clore' as const) : peutIci('relire') ? ('lire' as const) : undefined
    const present = { laSalle: laSalleDe(ctx, s, { signes, debat, lu }), presidables: conduit ? presidables(s) : undefined }
    return { salle: { ...salle, ...present, instant: ctx.instant, ouverte: s.etat === 'ouverte', fin } }
  })
  if (r.avis) return pageAvis(c)
  if (!r.salle) return repondreRefus(c, r.refus!)
  return c.html(
    <SallePage
      site={c.var.site}
      salle={r.salle}
      errors={retour?.errors ?? {}}
      avis={retour?.avis}
      perdu={retour?.perdu ?? []}
      heure={retour?.heure}
    />,
    retour?.statut ?? 200,
  )
}
