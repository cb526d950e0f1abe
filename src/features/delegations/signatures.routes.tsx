import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, param, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { fonctionsDe } from '../agents/index.ts'
import { peut } from '../decret/index.ts'
import { delegationsDuCompte } from './delegations.queries.ts'
import { etatDelegation, placeDevant } from './etat.rules.ts'
import { servirArrete } from './servir-arrete.ts'
import { SignaturesPage } from './signatures.view.tsx'
import { signesPar } from './signes.queries.ts'

const signataire = exigeRole('signataire')

/** What a signatory reads of their own: nothing of anybody else's. */
export const signaturesRoutes = () =>
  router()
    .get(paths.signatures.accueil, signataire, async c => {
      const ctx = ctxActeur(c)
      const { compteId } = ctx.acteur
      const lu = await enTransaction(ctx, async tx => ({
        fonctions: await fonctionsDe(tx, ctx.guichetId, compteId),
        delegations: await delegationsDuCompte(tx, ctx.guichetId, compteId),
        signes: await signesPar(tx, ctx.guichetId, compteId),
      }))
      return c.html(<SignaturesPage site={c.var.site} instant={ctx.instant} {...lu} />)
    })
    .get(paths.signatures.arrete, signataire, arrete)

async function arrete(c: Ctx<'delegation'>) {
  const ctx = ctxActeur(c)
  const { compteId } = ctx.acteur
  const d = (await enTransaction(ctx, tx => delegationsDuCompte(tx, ctx.guichetId, compteId))).find(x => x.id === param(c, 'delegation'))
  if (!d) return c.notFound()
  const place = placeDevant(compteId, [d.delegant.compteId, d.delegue.compteId])
  return peut(place, 'lire', { delegation: etatDelegation(d, ctx.instant) }) ? servirArrete(c, d) : c.notFound()
}
