import type { ContexteActeur, Role } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import type { appelConnu } from '../../appels/index.ts'
import { enAdministrant } from '../administration.ts'
import { type Appels, donnerRole, type RefusAgent } from '../donner-role.ts'
import { direDates } from '../personnes.mots.ts'
import { retirerRole } from '../retirer-role.ts'
import { MOTS_ROLES, parAppel, roleSur } from '../roles.ts'
import { type AgentDuGuichet, agentDuGuichet } from './guichet.queries.ts'
import { prevenirAgent } from './prevenir.ts'

export type RoleADonner = { compteId: string; role: string; appels: Appels; departements: string[] }
export type RefusRole =
  | RefusAgent
  /** Nobody gives themselves a role that they have not. */
  | { kind: 'soi' }
  | { kind: 'suspendu' }
  /** A signatory is designated on the page of a call, with what letters and acts say of them. */
  | { kind: 'signataire' }

/** Where calls are read and which départements the guichet has: what `donnerRole` asks. */
export type Ou = { territoire: readonly string[]; lire: typeof appelConnu }

/** Gives somebody of the guichet a role, for a call, for all, or for the guichet; they are told. */
export const donnerAUnAgent = (ctx: ContexteActeur, d: RoleADonner, ou: Ou): Promise<Result<void, RefusRole>> =>
  enAdministrant<void, RefusRole>(ctx, async tx => {
    const agent = await agentDuGuichet(tx, ctx.guichetId, d.compteId)
    if (!agent) return err({ kind: 'introuvable' })
    if (agent.id === ctx.acteur.compteId) return err({ kind: 'soi' })
    if (agent.suspenduLe) return err({ kind: 'suspendu' })
    const role = roleSur(d.role)
    if (role === 'signataire') return err({ kind: 'signataire' })
    const { appels, departements } = d
    const r = await donnerRole({ ...ctx, tx }, { courriel: agent.courriel, role: d.role, appels, departements, volets: [] }, ou)
    if (!r.ok) return r
    await prevenirAgent(tx, ctx, agent.courriel, 'Un rôle vous est donné', [
      `Vous avez maintenant ce rôle\u00a0: ${MOTS_ROLES[role!].toLowerCase()}${await dits(tx, ctx.guichetId, role!, appels)}.`,
      ...(r.value.dates ? [`Ses dates ne changent pas\u00a0: ${direDates(r.value.dates)}.`] : []),
    ])
    return ok(undefined)
  })

export type RoleARetirer = { compteId: string; role: string; perimetre: string }
/** Takes a role back, or the line of it that opens a call; they are told. Nobody takes the last administration of the guichet away, their own neither. */
export const retirerAUnAgent = (ctx: ContexteActeur, d: RoleARetirer): Promise<Result<void, RefusAgent>> =>
  enAdministrant<void, RefusAgent>(ctx, async tx => {
    const agent = await agentDuGuichet(tx, ctx.guichetId, d.compteId)
    const tenu = agent?.roles.find(r => r.role === roleSur(d.role))
    const ligne = tenu?.perimetres.find(p => p.id === d.perimetre)
    if (!agent || !tenu || (d.perimetre !== '' && !ligne)) return err({ kind: 'introuvable' })
    const appels = ligne?.appel ? await slugsDe(tx, ctx.guichetId, [ligne.appel]) : []
    const r = await retirerRole({ ...ctx, tx }, { courriel: agent.courriel, role: tenu.role, appels: appels.map(a => a.slug) })
    if (!r.ok) return r
    await prevenirDuRetrait(tx, ctx, agent, tenu.role, appels)
    return ok(undefined)
  })

const prevenirDuRetrait = (tx: Tx, ctx: ContexteActeur, agent: AgentDuGuichet, role: Role['role'], appels: readonly { titre: string }[]) =>
  prevenirAgent(tx, ctx, agent.courriel, 'Un rôle vous est retiré', [
    `Vous n’avez plus ce rôle\u00a0: ${MOTS_ROLES[role].toLowerCase()}${appels.map(a => `, pour «\u00a0${a.titre}\u00a0»`).join('')}.`,
  ])

async function dits(tx: Tx, guichetId: string, role: Role['role'], appels: Appels): Promise<string> {
  if (!parAppel(role)) return ''
  if (appels === 'tous') return ', pour tous les appels, présents et à venir'
  return (await titresDe(tx, guichetId, appels)).map(a => `, pour «\u00a0${a.titre}\u00a0»`).join('')
}

const nommes = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('appel as a')
    .innerJoin('appel_version as v', j => j.onRef('v.appel_id', '=', 'a.id').onRef('v.numero', '=', 'a.derniere_version'))
    .select(['a.slug', 'v.titre'])
    .where('a.guichet_id', '=', guichetId)
const slugsDe = (tx: Tx, guichetId: string, ids: readonly string[]) => nommes(tx, guichetId).where('a.id', 'in', ids).execute()
const titresDe = (tx: Tx, guichetId: string, slugs: readonly string[]) => nommes(tx, guichetId).where('a.slug', 'in', slugs).execute()
