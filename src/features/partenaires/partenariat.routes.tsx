import { enTransaction, structuresActives } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import { accepterPartenariat, type RefusPartenariat } from './accepter-partenariat.ts'
import { estInvite, type Invitation, trouverInvitation } from './invitation.queries.ts'
import { PartenariatPage } from './partenariat.view.tsx'

/** Where the mail of an invitation leads. */
export function partenariatRoutes() {
  const app = router()
  const adresse = paths.dossiers.partenariat
  app.get(adresse, exigeCompte, ouvrir)
  app.post(adresse, exigeCompte, accepter)
  return app
}

const validation = (i: { dossierId: string }, partenaireId: string) =>
  `${paths.dossiers.validation(i.dossierId)}?partenaire=${partenaireId}`

/** Members of the partner go straight to the project; whoever was invited by mail sees what is asked; for anybody else there is nothing. */
async function ouvrir(c: Ctx<'partenaire'>) {
  const ctx = ctxActeur(c)
  const lu = await enTransaction(ctx, async tx => {
    const invitation = await trouverInvitation(tx, ctx, param(c, 'partenaire'))
    return invitation && { invitation, invite: await estInvite(tx, ctx, invitation) }
  })
  if (!lu) return c.notFound()
  const { invitation } = lu
  if (structuresActives(ctx.acteur).some(s => s.id === invitation.structureId))
    return c.redirect(validation(invitation, invitation.id), 303)
  return lu.invite ? c.html(page(c, invitation)) : c.notFound()
}

const page = (c: Ctx, invitation: Invitation, r: { value?: string; errors?: { structure: string } } = {}) => (
  <PartenariatPage
    site={c.var.site}
    invitation={invitation}
    structures={structuresActives(c.var.ctx.acteur).filter(s => s.id !== invitation.porteur.id)}
    {...r}
  />
)

const MESSAGES: Partial<Record<RefusPartenariat['motif'], string>> = {
  structure: 'Choisissez une structure dont vous êtes membre',
  porteur: 'Cette structure porte déjà le projet',
  deja: 'Cette structure est déjà associée au projet',
  fige: 'Le dossier ne change plus\u00a0: il n’y a plus rien à répondre',
}

async function accepter(c: Ctx<'partenaire'>) {
  const ctx = ctxActeur(c)
  const brut = await c.req.parseBody()
  const structureId = typeof brut.structure === 'string' ? brut.structure : ''
  const partenaireId = param(c, 'partenaire')
  const r = await accepterPartenariat(ctx, { partenaireId, structureId })
  if (r.ok) return c.redirect(validation(r.value, partenaireId), 303)
  const message = MESSAGES[r.error.motif]
  const invitation = message && (await enTransaction(ctx, tx => trouverInvitation(tx, ctx, partenaireId)))
  return invitation ? c.html(page(c, invitation, { value: structureId, errors: { structure: message } }), 422) : c.notFound()
}
