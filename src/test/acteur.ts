import type { Acteur } from '../contexte.ts'

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
