import { aRole, enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import type { ErreursDecision, SaisieDecision } from '../../decisions/index.ts'
import { peut } from '../../decret/index.ts'
import { seancePour } from '../acte.ts'
import { estampilleDe } from '../estampille.queries.ts'
import { signaler } from '../liaison/signaler.ts'
import { presidables } from '../presidence/ceder.ts'
import { repondreRefus } from '../reponses.tsx'
import { examines, placesSeance } from '../seance.ts'
import type { HeureRefusee } from '../suspension.view.tsx'
import { lireLaSalle } from './lire-la-salle.ts'
import { lireSalle } from './lire-salle.ts'
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

/** The room, on the dossier asked for; without one, on the one in debate. */
export async function pageSalle(c: Ctx<'id'>, retour?: Retour): Promise<Response> {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const estampille = await estampilleDe(tx, ctx.guichetId, param(c, 'id'))
    const lue = await seancePour(tx, ctx, 'deliberer', param(c, 'id'), { verrou: false })
    if (!lue.ok) return { refus: lue.error }
    const s = lue.value
    // the money of a call is moved by its administrators
    const mouvements = aRole(ctx.acteur, 'administrateur') ? paths.administration.enveloppes(s.appel.slug) : undefined
    const salle = await lireSalle(tx, ctx.guichetId, s, { estampille, demande: c.req.param('dossier'), mouvements, retour })
    if (!salle) return { refus: { motif: 'introuvable' as const } }
    const lu = examines(s).find(d => d.id === (salle.ailleurs?.id ?? salle.debat?.id))
    await signaler(tx, ctx, s, { dossier: lu?.id, par: 'page' })
    const conduit = peut(placesSeance(s), 'conduire', { seance: s.etat })
    const present = { laSalle: await lireLaSalle(tx, ctx, s, lu), presidables: conduit ? presidables(s) : undefined }
    return { salle: { ...salle, ...present, instant: ctx.instant, ouverte: s.etat === 'ouverte' } }
  })
  if (!r.salle) return repondreRefus(c, r.refus)
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
