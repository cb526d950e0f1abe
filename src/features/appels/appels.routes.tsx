import { enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type Ctx, param, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { type Appel, seuilsDeFermeture } from '../cahier/index.ts'
import { restesPublics } from '../enveloppes/index.ts'
import { resultatsDe } from '../laureats/index.ts'
import { agendaDe } from './agenda.ts'
import { cahierPdf } from './cahier.ts'
import { lireClassement } from './lire-classement.ts'
import { lirePublie, peutDeposer } from './lire-publie.ts'
import { AppelPage } from './pages/appel.view.tsx'
import { corpsPublie } from './pages/appel-corps.view.tsx'
import type { Vecu } from './pages/appel-reste.view.tsx'
import { DeliberationPage } from './pages/deliberation.view.tsx'
import { ListePage } from './pages/liste.view.tsx'
import { QuestionsPage } from './pages/questions.view.tsx'
import { publicationRoutes } from './publication/publication.routes.tsx'
import { relevesFaits } from './releves-faits.queries.ts'
import { simulateurRoutes } from './simulateur.routes.tsx'
import { type AppelPublie, textePublic } from './versions.queries.ts'

export const appelsRoutes = () =>
  router()
    .get(paths.appels.liste, async c => {
      const { ctx, site } = c.var
      const { classement, resultats } = await enTransaction(ctx, tx => lireClassement(tx, ctx, resultatsDe))
      return c.html(<ListePage site={site} classement={classement} resultats={resultats} instant={ctx.instant} />)
    })
    .get(paths.appels.voir, async c => {
      const { site, ctx } = c.var
      const publie = await lirePublie(c, async (tx, p) => ({
        resultat: aRecu(p.appel, ctx.instant) ? (await resultatsDe(tx, ctx.guichetId, [p])).get(p.appel.slug) : undefined,
        vecu: ditCeQuiReste(p.appel) ? await lireVecu(tx, ctx.guichetId, p) : undefined,
      }))
      if (!publie) return c.notFound()
      const { appel, numero, publieeLe, resultat, vecu } = publie
      const tire = { appel, numero, publieeLe, instant: ctx.instant, vecu }
      const corps = corpsPublie(publie.versionId, tire)
      return c.html(<AppelPage site={site} {...tire} corps={corps} peutDeposer={peutDeposer(ctx)} resultat={resultat} />)
    })
    .get(paths.appels.donnees, async c => {
      const publie = await lirePublie(c, async (tx, p) => ({ source: await textePublic(tx, c.var.ctx.guichetId, p.versionId) }))
      if (!publie?.source) return c.notFound()
      return fichier(c, publie.source, 'application/yaml; charset=utf-8', `${publie.appel.slug}-v${publie.numero}.yml`)
    })
    .get(paths.appels.calendrier, async c => {
      const publie = await lirePublie(c)
      if (!publie) return c.notFound()
      const { urlPublique } = c.var.deps
      const agenda = agendaDe(publie, {
        hote: new URL(urlPublique).hostname,
        url: urlPublique + paths.appels.voir(publie.appel.slug),
        instant: c.var.ctx.instant,
      })
      return fichier(c, agenda, 'text/calendar; charset=utf-8', `${publie.appel.slug}.ics`)
    })
    .get(paths.appels.cahierDesCharges, async c => {
      const publie = await lirePublie(c)
      if (!publie) return c.notFound()
      const { config } = c.var.deps
      const pdf = await cahierPdf(publie, config.guichet)
      return fichier(c, pdf.slice().buffer, 'application/pdf', `${publie.appel.slug}-cahier-des-charges-v${publie.numero}.pdf`)
    })
    .get(paths.appels.questions, async c => {
      const publie = await lirePublie(c)
      // the form of the second temps is read before it is open to anybody
      for (const appel of publie ? [publie.appel, ...(publie.appel.second ? [publie.appel.second] : [])] : []) {
        const formulaire = appel.formulaires.find(f => f.code === param(c, 'formulaire'))
        if (formulaire) return c.html(<QuestionsPage site={c.var.site} appel={appel} formulaire={formulaire} />)
      }
      return c.notFound()
    })
    .get(paths.appels.deliberation, async c => {
      const publie = await lirePublie(c)
      return publie ? c.html(<DeliberationPage site={c.var.site} appel={publie.appel} numero={publie.numero} />) : c.notFound()
    })
    .et(simulateurRoutes())
    .et(publicationRoutes())

/** A call without waves is answered as long as there is money, and so is one that closes when there is less: what is left is part of it. */
const ditCeQuiReste = (appel: Appel) => appel.calendrier.continu !== undefined || seuilsDeFermeture(appel).length > 0

async function lireVecu(tx: Tx, guichetId: string, p: AppelPublie): Promise<Vecu> {
  const [restes, releves] = await Promise.all([restesPublics(tx, guichetId, p), relevesFaits(tx, guichetId, p.appelId)])
  return { restes, releves }
}

/** Whether a period of filing of the call is over, or some of what it received may have been decided: it may have lauréats. */
const aRecu = ({ calendrier: { vagues, continu } }: Appel, instant: Date) =>
  vagues.some(v => (continu ? v.ouverture : v.cloture!) < instant)

const fichier = (c: Ctx, corps: string | ArrayBuffer, type: string, nom: string) =>
  c.body(corps, 200, { 'content-type': type, 'content-disposition': `attachment; filename="${nom}"` })
