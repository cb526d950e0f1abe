import type { Portee, Role } from '../../contexte.ts'
import type { Appel } from '../cahier/index.ts'

export const ROLES = [
  'administrateur',
  'direction',
  'referent_regional',
  'referent_departemental',
  'membre_comite',
  'lecteur',
  'signataire',
] as const satisfies Role['role'][]

export const MOTS_ROLES: Record<Role['role'], string> = {
  administrateur: 'Administration du guichet',
  direction: 'Direction',
  referent_regional: 'Référent régional',
  referent_departemental: 'Référent départemental',
  membre_comite: 'Membre du comité',
  lecteur: 'Lecteur des chiffres',
  signataire: 'Signataire',
}

export const roleSur = (v: string) => ROLES.find(r => r === v)
/** Roles that are held for calls: an administrateur's and a direction's are of the whole guichet. */
export const parAppel = (role: Role['role']) => role !== 'administrateur' && role !== 'direction'

/** Where a member of a call may sit: in its comité and in its bodies that give opinions; nothing to choose where it has none. Pure. */
export function siegesPossibles({ instances, comite: appelant }: Pick<Appel, 'comite' | 'instances'>): { code: string; libelle: string }[] {
  const avis = instances.filter(i => i.nature === 'avis')
  const comite = instances.find(i => i.nature === 'selection') ?? instances.find(i => i.nature === 'decision')
  if (avis.length === 0 || !appelant) return avis
  return [...avis, { code: 'comite', libelle: comite?.libelle ?? 'Comité de sélection' }]
}

/** What a call has, to which a role on it is held. */
export type Etendue = { departements: readonly string[]; volets: readonly string[] }
export type RefusPortee =
  | { kind: 'departement'; inconnus: string[] }
  | { kind: 'volet'; inconnus: string[] }
  | { kind: 'departement_attendu' }

/** Why this role cannot be held for that: an unknown département or volet, or a référent départemental without a département, who would read nothing. Pure. */
export function refusPortee(role: Role['role'], p: Omit<Portee, 'appel'>, e: Etendue): RefusPortee | undefined {
  const departements = p.departements.filter(d => !e.departements.includes(d))
  if (departements.length > 0) return { kind: 'departement', inconnus: departements }
  const volets = p.volets.filter(v => !e.volets.includes(v))
  if (volets.length > 0) return { kind: 'volet', inconnus: volets }
  return role === 'referent_departemental' && p.departements.length === 0 ? { kind: 'departement_attendu' } : undefined
}
