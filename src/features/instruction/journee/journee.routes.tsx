import { enTransaction } from '../../../contexte.ts'
import { router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { exigeInstructeur } from '../../service/index.ts'
import { JourneePage } from './journee.view.tsx'
import { lireJournee } from './lire-journee.ts'

/** The first page of somebody of the service: what waits for them. */
export const journeeRoutes = () =>
  router().get(paths.instruction.journee, exigeInstructeur, async c => {
    const props = await enTransaction(c.var.ctx, tx => lireJournee(tx, c))
    return c.html(<JourneePage site={c.var.site} {...props} />)
  })
