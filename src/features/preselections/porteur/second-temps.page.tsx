import { type Contexte, enTransaction } from '../../../contexte.ts'
import type { Ctx } from '../../../http.ts'
import { teteDe } from '../../cadre/index.ts'
import { peut, relation } from '../../decret/index.ts'
import { cloturePour, etatPour } from '../../delais/index.ts'
import type { Dossier } from '../../dossiers/index.ts'
import { avancement, lireRegles } from '../../examen/index.ts'
import { annonceDe } from '../preselections.queries.ts'
import { reprisesDe } from './reprises.ts'
import { SecondTempsPage } from './second-temps.view.tsx'

/** The dossier of who was preselected: what was answered, the second form with what it takes from the intention, the two temps. */
export async function pageSecondTemps(c: Ctx, d: Dossier, statut: 200 | 422 = 200) {
  const ctx: Contexte = c.var.ctx
  const annonce = await enTransaction(ctx, tx => annonceDe(tx, ctx.guichetId, d.id))
  if (!annonce) throw new Error(`dossier ${d.id} is preselected without an answer`)
  const l = lireRegles(d, ctx.instant)
  const place = relation(ctx.acteur, d)
  return c.html(
    <SecondTempsPage
      site={c.var.site}
      tete={teteDe(c, d)}
      annonce={annonce}
      appel={d.version.appel}
      etapes={avancement(l, d.contenu)}
      reprises={reprisesDe(d, l)}
      intention={d.intention?.recuLe}
      clos={etatPour(d, ctx.instant) === 'clos'}
      avant={cloturePour(d, ctx.instant)!}
      maintenant={ctx.instant}
      renoncable={peut(place, 'retirer', { dossier: d.etat })}
      ecrit={peut(place, 'remplir', { dossier: d.etat }) && place === 'porteur'}
    />,
    statut,
  )
}
