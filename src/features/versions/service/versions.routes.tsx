import { ctxActeur, router } from '../../../http.ts'
import { comparateur } from '../../../lib/comparer-textes.ts'
import { paths } from '../../../paths.ts'
import { lireDepose } from '../../examen/index.ts'
import { lireCadre } from '../../instruction/index.ts'
import { piecesLues } from '../../pieces/index.ts'
import { dansLePerimetre, exigeInstructeur } from '../../service/index.ts'
import { comparerDepots, lireDepots } from '../comparer.ts'
import { compareesMotAMot } from '../differences.ts'
import { type VersionDeposee, versionsDeposees } from '../versions.queries.ts'
import { type Choix, VersionsPage } from './versions.view.tsx'

/** The filings of a dossier, two of them side by side. */
export const versionsRoutes = () =>
  router().get(paths.instruction.versions, exigeInstructeur, async c => {
    const ctx = ctxActeur(c)
    const lu = await dansLePerimetre(c, async (tx, instruit) => {
      const { dossier_id } = instruit.ligne
      const versions = await versionsDeposees(tx, ctx.guichetId, dossier_id)
      const choix = choisies(versions, c.req.query('avant'), c.req.query('apres'))
      if (!choix) return undefined
      const { lecture } = await lireDepose(tx, ctx.guichetId, dossier_id)
      const depots = choix.erreur ? undefined : await lireDepots(tx, ctx.guichetId, dossier_id, [choix.avant, choix.apres])
      const projet = { id: dossier_id, appel: lecture.appel, structures: lecture.structures }
      const compares = depots && (await comparerDepots(tx, ctx.guichetId, projet, depots))
      const page = (
        <VersionsPage
          site={c.var.site}
          cadre={await lireCadre(tx, ctx, instruit)}
          appel={lecture.appel}
          versions={versions}
          choix={choix}
          compares={compares && { ...compares, differences: compareesMotAMot(compares.differences, comparateur()) }}
          ouvrables={new Set((await piecesLues(tx, ctx.guichetId, dossier_id)).map(p => p.id))}
        />
      )
      return { page, statut: choix.erreur ? (422 as const) : (200 as const) }
    })
    return lu ? c.html(lu.page, lu.statut) : c.notFound()
  })

/** The two versions asked for, in their order; the last two when nothing is asked. Absent when one of them was never filed. */
function choisies(versions: readonly VersionDeposee[], avant: string | undefined, apres: string | undefined): Choix | undefined {
  const derniere = versions.at(-1)!.version
  const lire = (v: string | undefined, defaut: number) => (v ? versions.find(x => String(x.version) === v)?.version : defaut)
  const [a, b] = [lire(avant, Math.max(1, derniere - 1)), lire(apres, derniere)]
  if (a === undefined || b === undefined) return undefined
  const erreur = a === b && versions.length > 1 ? 'Choisissez deux versions différentes' : undefined
  return { avant: Math.min(a, b), apres: Math.max(a, b), erreur }
}
