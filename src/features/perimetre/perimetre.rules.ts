import type { Role } from '../../contexte.ts'

/** A set of dossiers: those of these départements and these volets; `null` means all. */
export type Perimetre = { departements: readonly string[] | null; volets: readonly string[] | null }
/**
 * Where a dossier is: the bearer's département, which leads (C2.6), and those of all its structures. `toutTerritoire`: one of them is of the
 * whole territory, so that every département is concerned.
 */
export type Situe = { pilote: string | null; departements: readonly string[]; toutTerritoire: boolean; volet: string | null }

/** Roles that read dossiers. A lecteur sees figures, nothing nominative; a member of the comité, the agenda of their séances. */
const LISENT = {
  referent_departemental: true,
  referent_regional: true,
  administrateur: true,
  lecteur: false,
  membre_comite: false,
} as const
/** Whether an account with these roles instructs, and so may stand in for somebody or be given a dossier. */
export const instruit = (roles: readonly Pick<Role, 'role'>[]) => roles.some(r => LISENT[r.role])

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

/**
 * What those who read no dossier of their own may count: a member of the comité, all that the comité decides among; a lecteur, the guichet or the
 * part of it that their role names.
 */
export const perimetresDesChiffres = (roles: readonly Role[]): Perimetre[] =>
  roles.flatMap(r => {
    if (r.role === 'membre_comite') return [{ departements: null, volets: null }]
    return r.role === 'lecteur' ? [{ departements: tousSiVide(r.departements), volets: tousSiVide(r.volets) }] : []
  })

const duVolet = (p: Perimetre, d: Situe) => p.volets === null || (d.volet !== null && p.volets.includes(d.volet))

/** Whether a dossier is in one of them: each département that a joint project concerns sees it. */
export const dansPerimetre = (ps: readonly Perimetre[], d: Situe): boolean =>
  ps.some(p => duVolet(p, d) && (p.departements === null || d.toutTerritoire || d.departements.some(c => p.departements!.includes(c))))

/** Whether this perimeter leads the dossier: it has the bearer's département. A bearer of the whole territory is led by whoever has the volet. */
export const mene = (p: Perimetre, d: Situe): boolean =>
  duVolet(p, d) && (p.departements === null || d.pilote === null || p.departements.includes(d.pilote))
