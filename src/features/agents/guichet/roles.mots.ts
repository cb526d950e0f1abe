import type { Portee, Role } from '../../../contexte.ts'
import { majuscule } from '../../../lib/mots.ts'
import type { Appel } from '../../cahier/index.ts'
import { libelleVolets, nomDepartement } from '../../perimetre/index.ts'
import { MOTS_ROLES, parAppel } from '../roles.ts'

/** What calls are called, by their identifier; `lu` where a version is published. */
export type AppelsConnus = ReadonlyMap<string, { slug: string; titre: string; lu?: Appel | undefined }>

/** « Corse-du-Sud, volets 1 et 2 »; nothing when all is open. */
export function direPortee(p: Portee, appels: AppelsConnus): string {
  const lus = [...appels].flatMap(([id, a]) => (a.lu && (p.appel === null || p.appel === id) ? [a.lu] : []))
  return [
    ...(p.departements.length > 0 ? [p.departements.map(d => nomDepartement(d, lus)).join(' et ')] : []),
    ...(p.volets.length > 0 ? [libelleVolets(p.volets, lus)] : []),
  ].join(', ')
}
export const direAppel = (appel: string | null, appels: AppelsConnus) =>
  appel === null ? 'tous les appels' : (appels.get(appel)?.titre ?? 'un appel')

/** One sentence a role: « Référent départemental : Investir 2021 (Corse-du-Sud) ». */
export function direRoles(roles: readonly { role: Role['role']; perimetres: readonly Portee[] }[], appels: AppelsConnus): string[] {
  return roles.map(({ role, perimetres }) => {
    if (!parAppel(role)) return `${MOTS_ROLES[role]}, tout le guichet`
    if (perimetres.length === 0) return `${MOTS_ROLES[role]}, aucun appel`
    const ou = perimetres.map(p => {
      const quoi = direPortee(p, appels)
      return `${direAppel(p.appel, appels)}${quoi && ` (${quoi})`}`
    })
    return `${MOTS_ROLES[role]}\u00a0: ${ou.join('\u202f; ')}`
  })
}

/** « Tous les appels, présents et à venir ». */
export const TOUS_DITS = majuscule('tous les appels, présents et à venir')
