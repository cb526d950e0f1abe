import { z } from 'zod'
import { type Contexte, enTransaction, nouvelId, type Role } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'

export const ROLES = [
  'administrateur',
  'referent_regional',
  'referent_departemental',
  'membre_comite',
  'lecteur',
] as const satisfies Role['role'][]

export type Agent = Role & { nom: string; courriel: string; secondFacteur: boolean }
export type RefusAgent =
  | { kind: 'courriel' }
  | { kind: 'role' }
  | { kind: 'departement'; inconnus: string[] }
  | { kind: 'departement_attendu' }
  | { kind: 'introuvable' }

const courrielSur = (v: string) => z.email().safeParse(v.trim().toLowerCase()).data
const roleSur = (v: string) => ROLES.find(r => r === v)

/** Agents of the guichet, one line a role. */
export const agentsDe = (ctx: Contexte): Promise<Agent[]> =>
  enTransaction(
    ctx,
    tx =>
      tx
        .selectFrom('role as r')
        .innerJoin('compte as c', 'c.id', 'r.compte_id')
        .select(eb => [
          'c.name as nom',
          'c.email as courriel',
          'r.role',
          'r.departements',
          'r.volets',
          eb
            .or([
              eb(eb.fn.coalesce('c.two_factor_enabled', eb.lit(false)), '=', eb.lit(true)),
              eb.exists(eb.selectFrom('cle_acces as k').select('k.id').whereRef('k.user_id', '=', 'c.id')),
            ])
            .as('secondFacteur'),
        ])
        .where('r.guichet_id', '=', ctx.guichetId)
        .orderBy('c.email')
        .orderBy('r.role')
        .execute() as Promise<Agent[]>,
  )

/**
 * Gives a role of the guichet to an address, whose account is made if it has none: the person signs in by the mailed link, then enrols a second factor. Given again, the
 * role takes the new départements and volets. `territoire`: the départements of the guichet.
 */
export async function donnerRole(
  ctx: Contexte,
  saisie: { courriel: string; nom?: string; role: string; departements: string[]; volets: string[] },
  territoire: readonly string[],
): Promise<Result<{ nouveau: boolean }, RefusAgent>> {
  const courriel = courrielSur(saisie.courriel)
  const role = roleSur(saisie.role)
  if (!courriel) return err({ kind: 'courriel' })
  if (!role) return err({ kind: 'role' })
  const inconnus = saisie.departements.filter(d => !territoire.includes(d))
  if (inconnus.length > 0) return err({ kind: 'departement', inconnus })
  if (role === 'referent_departemental' && saisie.departements.length === 0) return err({ kind: 'departement_attendu' })
  const { departements, volets } = saisie
  return enTransaction(ctx, async tx => {
    const { compteId, nouveau } = await compteDe(tx, courriel, saisie.nom)
    await tx
      .insertInto('role')
      .values({ id: nouvelId(), guichet_id: ctx.guichetId, compte_id: compteId, role, departements, volets })
      .onConflict(oc => oc.columns(['guichet_id', 'compte_id', 'role']).doUpdateSet({ departements, volets }))
      .execute()
    await journaliser(tx, ctx, 'compte.role_donne', compteId, { role, departements, volets })
    return ok({ nouveau })
  })
}

/** Takes a role back: the person's next page no longer has it. The account stays. */
export async function retirerRole(ctx: Contexte, saisie: { courriel: string; role: string }): Promise<Result<undefined, RefusAgent>> {
  const courriel = courrielSur(saisie.courriel)
  const role = roleSur(saisie.role)
  if (!courriel) return err({ kind: 'courriel' })
  if (!role) return err({ kind: 'role' })
  return enTransaction(ctx, async tx => {
    const retire = await tx
      .deleteFrom('role')
      .where('guichet_id', '=', ctx.guichetId)
      .where('role', '=', role)
      .where('compte_id', 'in', tx.selectFrom('compte').select('id').where('email', '=', courriel))
      .returning('compte_id')
      .executeTakeFirst()
    if (!retire) return err({ kind: 'introuvable' })
    await journaliser(tx, ctx, 'compte.role_retire', retire.compte_id, { role })
    return ok(undefined)
  })
}

async function compteDe(tx: Tx, courriel: string, nom: string | undefined): Promise<{ compteId: string; nouveau: boolean }> {
  const connu = await tx.selectFrom('compte').select('id').where('email', '=', courriel).executeTakeFirst()
  if (connu) return { compteId: connu.id, nouveau: false }
  const compteId = nouvelId()
  // not verified: the mailed link proves the address
  await tx
    .insertInto('compte')
    .values({ id: compteId, name: nom?.trim() || courriel, email: courriel, email_verified: false })
    .execute()
  return { compteId, nouveau: true }
}
