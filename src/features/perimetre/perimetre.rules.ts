import type { Portee, Role } from '../../contexte.ts'

/** A set of dossiers: those of these calls, départements and volets; `null` means all. */
export type Perimetre = { appels: readonly string[] | null; departements: readonly string[] | null; volets: readonly string[] | null }
/**
 * Where a dossier is: its call, the bearer's département, which leads (C2.6), and those of all its structures. `toutTerritoire`: one of them is of the
 * whole territory, so that every département is concerned.
 */
export type Situe = {
  appel: string
  pilote: string | null
  departements: readonly string[]
  toutTerritoire: boolean
  volet: string | null
}

/** Roles that read dossiers. A direction reads them all and instructs none; a lecteur sees figures, nothing nominative; a member of the comité, the agenda of their séances; a signatory, what bears their name. */
const LISENT = {
  referent_departemental: true,
  referent_regional: true,
  administrateur: true,
  direction: true,
  lecteur: false,
  membre_comite: false,
  signataire: false,
} as const
/** Whether an account with these roles reads dossiers. */
export const lit = (roles: readonly Pick<Role, 'role'>[]) => roles.some(r => LISENT[r.role])
const a = (roles: readonly Pick<Role, 'role'>[], role: Role['role']) => roles.some(r => r.role === role)
/** Whether it instructs, and so may stand in for somebody or be given a dossier: whoever is of the direction does not, unless they administer the guichet. */
export const instruit = (roles: readonly Pick<Role, 'role'>[]) => a(roles, 'administrateur') || (lit(roles) && !a(roles, 'direction'))

const TOUT: Portee = { appel: null, departements: [], volets: [] }
const tousSiVide = (valeurs: readonly string[]) => (valeurs.length ? valeurs : null)
/** What a role opens, line by line: an administrateur's all; a référent départemental without a département nothing, so that a forgotten perimeter never opens everything. */
function portees(r: Role): readonly Portee[] {
  if (r.role === 'administrateur' || r.role === 'direction') return [TOUT]
  return r.role === 'referent_departemental' ? r.perimetres.filter(p => p.departements.length > 0) : r.perimetres
}
/** Lines that say the same of several calls are one perimeter. */
const ensemble = (lignes: readonly Portee[]): Perimetre[] =>
  [...Map.groupBy(lignes, p => JSON.stringify([[...p.departements].sort(), [...p.volets].sort()])).values()].map(meme => ({
    appels: meme.some(p => p.appel === null) ? null : [...new Set(meme.map(p => p.appel!))],
    departements: tousSiVide(meme[0]!.departements),
    volets: tousSiVide(meme[0]!.volets),
  }))

/**
 * What these roles may read (C4.4, C5.1), in the calls that they were given for and in no other: a référent départemental the dossiers of their département and
 * volets, a référent régional those of their volets, an administrateur and a direction all.
 */
export const perimetres = (roles: readonly Role[]): Perimetre[] => ensemble(roles.filter(r => LISENT[r.role]).flatMap(portees))

/**
 * What those who read no dossier of their own may count: a member of the comité, all that the comité of their calls decides among; a lecteur, their calls or the
 * part of them that their role names.
 */
export const perimetresDesChiffres = (roles: readonly Role[]): Perimetre[] =>
  ensemble(
    roles.flatMap(r => {
      if (r.role === 'membre_comite') return r.perimetres.map(p => ({ ...TOUT, appel: p.appel }))
      return r.role === 'lecteur' ? r.perimetres : []
    }),
  )

/** Whether one of these perimeters opens something of this call. */
export const ouvreAppel = (ps: readonly Pick<Perimetre, 'appels'>[], appelId: string) =>
  ps.some(p => p.appels === null || p.appels.includes(appelId))
/** The calls of these perimeters; `null`: all of them, present and to come. */
export const appelsDe = (ps: readonly Pick<Perimetre, 'appels'>[]): readonly string[] | null =>
  ps.some(p => p.appels === null) ? null : [...new Set(ps.flatMap(p => p.appels!))]

const deLAppelEtDuVolet = (p: Perimetre, d: Situe) =>
  ouvreAppel([p], d.appel) && (p.volets === null || (d.volet !== null && p.volets.includes(d.volet)))

/** Whether a dossier is in one of them: each département that a joint project concerns sees it. */
export const dansPerimetre = (ps: readonly Perimetre[], d: Situe): boolean =>
  ps.some(
    p => deLAppelEtDuVolet(p, d) && (p.departements === null || d.toutTerritoire || d.departements.some(c => p.departements!.includes(c))),
  )

/** Whether this perimeter leads the dossier: it has the bearer's département. A bearer of the whole territory is led by whoever has the volet. */
export const mene = (p: Perimetre, d: Situe): boolean =>
  deLAppelEtDuVolet(p, d) && (p.departements === null || d.pilote === null || p.departements.includes(d.pilote))
