import { ctxActeur, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { dansLePerimetre, exigeInstructeur } from '../../service/index.ts'
import { lireCadre } from '../lire-cadre.ts'
import { evenementsDe } from './historique.queries.ts'
import { HistoriquePage } from './historique.view.tsx'

/** Every act about a dossier. */
export const historiqueRoutes = () =>
  router().get(paths.instruction.historique, exigeInstructeur, async c => {
    const brut = c.req.query('avant')
    const avant = brut && /^\d{1,15}$/.test(brut) ? Number(brut) : undefined
    const page = await dansLePerimetre(c, async (tx, lu) => {
      const ctx = ctxActeur(c)
      const adresse = paths.instruction.historique(lu.ligne.dossier_id)
      const demande = { dossierId: lu.ligne.dossier_id, lecteur: ctx.acteur.compteId, avant }
      const { evenements, suite } = await evenementsDe(tx, ctx.guichetId, demande)
      return (
        <HistoriquePage
          site={c.var.site}
          cadre={await lireCadre(tx, ctx, lu)}
          evenements={evenements}
          suivants={suite === undefined ? undefined : `${adresse}?avant=${suite}`}
          debut={avant === undefined ? undefined : adresse}
        />
      )
    })
    return page ? c.html(page) : c.notFound()
  })
