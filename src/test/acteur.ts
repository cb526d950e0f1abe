import type { Acteur, Role } from '../contexte.ts'

/** A role for every call, or for this one: for rules, which ask no database. */
export const roleDe = (role: Role['role'], departements: string[] = [], volets: string[] = [], appel: string | null = null): Role => ({
  role,
  perimetres: role === 'administrateur' ? [] : [{ appel, departements, volets }],
})

/** Somebody signed in, who is nothing but what is said: for rules, which ask no database. */
export const acteur = (v: Partial<Acteur>): Acteur => ({
  compteId: 'c',
  sessionId: 's',
  nom: 'n',
  courriel: 'c@guichet.example',
  roles: [],
  structures: [],
  rolesEnAttente: [],
  aSecondFacteur: false,
  ...v,
})
