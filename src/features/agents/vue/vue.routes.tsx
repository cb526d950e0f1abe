import { aRole, enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, exigeRole, param, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { appelsPublies } from '../../appels/index.ts'
import { acteurDuCompte } from '../../comptes/index.ts'
import { lecteurDe, libellePerimetre, perimetres } from '../../perimetre/index.ts'
import { agentDuGuichet } from '../guichet/guichet.queries.ts'
import { MOTS_JAMAIS, refusDeVoirAgent } from '../guichet/voir-agent.ts'
import { ceQueVoit } from './ce-que-voit.rules.ts'
import { voirComme } from './commencer.ts'
import { finirVue } from './finir.ts'
import { VoirCommePage, VueFiniePage } from './vue.view.tsx'
import { dossiersLus } from './vues.queries.ts'

const admin = exigeRole('administrateur')
const exige = (c: Ctx) => !c.var.deps.config.demonstration

/** What somebody sees and why; their pages for some minutes; back to one's own. */
export const vueRoutes = () =>
  router()
    .get(paths.administration.vueAgent, admin, c => montrer(c))
    .post(paths.administration.vueAgent, admin, async c => {
      const r = await voirComme(ctxActeur(c), param(c, 'compte'), { exige: exige(c) })
      if (r.ok) return c.redirect(paths.instruction.bord, 303)
      switch (r.error.kind) {
        case 'introuvable':
          return c.notFound()
        case 'soi':
          return montrer(c, 'Ce sont vos pages.')
        case 'jamais':
          return montrer(c, MOTS_JAMAIS[r.error.pourquoi])
        case 'trop':
          return montrer(c, 'Vous avez ouvert les pages d’autres personnes trop de fois aujourd’hui. Recommencez demain.')
      }
    })
    .post(paths.vueComme.retour, exigeCompte, async c => {
      const { acteur, db, guichetId, instant } = ctxActeur(c)
      const { enVue } = acteur
      if (!enVue) return c.redirect(aRole(acteur, 'administrateur') ? paths.administration.agents : paths.accueil, 303)
      await finirVue({ db, guichetId, instant, acteur: enVue.par }, enVue.id, 'retour')
      return c.redirect(paths.administration.agent(acteur.compteId), 303)
    })
    .get(paths.vueComme.finie, exigeCompte, c => c.html(<VueFiniePage site={c.var.site} />))

async function montrer(c: Ctx<'compte'>, refus?: string): Promise<Response> {
  const { ctx, site } = c.var
  const lu = await enTransaction(ctx, async tx => {
    const agent = await agentDuGuichet(tx, ctx.guichetId, param(c, 'compte'))
    if (!agent) return undefined
    const acteur = await acteurDuCompte(tx, ctx.guichetId, agent.id)
    const comptes = await dossiersLus(tx, await lecteurDe(tx, { ...ctx, acteur }))
    const perimetre = libellePerimetre(perimetres(acteur.roles), await appelsPublies(tx, ctx.guichetId))
    return { agent, lignes: ceQueVoit(acteur.roles, { ...comptes, perimetre }) }
  })
  if (!lu) return c.notFound()
  const moi = lu.agent.id === ctxActeur(c).acteur.compteId
  const jamais = moi ? 'Ce sont vos pages.' : refusDeVoirAgent(lu.agent, exige(c))
  return c.html(<VoirCommePage site={site} {...lu} jamais={jamais} refus={refus} />, refus ? 409 : 200)
}
