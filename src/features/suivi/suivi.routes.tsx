import type { Child } from 'hono/jsx'
import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { dateCivile } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { peut } from '../decret/index.ts'
import { Actes } from './actes/actes.view.tsx'
import { Avenants } from './avenants/avenants.view.tsx'
import { bilansRoutes } from './bilans/bilans.routes.tsx'
import { commandesRoutes } from './bilans/commandes/commandes.routes.tsx'
import { mesBilans, monSuivi } from './bilans/mes-bilans.queries.ts'
import { piecesBilanRoutes } from './bilans/pieces.routes.tsx'
import { lectureRoutes } from './lecture/lecture.routes.tsx'
import { lireProjet } from './lire-projet.ts'
import { portefeuilleRoutes } from './portefeuille/portefeuille.routes.tsx'
import { projetSuiviRoutes } from './projet/projet.routes.tsx'
import { SuiviPage } from './suivi.view.tsx'
import { Versements } from './versements/versements.view.tsx'

/** What another part of the follow-up shows on the page of a project, to the structures that bear it. A part more is a line more. */
export type Partie = (tx: Tx, ctx: ContexteActeur, dossierId: string) => Promise<Child>
const PARTIES: readonly Partie[] = [partieActes]

/** What becomes of an aid: its structures see their bilans and the page of each project; the service, its portfolio and what it does of each. */
export const suiviRoutes = () =>
  router()
    .et(portefeuilleRoutes())
    .et(projetSuiviRoutes())
    .et(lectureRoutes())
    .et(bilansRoutes())
    .et(piecesBilanRoutes())
    .et(commandesRoutes())
    .get(paths.bilans.suivi, exigeCompte, voir)

async function voir(c: Ctx<'id'>) {
  const ctx = ctxActeur(c)
  const jour = dateCivile(ctx.instant)
  const page = await enTransaction(ctx, async tx => {
    const id = param(c, 'id')
    const [lu, bilans, ...parties] = await Promise.all([
      monSuivi(tx, ctx, id),
      mesBilans(tx, ctx, jour, id),
      ...PARTIES.map(partie => partie(tx, ctx, id)),
    ])
    if (!lu || !peut(lu.relation, 'lire_suivi', { laureat: lu.suivi.etape })) return undefined
    return <SuiviPage site={c.var.site} s={lu.suivi} bilans={bilans} jour={jour} parties={parties} />
  })
  return page ? c.html(page) : c.notFound()
}

/** The act, the payments and the amendments, on the page of a project that its structures read. */
async function partieActes(tx: Tx, ctx: ContexteActeur, dossierId: string) {
  const p = await lireProjet(tx, ctx, dossierId)
  return p.ok ? (
    <>
      <Actes p={p.value} cote="porteur" />
      <Versements p={p.value} cote="porteur" />
      <Avenants p={p.value} cote="porteur" />
    </>
  ) : null
}
