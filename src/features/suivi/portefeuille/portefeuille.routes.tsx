import { aRole, enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { lireDemande } from './choix.ts'
import { lirePortefeuille } from './lire-portefeuille.ts'
import { PortefeuillePage } from './portefeuille.view.tsx'

/** Who counts: those who follow lauréats, and a lecteur, who reads figures and no name. */
export const exigeSuivi = exigeRole('referent_departemental', 'referent_regional', 'administrateur', 'lecteur')

export const demandeDe = (c: Ctx) => lireDemande(new URL(c.req.url).searchParams)
export const lire = (c: Ctx) =>
  enTransaction(c.var.ctx, tx => lirePortefeuille(tx, ctxActeur(c), demandeDe(c), c.var.deps.config.guichet.territoire.departements))

/** The portfolio of lauréats. */
export const portefeuilleRoutes = () =>
  router().get(paths.suivi.portefeuille, exigeSuivi, async c => {
    const administre = aRole(c.var.ctx.acteur, 'administrateur')
    return c.html(<PortefeuillePage site={c.var.site} p={await lire(c as Ctx)} administre={administre} />)
  })
