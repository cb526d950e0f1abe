import { enTransaction, estAgent } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { derniersActes } from '../journal/index.ts'
import { AccesPage } from './acces.view.tsx'
import { GARDE_MOIS, lecturesDesMiens, passages } from './consultations.queries.ts'

const LIMITE = 50

/** A person's own accesses, in their account; and when the service read the dossiers of their structures. */
export const accesRoutes = () => router().get(paths.compte.acces, exigeCompte, montrer)

async function montrer(c: Ctx): Promise<Response> {
  const ctx = ctxActeur(c)
  const { guichetId, acteur } = ctx
  const lu = await enTransaction(ctx, async tx => {
    const [siens, actes, lectures] = await Promise.all([
      passages(tx, guichetId, { compteId: acteur.compteId, limite: LIMITE }),
      derniersActes(tx, guichetId, acteur.compteId, LIMITE),
      lecturesDesMiens(tx, ctx),
    ])
    return { passages: siens.lignes, actes, lectures }
  })
  return c.html(<AccesPage site={c.var.site} {...lu} agent={estAgent(acteur)} gardeMois={GARDE_MOIS} />)
}
