import type { Role } from '../../contexte.ts'
import type { Appel } from '../cahier/index.ts'

/** A line of somebody's role on a call. */
type Ligne = { role: Role['role']; nom: string; departements: readonly string[]; volets: readonly string[] }
type Volet = Appel['volets'][number]
type Departement = Appel['territoire']['departements'][number]
/** Who instructs a volet in a département (`null`: the call names none); each name once. */
export type Case = { volet: Volet; departement: Departement | null; noms: string[] }
export type Couverture = {
  departements: readonly (Departement | null)[]
  lignes: readonly { volet: Volet; cases: readonly Case[] }[]
  trous: readonly Case[]
}

/** Roles that instruct. An administrateur could: they are not those to whom a volet is given. */
const INSTRUISENT: readonly Role['role'][] = ['referent_departemental', 'referent_regional']
/** « No département » is all of them, but for a référent départemental, who then reads nothing. */
const duDepartement = (l: Ligne, d: Departement | null) =>
  l.departements.length === 0 ? l.role !== 'referent_departemental' : d === null || l.departements.includes(d.code)

/** How many people sit in each body of a call that gives opinions, by its code. Pure. */
export const membresDesInstances = (
  appel: Pick<Appel, 'instances'>,
  personnes: readonly { compteId: string; role: Role['role']; instances: readonly string[] }[],
): Record<string, number> =>
  Object.fromEntries(
    appel.instances.map(i => {
      const siegent = personnes.filter(p => p.role === 'membre_comite' && (p.instances.length === 0 || p.instances.includes(i.code)))
      return [i.code, new Set(siegent.map(p => p.compteId)).size]
    }),
  )

/** Who instructs what in a call: one line a volet, one case a département; and what nobody instructs. Pure. */
export function couvertureDe(appel: Pick<Appel, 'volets' | 'territoire'>, personnes: readonly Ligne[]): Couverture {
  const instructeurs = personnes.filter(p => INSTRUISENT.includes(p.role))
  const departements = appel.territoire.departements.length > 0 ? appel.territoire.departements : [null]
  const lignes = appel.volets.map(volet => ({
    volet,
    cases: departements.map(departement => {
      const siens = instructeurs.filter(p => (p.volets.length === 0 || p.volets.includes(volet.code)) && duDepartement(p, departement))
      return { volet, departement, noms: [...new Set(siens.map(p => p.nom))] }
    }),
  }))
  return { departements, lignes, trous: lignes.flatMap(l => l.cases).filter(c => c.noms.length === 0) }
}
