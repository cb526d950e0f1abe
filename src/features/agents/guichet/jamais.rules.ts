import type { Role } from '../../../contexte.ts'

/** Why the pages of somebody are never shown to another. */
export type Jamais = 'comite' | 'signataire' | 'administration' | 'sans_role' | 'sans_facteur'

type Vu = { roles: readonly Pick<Role, 'role'>[]; siege: boolean; facteur: boolean }

/**
 * Whose pages may be shown, by all the roles that they hold, whatever the call: never those of a member of the comité, whose notes and interests are secret, nor of a
 * signatory; an administrateur's are the reader's own. `siege`: whether they sit or sat in a séance; `facteur`: whether they have the second factor that their roles wait
 * for, without which they read nothing. Pure.
 */
export function jamaisVu({ roles, siege, facteur }: Vu): Jamais | undefined {
  const a = (role: Role['role']) => roles.some(r => r.role === role)
  if (siege || a('membre_comite')) return 'comite'
  if (a('signataire')) return 'signataire'
  if (a('administrateur')) return 'administration'
  if (roles.length === 0) return 'sans_role'
  return facteur ? undefined : 'sans_facteur'
}
