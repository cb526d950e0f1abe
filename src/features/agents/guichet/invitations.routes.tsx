import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, jamaisGardee, param, router } from '../../../http.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { PageErreur } from '../../../ui/erreurs.tsx'
import { noterLienInconnu, tropDeLiens } from '../../comptes/index.ts'
import { MOTS_TROP_DE_COURRIELS } from '../../courriels/index.ts'
import { courrielSur } from '../donner-role.ts'
import { choixDe, ouDe } from './choix.ts'
import { INVITATION_VIDE, lireSaisie, type SaisieInvitation } from './invitation.form.ts'
import { erreurDeRole } from './invitation.mots.ts'
import { AccepteePage, InvitationPage, InvitationPerduePage } from './invitation.view.tsx'
import { InviterPage } from './inviter.view.tsx'
import { inviterAgent, type RefusInvitation } from './inviter-agent.ts'
import { accepterInvitation, invitationValable, renvoyerInvitation, retirerInvitationAgent } from './suivre-invitation.ts'

const { administration: a } = paths
const admin = exigeRole('administrateur')
const versListe = (c: Ctx, suite: string) => c.redirect(`${a.agents}?${suite}`, 303)

/** Asking somebody to work in the guichet, and what their link opens. */
export const invitationsRoutes = () =>
  router()
    .use(paths.invitationAgent('*'), jamaisGardee)
    .get(a.invitationsAgents, admin, c => montrer(c))
    .post(a.invitationsAgents, admin, async c => {
      const saisie = lireSaisie(await c.req.parseBody({ all: true }))
      const r = await inviterAgent(ctxActeur(c), saisie, ouDe(c))
      if (r.ok) return versListe(c, 'fait=invitee')
      if (r.error.kind === 'introuvable') return c.notFound()
      return montrer(c, { saisie, errors: erreursDe(r.error), agent: r.error.kind === 'deja_agent' ? r.error.compteId : undefined })
    })
    .post(a.renvoiInvitation, admin, async c => {
      const r = await renvoyerInvitation(ctxActeur(c), param(c, 'invitation'))
      if (r.ok) return versListe(c, 'fait=renvoyee')
      return r.error.kind === 'introuvable' ? c.notFound() : versListe(c, 'refus=trop')
    })
    .post(a.retraitInvitation, admin, async c => {
      const r = await retirerInvitationAgent(ctxActeur(c), param(c, 'invitation'))
      return r.ok ? versListe(c, 'fait=retiree') : c.notFound()
    })
    .get(paths.invitationAgent, async c => {
      const acceptee = courrielSur(c.req.query('acceptee') ?? '')
      if (acceptee) return c.html(<AccepteePage site={c.var.site} courriel={acceptee} />)
      const i = await enTransaction(c.var.ctx, tx => invitationValable(tx, c.var.ctx, param(c, 'jeton')))
      return i ? c.html(<InvitationPage site={c.var.site} jeton={param(c, 'jeton')} roles={i.roles} expireLe={i.expireLe} />) : perdue(c)
    })
    .post(paths.invitationAgent, async c => {
      const r = await accepterInvitation(c.var.ctx, param(c, 'jeton'), ouDe(c))
      const suite = r.ok && new URLSearchParams({ acceptee: r.value.courriel })
      return suite ? c.redirect(`${paths.invitationAgent(param(c, 'jeton'))}?${suite}`, 303) : perdue(c)
    })

/** An address that tries links waits, as for signing in. */
async function perdue(c: Ctx<'jeton'>): Promise<Response> {
  const { db } = c.var.deps
  if (await tropDeLiens(db, c.var.adresseClient)) {
    c.header('retry-after', '600')
    return c.html(<PageErreur site={c.var.site} statut={429} />, 429)
  }
  await noterLienInconnu(db, c.var.adresseClient)
  return c.html(<InvitationPerduePage site={c.var.site} />, 410)
}

type Retour = { saisie: SaisieInvitation; errors: FieldErrors; agent?: string | undefined }
async function montrer(c: Ctx, retour?: Retour): Promise<Response> {
  const choix = await enTransaction(c.var.ctx, tx => choixDe(tx, c))
  const { saisie = INVITATION_VIDE, errors = {}, agent } = retour ?? {}
  return c.html(<InviterPage site={c.var.site} {...{ choix, saisie, errors, agent }} />, retour ? 422 : 200)
}

function erreursDe(r: Exclude<RefusInvitation, { kind: 'introuvable' }>): FieldErrors {
  switch (r.kind) {
    case 'saisie':
      return r.errors
    case 'role':
      return erreurDeRole(r.refus)
    case 'deja_agent':
      return { courriel: 'Cette personne travaille déjà dans ce guichet. Donnez-lui ce rôle depuis sa page' }
    case 'deja_invitee':
      return { courriel: 'Une invitation attend déjà à cette adresse. Renvoyez-la, ou retirez-la d’abord' }
    case 'trop_d_invitations':
      return { courriel: 'Trop d’invitations attendent une réponse. Retirez-en d’abord' }
    case 'trop_aujourd_hui':
      return { courriel: 'Assez d’invitations sont parties aujourd’hui. Recommencez demain' }
    case 'trop_de_courriels':
      return { courriel: MOTS_TROP_DE_COURRIELS[r.limite] }
  }
}
