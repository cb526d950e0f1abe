import type { Role } from '../../../contexte.ts'
import type { Instance } from '../../instances/index.ts'

export type College = 'regional' | 'departemental' | 'autre'
/** A seat of the comité, from the composition of the call: « Référents régionaux, siège 2 ». */
export type Siege = { rang: number; libelle: string; college: College; departement: string | null }
export type Candidat = { id: string; nom: string; courriel: string; departements: readonly string[] }

const COLLEGES = { referent_regional: 'regional', referent_departemental: 'departemental', membre: 'autre' } as const

/** Every seat, in the order of the call: as many as it says of each. */
export const siegesDe = ({ composition }: Pick<Instance, 'composition'>): Siege[] =>
  composition
    .flatMap(c =>
      Array.from({ length: c.nombre }, (_, n) => ({
        libelle: c.nombre > 1 ? `${c.libelle}, siège\u00a0${n + 1}` : c.libelle,
        college: COLLEGES[c.role],
        departement: c.departement ?? null,
      })),
    )
    .map((s, rang) => ({ rang, ...s }))

/** A member without a département sits for the region, one with départements for them; other seats are open to all. */
export function peutSieger({ college, departement }: Siege, { departements }: Pick<Candidat, 'departements'>): boolean {
  if (college === 'autre') return true
  if (college === 'regional') return departements.length === 0
  return departement === null ? departements.length > 0 : departements.includes(departement)
}

/** The département that a seat stands for once somebody has it. */
export const departementDuSiege = (s: Siege, c: Pick<Candidat, 'departements'>) =>
  s.college === 'departemental' ? (s.departement ?? c.departements[0] ?? null) : null

export const candidatsPour = (s: Siege, candidats: readonly Candidat[]) => candidats.filter(c => peutSieger(s, c))
export const ROLE_MEMBRE: Role['role'] = 'membre_comite'
