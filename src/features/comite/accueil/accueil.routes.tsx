import { aRole, enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { appelsPublies } from '../../appels/index.ts'
import { exigeComite } from '../reponses.tsx'
import { dossiersEnAttente, seancesDe } from './accueil.queries.ts'
import { AccueilPage } from './accueil.view.tsx'

export const accueilRoutes = () => router().get(paths.comite.accueil, exigeComite, accueil)

async function accueil(c: Ctx) {
  const ctx = ctxActeur(c)
  const lu = await enTransaction(ctx, async tx => {
    const seances = await seancesDe(tx, ctx)
    if (!aRole(ctx.acteur, 'administrateur')) return { seances, appels: [] }
    const attente = await dossiersEnAttente(tx, ctx.guichetId)
    const appels = (await appelsPublies(tx, ctx.guichetId)).map(a => ({
      slug: a.appel.slug,
      titre: a.appel.titre,
      attente: attente.get(a.appelId) ?? 0,
    }))
    return { seances, appels }
  })
  return c.html(<AccueilPage site={c.var.site} {...lu} />)
}
