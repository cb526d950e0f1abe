import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, param, router } from '../../../http.ts'
import { dateCivile } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { appelPublie, slugSur } from '../../appels/index.ts'
import { commencerEmport } from '../emport.ts'
import { envoyerZip } from '../envoyer-zip.ts'
import { appelDuSlug, compterArchive, dossierEnConflit } from './archive.queries.ts'
import { ArchivePage } from './archive.view.tsx'
import { entreesDeLAppel } from './archiver-appel.ts'

const admin = exigeRole('administrateur')

/** The archive of a call, for the administrator alone. */
export const archiveRoutes = () =>
  router()
    .get(paths.conservation.archive, admin, async c => (await page(c)) ?? c.notFound())
    .post(paths.conservation.archiveZip, admin, telecharger)

async function page(c: Ctx<'slug'>, refusee = false) {
  const { guichetId } = c.var.ctx
  const { compteId } = ctxActeur(c).acteur
  const slug = slugSur(param(c, 'slug'))
  const lu = await enTransaction(c.var.ctx, async tx => {
    const appel = await appelDuSlug(tx, guichetId, slug)
    const publie = appel && (await appelPublie(tx, guichetId, slug))
    return (
      publie && {
        titre: publie.appel.titre,
        compte: await compterArchive(tx, guichetId, appel.id),
        conflit: await dossierEnConflit(tx, guichetId, appel.id, compteId),
      }
    )
  })
  return lu && c.html(<ArchivePage site={c.var.site} slug={slug} {...lu} enCours={refusee && !lu.conflit} />, refusee ? 422 : 200)
}

async function telecharger(c: Ctx<'slug'>) {
  const ctx = ctxActeur(c)
  const lu = await enTransaction(ctx, async tx => {
    const appel = await appelDuSlug(tx, ctx.guichetId, slugSur(param(c, 'slug')))
    return appel && { appel, conflit: await dossierEnConflit(tx, ctx.guichetId, appel.id, ctx.acteur.compteId) }
  })
  if (!lu) return c.notFound()
  const { appel, conflit } = lu
  if (conflit) return (await page(c, true)) ?? c.notFound()
  const pris = await commencerEmport(ctx, appel.id, 'conservation.archive')
  if (!pris.ok) return (await page(c, true)) ?? c.notFound()
  const { config, sceau, stockage } = c.var.deps
  return envoyerZip(
    c,
    appel.id,
    `archive-${appel.slug}-${dateCivile(ctx.instant)}.zip`,
    entreesDeLAppel({ ctx, config, sceau, stockage }, appel),
  )
}
