import { sql } from 'kysely'
import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { couperSessions } from '../../comptes/index.ts'
import { journaliser } from '../../journal/index.ts'
import { enAdministrant, resteUneAdministration } from '../administration.ts'
import { ajouterPortees, donnerPortees } from '../portees.ts'
import { type AgentDuGuichet, agentDuGuichet, type RoleGarde } from './guichet.queries.ts'
import { prevenirAgent } from './prevenir.ts'

export type RefusSuspension =
  | { kind: 'introuvable' }
  /** Nobody suspends themselves: their session would be cut before they could say otherwise. */
  | { kind: 'soi' }
  | { kind: 'derniere_administration' }

/** Suspends somebody: their roles are put aside, so that nothing of the guichet sees them any more, and their sessions are cut. Asked twice, it is done once. */
export const suspendre = (ctx: ContexteActeur, compteId: string): Promise<Result<void, RefusSuspension>> =>
  enAdministrant<void, RefusSuspension>(ctx, async tx => {
    const { guichetId, instant, acteur } = ctx
    const agent = await agentDuGuichet(tx, guichetId, compteId)
    if (!agent) return err({ kind: 'introuvable' })
    if (agent.id === acteur.compteId) return err({ kind: 'soi' })
    if (agent.suspenduLe) return ok(undefined)
    const administre = agent.roles.some(r => r.role === 'administrateur')
    if (administre && !(await resteUneAdministration(tx, guichetId, agent.id))) return err({ kind: 'derniere_administration' })
    const etat = { suspendu_le: instant, suspendu_par: acteur.compteId, roles_gardes: JSON.stringify(aGarder(agent)) }
    await tx
      .insertInto('agent')
      .values({ guichet_id: guichetId, compte_id: agent.id, ...etat })
      .onConflict(oc => oc.columns(['guichet_id', 'compte_id']).doUpdateSet(etat))
      .execute()
    await tx.deleteFrom('role').where('guichet_id', '=', guichetId).where('compte_id', '=', agent.id).execute()
    await couperSessions(tx, agent.id)
    await journaliser(tx, ctx, 'compte.suspendu', agent.id, { roles: agent.roles.map(r => r.role) })
    await prevenirAgent(tx, ctx, agent.courriel, 'Votre accès au service est suspendu', [
      'Vous n’avez plus aucun rôle dans ce guichet, et vos sessions sont fermées. Ce que vous y avez écrit y reste.',
    ])
    return ok(undefined)
  })

const aGarder = ({ roles }: AgentDuGuichet): RoleGarde[] =>
  roles.map(({ role, perimetres }) => ({
    role,
    perimetres: perimetres.map(({ id: _, ...p }) => p),
  }))

/** Gives somebody back the roles that they held when they were suspended. A signatory who left office meanwhile is not one again. Asked twice, it is done once. */
export const rendreAcces = (ctx: ContexteActeur, compteId: string): Promise<Result<void, { kind: 'introuvable' }>> =>
  enAdministrant<void, { kind: 'introuvable' }>(ctx, async tx => {
    const { guichetId } = ctx
    const agent = await agentDuGuichet(tx, guichetId, compteId)
    if (!agent) return err({ kind: 'introuvable' })
    if (!agent.suspenduLe) return ok(undefined)
    const rendus = (await enFonctionEncore(tx, guichetId, agent.id))
      ? agent.rolesGardes
      : agent.rolesGardes.filter(r => r.role !== 'signataire')
    for (const { role, perimetres } of rendus) {
      const roleId = await donnerPortees(tx, guichetId, { compteId: agent.id, role, perimetres: [] })
      await ajouterPortees(tx, guichetId, roleId, perimetres)
    }
    await tx
      .updateTable('agent')
      .set({ suspendu_le: null, suspendu_par: null, roles_gardes: sql`'[]'::jsonb` })
      .where('guichet_id', '=', guichetId)
      .where('compte_id', '=', agent.id)
      .execute()
    await journaliser(tx, ctx, 'compte.acces_rendu', agent.id, { roles: rendus.map(r => r.role) })
    await prevenirAgent(tx, ctx, agent.courriel, 'Votre accès au service vous est rendu', [
      'Vous avez de nouveau les rôles que vous aviez. Entrez comme avant.',
    ])
    return ok(undefined)
  })

const enFonctionEncore = async (tx: Tx, guichetId: string, compteId: string): Promise<boolean> =>
  (await tx
    .selectFrom('signataire')
    .select('id')
    .where('guichet_id', '=', guichetId)
    .where('compte_id', '=', compteId)
    .where('fin_le', 'is', null)
    .executeTakeFirst()) !== undefined
