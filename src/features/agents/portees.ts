import { sql } from 'kysely'
import { nouvelId, type Portee, type Role } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Dates } from './dates.rules.ts'

type AEcrire = { compteId: string; role: Role['role']; perimetres: readonly Portee[] }

/** Gives an account a role for these calls, beside those for which it holds it already. Given twice, it is given once. The role's row, locked until the end. */
export async function donnerPortees(tx: Tx, guichetId: string, { compteId, role, perimetres }: AEcrire): Promise<string> {
  const { id } = await tx
    .insertInto('role')
    .values({ id: nouvelId(), guichet_id: guichetId, compte_id: compteId, role })
    .onConflict(oc => oc.columns(['guichet_id', 'compte_id', 'role']).doUpdateSet({ role }))
    .returning('id')
    .executeTakeFirstOrThrow()
  await ajouterPortees(tx, guichetId, id, perimetres)
  return id
}

/** `instances`: the bodies of the call in which a member sits, all of them when empty; beside those that the line has. `du`, `au`: its first and last day. */
type ALigne = Portee & { instances?: readonly string[] } & Partial<Dates>
/** Adds these lines to a role, those that it has not, or not for these bodies. How many were new. */
export async function ajouterPortees(tx: Tx, guichetId: string, roleId: string, perimetres: readonly ALigne[]): Promise<number> {
  if (perimetres.length === 0) return 0
  const lignes: ALigne[] = []
  for (const p of perimetres) lignes.push(p.instances ? await avecLesSiennes(tx, guichetId, roleId, { ...p, instances: p.instances }) : p)
  const nouveaux = await tx
    .insertInto('perimetre')
    .values(
      lignes.map(({ appel, departements, volets, instances = [], du = null, au = null }) => ({
        id: nouvelId(),
        guichet_id: guichetId,
        role_id: roleId,
        appel_id: appel,
        // in one order, so that the same is never there twice
        departements: [...departements].sort(),
        volets: [...volets].sort(),
        instances: [...instances].sort(),
        du,
        au,
      })),
    )
    .onConflict(oc => oc.columns(['role_id', 'appel_id', 'departements', 'volets']).doNothing())
    .returning('id')
    .execute()
  await reporterSurLeRole(tx, guichetId, roleId)
  return nouveaux.length
}

/**
 * The line for the bodies that it has and for these: who sits in one sits in the other too. A line never changes: the former goes, and two at once
 * wait for one another at the role, so that neither takes the body that the other gave.
 */
async function avecLesSiennes<L extends ALigne & { instances: readonly string[] }>(
  tx: Tx,
  guichetId: string,
  roleId: string,
  p: L,
): Promise<L> {
  await tx.selectFrom('role').select('id').where('guichet_id', '=', guichetId).where('id', '=', roleId).forUpdate().execute()
  const { rows } = await sql<{ id: string; instances: string[] }>`select id, instances from perimetre
    where guichet_id = ${guichetId} and role_id = ${roleId} and appel_id is not distinct from ${p.appel}
      and departements = ${[...p.departements].sort()} and volets = ${[...p.volets].sort()}`.execute(tx)
  const [avant] = rows
  if (!avant) return p
  const partout = p.instances.length === 0 || avant.instances.length === 0
  const instances = partout ? [] : [...new Set([...avant.instances, ...p.instances])].sort()
  if (instances.join() !== avant.instances.join())
    await tx.deleteFrom('perimetre').where('guichet_id', '=', guichetId).where('id', '=', avant.id).execute()
  return { ...p, instances }
}

/** All the calls of a role together, on its own row: the version before reads them there. */
export async function reporterSurLeRole(tx: Tx, guichetId: string, roleId: string): Promise<void> {
  const lignes = await tx
    .selectFrom('perimetre')
    .select(['departements', 'volets'])
    .where('guichet_id', '=', guichetId)
    .where('role_id', '=', roleId)
    .execute()
  const ensemble = (quoi: 'departements' | 'volets') =>
    lignes.some(l => l[quoi].length === 0) ? [] : [...new Set(lignes.flatMap(l => l[quoi]))].sort()
  await tx
    .updateTable('role')
    .set({ departements: ensemble('departements'), volets: ensemble('volets') })
    .where('guichet_id', '=', guichetId)
    .where('id', '=', roleId)
    .execute()
}
