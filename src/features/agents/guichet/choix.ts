import type { Tx } from '../../../db/db.ts'
import type { Ctx } from '../../../http.ts'
import { appelConnu } from '../../appels/index.ts'
import { nomDepartement } from '../../perimetre/index.ts'
import type { Choix } from './champs-role.view.tsx'
import type { Ou } from './changer-roles.ts'
import { appelsConnus } from './lire-guichet.ts'

/** What is known of the guichet where a role is said: its départements, and where a call is read. */
export const ouDe = (c: Ctx): Ou => ({ territoire: c.var.deps.config.guichet.territoire.departements, lire: appelConnu })

/** What may be chosen with a role, and what calls are called. */
export async function choixDe(tx: Tx, c: Ctx): Promise<Choix & Awaited<ReturnType<typeof appelsConnus>>> {
  const lus = await appelsConnus(tx, c.var.ctx.guichetId)
  const appels = lus.publies.map(p => p.appel)
  return {
    ...lus,
    appels: [...lus.connus.values()],
    departements: c.var.deps.config.guichet.territoire.departements.map(code => ({ code, nom: nomDepartement(code, appels) })),
  }
}
