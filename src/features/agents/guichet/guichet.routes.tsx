import { enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, exigeRole, faitDe, param, router } from '../../../http.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { lireTable } from '../../../lib/table.ts'
import { paths } from '../../../paths.ts'
import { AgentPage, type SaisieRole } from './agent.view.tsx'
import { donnerAUnAgent, retirerAUnAgent } from './changer-roles.ts'
import { choixDe, ouDe } from './choix.ts'
import { FacteurPage, SuspendrePage } from './confirmer.view.tsx'
import { agentDuGuichet, agentsDuGuichet, dossiersAffectes } from './guichet.queries.ts'
import { appelsDits, lireRole } from './invitation.form.ts'
import { erreurDeRole } from './invitation.mots.ts'
import { invitationsEnAttente } from './invitations.queries.ts'
import { invitationsRoutes } from './invitations.routes.tsx'
import { appelsConnus, trousDesAppels } from './lire-guichet.ts'
import { AgentsPage } from './liste.view.tsx'
import { redemanderFacteur } from './redemander-facteur.ts'
import { rendreAcces, suspendre } from './suspendre.ts'
import { TITRE_MAX, titrer } from './titrer.ts'
import { refusDeVoirAgent } from './voir-agent.ts'

const { administration: a } = paths
const admin = exigeRole('administrateur')
const Q_MAX = 100

const FAITS_LISTE: Record<string, string> = {
  invitee: 'L’invitation est partie.',
  renvoyee: 'L’invitation est renvoyée. Le lien précédent ne sert plus.',
  retiree: 'L’invitation est retirée. Son lien ne sert plus.',
}
const REFUS_LISTE: Record<string, string> = {
  trop: 'Cette adresse, ou vous-même, avez atteint le nombre de courriels permis. Recommencez plus tard.',
}
const FAITS: Record<string, string> = {
  donne: 'Ce rôle est donné. La personne le sait par un courriel.',
  retire: 'Ce rôle est retiré. La personne le sait par un courriel.',
  suspendue: 'L’accès est suspendu. Les sessions de cette personne sont fermées.',
  rendue: 'L’accès est rendu, avec les rôles d’avant.',
  facteur: 'Le second facteur est à refaire. Les sessions de cette personne sont fermées.',
  titre: 'Le titre est enregistré.',
}
const SEULE = 'Non suspendu\u00a0: c’est la seule personne qui administre ce guichet. Donnez d’abord ce rôle à une autre.'
const REFUS_FACTEUR = {
  soi: 'Votre second facteur se change dans «\u00a0Mon compte\u00a0».',
  ailleurs: 'Cette personne travaille aussi dans un autre guichet de ce site\u00a0: l’exploitant du site redemande son second facteur.',
  aucun: 'Cette personne n’a pas de second facteur\u00a0: elle en enregistre un en entrant.',
} as const

/** Everybody who works in the guichet, and each of them. */
export const guichetRoutes = () =>
  router()
    .get(a.agents, admin, montrerListe)
    .et(invitationsRoutes())
    .get(a.agent, admin, c => montrer(c))
    .post(a.rolesAgent, admin, async c => {
      const saisie = lireRole(await c.req.parseBody({ all: true }))
      const { appel, ...role } = saisie
      const r = await donnerAUnAgent(ctxActeur(c), { ...role, compteId: param(c, 'compte'), appels: appelsDits(appel) }, ouDe(c))
      if (r.ok) return versAgent(c, 'donne')
      return r.error.kind === 'introuvable' ? c.notFound() : montrer(c, { saisie, errors: erreurDeRole(r.error) })
    })
    .post(a.retraitRole, admin, async c => {
      const champs = await c.req.parseBody()
      const dit = { role: texteSaisi(champs.role), perimetre: texteSaisi(champs.perimetre) }
      const r = await retirerAUnAgent(ctxActeur(c), { ...dit, compteId: param(c, 'compte') })
      if (r.ok) return param(c, 'compte') === ctxActeur(c).acteur.compteId ? c.redirect(paths.accueil, 303) : versAgent(c, 'retire')
      return r.error.kind === 'introuvable' ? c.notFound() : montrer(c, { errors: { _role: erreurDeRole(r.error).role! } })
    })
    .post(a.titreAgent, admin, async c => {
      const titre = texteSaisi((await c.req.parseBody()).titre).replaceAll('\n', ' ')
      const r = await titrer(ctxActeur(c), param(c, 'compte'), titre)
      if (r.ok) return versAgent(c, 'titre')
      if (r.error.kind === 'introuvable') return c.notFound()
      return montrer(c, { titre, errors: { titre: `Raccourcissez à ${TITRE_MAX}\u00a0caractères` } })
    })
    .get(a.suspension, admin, c => montrerSuspension(c))
    .post(a.suspension, admin, async c => {
      const r = await suspendre(ctxActeur(c), param(c, 'compte'))
      if (r.ok) return versAgent(c, 'suspendue')
      if (r.error.kind === 'introuvable') return c.notFound()
      return montrerSuspension(c, r.error.kind === 'soi' ? 'Une autre personne de l’administration vous suspend.' : SEULE)
    })
    .post(a.finSuspension, admin, async c => {
      const r = await rendreAcces(ctxActeur(c), param(c, 'compte'))
      return r.ok ? versAgent(c, 'rendue') : c.notFound()
    })
    .get(a.facteurAgent, admin, c => montrerFacteur(c))
    .post(a.facteurAgent, admin, async c => {
      const r = await redemanderFacteur(ctxActeur(c), param(c, 'compte'))
      if (r.ok) return versAgent(c, 'facteur')
      return r.error.kind === 'introuvable' ? c.notFound() : montrerFacteur(c, REFUS_FACTEUR[r.error.kind])
    })

const versAgent = (c: Ctx<'compte'>, fait: string) => c.redirect(`${a.agent(param(c, 'compte'))}?fait=${fait}`, 303)
const lireAgent = (c: Ctx<'compte'>, tx: Tx) => agentDuGuichet(tx, c.var.ctx.guichetId, param(c, 'compte'))

async function montrerListe(c: Ctx): Promise<Response> {
  const { guichetId, instant } = c.var.ctx
  const q = texteSaisi(c.req.query('q')).slice(0, Q_MAX)
  const props = await enTransaction(c.var.ctx, async tx => {
    const { connus, publies } = await appelsConnus(tx, guichetId)
    return {
      appels: connus,
      agents: await agentsDuGuichet(tx, guichetId, q),
      trous: await trousDesAppels(tx, guichetId, publies),
      invitations: await invitationsEnAttente(tx, guichetId),
    }
  })
  const [fait, refus] = [faitDe(c, FAITS_LISTE), lireTable(REFUS_LISTE, c.req.query('refus'))]
  return c.html(<AgentsPage site={c.var.site} {...props} {...{ q, instant, fait, refus }} moi={ctxActeur(c).acteur.compteId} />)
}

type Retour = { saisie?: SaisieRole; titre?: string; errors?: FieldErrors }
async function montrer(c: Ctx<'compte'>, { saisie, titre, errors = {} }: Retour = {}): Promise<Response> {
  const lu = await enTransaction(c.var.ctx, async tx => {
    const agent = await lireAgent(c, tx)
    return agent && { agent, ...(await choixDe(tx, c)) }
  })
  if (!lu) return c.notFound()
  const { agent, connus, ...choix } = lu
  const refuse = Object.keys(errors).length > 0
  return c.html(
    <AgentPage
      site={c.var.site}
      {...{ agent, choix, errors }}
      appels={connus}
      moi={agent.id === ctxActeur(c).acteur.compteId}
      jamais={refusDeVoirAgent(agent, !c.var.deps.config.demonstration)}
      saisie={saisie ?? { role: '', appel: '', departements: [] }}
      titre={titre ?? agent.titre}
      fait={refuse ? undefined : faitDe(c, FAITS)}
    />,
    refuse ? 422 : 200,
  )
}

async function montrerSuspension(c: Ctx<'compte'>, refus?: string): Promise<Response> {
  const lu = await enTransaction(c.var.ctx, async tx => {
    const agent = await lireAgent(c, tx)
    return agent && !agent.suspenduLe ? { agent, dossiers: await dossiersAffectes(tx, c.var.ctx.guichetId, agent.id) } : undefined
  })
  return lu ? c.html(<SuspendrePage site={c.var.site} {...lu} refus={refus} />, refus ? 409 : 200) : c.notFound()
}

async function montrerFacteur(c: Ctx<'compte'>, refus?: string): Promise<Response> {
  const agent = await enTransaction(c.var.ctx, tx => lireAgent(c, tx))
  return agent ? c.html(<FacteurPage site={c.var.site} agent={agent} refus={refus} />, refus ? 409 : 200) : c.notFound()
}
