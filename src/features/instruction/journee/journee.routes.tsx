import { aRole, enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { estInstructeur } from '../../service/index.ts'
import { JourneePage } from './journee.view.tsx'
import { JourneeCourtePage } from './journee-courte.view.tsx'
import { lireAttendus, lireJournee } from './lire-journee.ts'

/** The first page of somebody of the service: what waits for them. */
export const journeeRoutes = () =>
  router().get(paths.instruction.journee, exigeRole(), async c => {
    if (!estInstructeur(ctxActeur(c).acteur)) return courte(c)
    const props = await enTransaction(c.var.ctx, tx => lireJournee(tx, c))
    return c.html(<JourneePage site={c.var.site} {...props} />)
  })

async function courte(c: Ctx) {
  const ctx = ctxActeur(c)
  const attendus = await enTransaction(ctx, tx => lireAttendus(tx, ctx))
  const ailleurs = aRole(ctx.acteur, 'signataire')
    ? { libelle: 'Lire ce que vous avez signé', href: paths.signatures.accueil }
    : { libelle: 'Voir le tableau de bord', href: paths.instruction.bord }
  return c.html(<JourneeCourtePage site={c.var.site} instant={ctx.instant} ailleurs={ailleurs} {...attendus} />)
}
