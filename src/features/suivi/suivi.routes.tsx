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
import { exige } from './exige.ts'
import { lectureRoutes } from './lecture/lecture.routes.tsx'
import { lireProjet } from './lire-projet.ts'
import { portefeuilleRoutes } from './portefeuille/portefeuille.routes.tsx'
import { actesRoutes } from './projet/actes.routes.tsx'
import { avenantsRoutes } from './projet/avenants.routes.tsx'
import { pageDuProjet } from './projet/reponses.tsx'
import { versementsRoutes } from './projet/versements.routes.tsx'
import { argentRoutes } from './public/argent.routes.tsx'
import { projetPublicRoutes } from './public/projet.routes.tsx'
import { projetsAidesRoutes } from './public/projets-aides.routes.tsx'
import { scansRoutes } from './scans/scans.routes.tsx'
import { SuiviPage } from './suivi.view.tsx'
import { Versements } from './versements/versements.view.tsx'

/** What becomes of an aid: its structures see their bilans and the page of each project; the service, its portfolio and what it does of each. */
export const suiviRoutes = () =>
  router()
    .et(portefeuilleRoutes())
    .get(paths.suivi.dossier, exige.service, c => pageDuProjet(c, 'service'))
    .et(actesRoutes(), scansRoutes(), versementsRoutes(), avenantsRoutes())
    .et(lectureRoutes(), bilansRoutes(), piecesBilanRoutes(), commandesRoutes())
    .et(projetPublicRoutes(), projetsAidesRoutes(), argentRoutes())
    .get(paths.bilans.suivi, exigeCompte, voir)

async function voir(c: Ctx<'id'>) {
  const ctx = ctxActeur(c)
  const jour = dateCivile(ctx.instant)
  const page = await enTransaction(ctx, async tx => {
    const id = param(c, 'id')
    const [lu, bilans, actes] = await Promise.all([monSuivi(tx, ctx, id), mesBilans(tx, ctx, jour, id), partieActes(tx, ctx, id)])
    if (!lu || !peut(lu.relation, 'lire_suivi', { laureat: lu.suivi.etape })) return undefined
    return <SuiviPage site={c.var.site} s={lu.suivi} bilans={bilans} jour={jour} actes={actes} />
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
