import type { Role } from '../../contexte.ts'

/** A set of dossiers: those of these départements and these volets; `null` means all. */
export type Perimetre = { departements: readonly string[] | null; volets: readonly string[] | null }
type Situe = { departement: string | null; volet: string | null }

/** Roles that read dossiers. A lecteur sees figures, nothing nominative. */
const LISENT = { referent_departemental: true, referent_regional: true, administrateur: true, lecteur: false } as const

const tousSiVide = (valeurs: readonly string[]) => (valeurs.length ? valeurs : null)

/**
 * What these roles may read (C4.4, C5.1): a référent départemental the dossiers of their département and volets, a référent régional those of
 * their volets, an administrateur all. A référent départemental without a département sees nothing: a forgotten perimeter never opens everything.
 */
export const perimetres = (roles: readonly Role[]): Perimetre[] =>
  roles
    .filter(r => LISENT[r.role] && (r.role !== 'referent_departemental' || r.departements.length > 0))
    .map(r =>
      r.role === 'administrateur'
        ? { departements: null, volets: null }
        : { departements: tousSiVide(r.departements), volets: tousSiVide(r.volets) },
    )

/** Whether a dossier is in one of them. A bearer of the whole territory (no département) concerns every département. */
export const dansPerimetre = (ps: readonly Perimetre[], d: Situe): boolean =>
  ps.some(
    p =>
      (p.departements === null || d.departement === null || p.departements.includes(d.departement)) &&
      (p.volets === null || (d.volet !== null && p.volets.includes(d.volet))),
  )
