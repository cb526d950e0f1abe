import paquet from '../../../package.json' with { type: 'json' }
import { type Acteur, enTransaction, estAgent } from '../../contexte.ts'
import { type Ctx, router } from '../../http.ts'
import { isoParis } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { type AppelPublie, appelsPublies, classer, lireClassement } from '../appels/index.ts'
import { resultatsDe } from '../laureats/index.ts'
import { AccessibilitePage } from './accessibilite.view.tsx'
import { AccueilPage } from './accueil.view.tsx'
import { AidePage } from './aide.view.tsx'
import { DonneesPersonnellesPage } from './donnees-personnelles.view.tsx'
import { MentionsPage } from './mentions.view.tsx'
import { PlanPage } from './plan.view.tsx'
import { evaluation } from './rgaa.ts'
import { activiteDe, baseRepond } from './site.queries.ts'

const lireAppels = (c: Ctx) => enTransaction(c.var.ctx, tx => appelsPublies(tx, c.var.ctx.guichetId))
const seuls = (publies: readonly AppelPublie[]) => publies.map(p => p.appel)

const placeDansLeService = (acteur: Acteur | null) =>
  !estAgent(acteur) ? undefined : acteur?.roles.some(r => r.role === 'administrateur') ? 'administre' : 'instruit'

export const siteRoutes = () =>
  router()
    .get(paths.accueil, async c => {
      const { ctx, site, deps } = c.var
      const ecrits = !deps.preparation?.()
      const lu = await enTransaction(ctx, async tx => {
        const { idsOuverts, ...appels } = await lireClassement(tx, ctx, resultatsDe)
        return { ...appels, activite: ecrits ? await activiteDe(tx, ctx.guichetId, idsOuverts, ctx.instant) : undefined }
      })
      return c.html(<AccueilPage site={site} {...lu} instant={ctx.instant} />)
    })
    .get(paths.aide, async c => {
      const classement = classer(seuls(await lireAppels(c)), c.var.ctx.instant)
      return c.html(
        <AidePage
          site={c.var.site}
          guichet={c.var.deps.config.guichet}
          appels={[...classement.ouverts, ...classement.aVenir]}
          clos={classement.clos}
          service={placeDansLeService(c.var.ctx.acteur)}
        />,
      )
    })
    .get(paths.planDuSite, async c =>
      c.html(<PlanPage site={c.var.site} appels={seuls(await lireAppels(c))} instant={c.var.ctx.instant} />),
    )
    .get(paths.mentionsLegales, c =>
      c.html(<MentionsPage site={c.var.site} guichet={c.var.deps.config.guichet} version={paquet.version} />),
    )
    .get(paths.accessibilite, c =>
      c.html(<AccessibilitePage site={c.var.site} guichet={c.var.deps.config.guichet} evaluation={evaluation()} />),
    )
    .get(paths.donneesPersonnelles, c => c.html(<DonneesPersonnellesPage site={c.var.site} guichet={c.var.deps.config.guichet} />))
    .get(paths.sante, async c => {
      const { deps, ctx } = c.var
      const enPreparation = !!deps.preparation?.()
      const repond = !enPreparation && (await baseRepond(deps.db))
      const etat = {
        statut: enPreparation ? 'prépare' : repond ? 'ok' : 'indisponible',
        version: paquet.version,
        base: deps.config.DATABASE_URL || deps.config.GUICHET_ROLE === 'web' ? 'externe' : 'embarquee',
        horloge: isoParis(ctx.instant),
      }
      return c.json(etat, repond ? 200 : 503, { 'cache-control': 'no-store' })
    })
    .get(paths.robots, c => c.text(robots(c.var.deps.config.demonstration)))
    .get(paths.favicon, c => (c.var.site.assets.favicon ? c.redirect(c.var.site.assets.favicon, 302) : c.notFound()))

/** Search engines read the public pages of a real guichet; invented dossiers and personal pages are none of their business. */
const robots = (demonstration: boolean) =>
  `User-agent: *\n${demonstration ? 'Disallow: /' : ['/administration', '/instruction', '/mon-espace', '/dossiers', '/avis', '/compte', '/connexion', '/api'].map(p => `Disallow: ${p}`).join('\n')}\n`
