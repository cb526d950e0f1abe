import type { Tx } from '../../../db/db.ts'
import { etendueDe } from '../donner-role.ts'
import { parAppel, refusPortee, roleSur } from '../roles.ts'
import { TOUS_LES_APPELS } from './bornes.ts'
import type { Ou, RefusRole } from './changer-roles.ts'
import type { SaisieInvitation } from './invitation.form.ts'

/** Why the roles that are ticked could not be held for what is said with them; the same is asked again when they are given. */
export async function refusDesPortees(
  tx: Tx,
  guichetId: string,
  { roles, appel, departements }: Pick<SaisieInvitation, 'roles' | 'appel' | 'departements'>,
  { territoire, lire }: Ou,
): Promise<Exclude<RefusRole, { kind: 'introuvable' }> | undefined> {
  const lus = roles.map(roleSur)
  if (lus.includes(undefined)) return { kind: 'role' }
  if (lus.includes('signataire')) return { kind: 'signataire' }
  const pourAppels = lus.filter(r => parAppel(r!))
  if (pourAppels.length === 0) return appel === '' && departements.length === 0 ? undefined : { kind: 'du_guichet' }
  if (appel === '') return { kind: 'appel_attendu' }
  const connu = appel === TOUS_LES_APPELS ? undefined : await lire(tx, guichetId, appel)
  if (!connu && appel !== TOUS_LES_APPELS) return { kind: 'appel', inconnus: [appel] }
  const etendue = connu ? etendueDe(connu) : { departements: territoire, volets: [] }
  for (const role of pourAppels) {
    const refus = refusPortee(role!, { departements: [...departements], volets: [] }, etendue)
    if (refus) return { ...refus, appel: appel }
  }
  return undefined
}
