import { enTransaction } from '../../../contexte.ts'
import { type Ctx, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { exigeInstructeur } from '../dossier/dans-le-perimetre.ts'
import { BoitePage } from './boite.view.tsx'
import { lireBoite } from './lire-boite.ts'

/** The inbox: its filter is the address, so that it can be kept, sent and gone back to. */
export const boiteRoutes = () =>
  router().get(paths.instruction.boite, exigeInstructeur, async c => {
    const props = await enTransaction(c.var.ctx, tx => lireBoite(tx, c as Ctx))
    return c.html(<BoitePage site={c.var.site} {...props} />)
  })
