import { sql } from 'kysely'
import type { Role } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { DateCivile } from '../../lib/dates.ts'
import { porteesDe } from '../perimetre/index.ts'

export type Agent = Role & { nom: string; courriel: string; secondFacteur: boolean }

/** Whether the account `c` of a statement has a second factor: an application or a key. */
export const secondFacteurDe = sql<boolean>`(coalesce(c.two_factor_enabled, false) or exists (select from cle_acces k where k.user_id = c.id))`

/** Agents of the guichet, one line a role. */
export const agentsDe = (tx: Tx, guichetId: string): Promise<Agent[]> =>
  tx
    .selectFrom('role as r')
    .innerJoin('compte as c', 'c.id', 'r.compte_id')
    .select(['c.name as nom', 'c.email as courriel', 'r.role', porteesDe('r').as('perimetres'), secondFacteurDe.as('secondFacteur')])
    .where('r.guichet_id', '=', guichetId)
    .orderBy('c.email')
    .orderBy('r.role')
    .execute() as Promise<Agent[]>

/** Somebody on a call: one line a perimeter. `tous`: held for every call, those to come too. */
export type Personne = {
  id: string
  roleId: string
  compteId: string
  role: Role['role']
  nom: string
  courriel: string
  secondFacteur: boolean
  departements: string[]
  volets: string[]
  /** The bodies of the call in which they sit, by code; all of them when empty. */
  instances: string[]
  tous: boolean
  /** First and last day, both included; nothing where there is none. `etat`: what they say of today. */
  du: DateCivile | null
  au: DateCivile | null
  etat: EtatDeLigne
}
export type EtatDeLigne = 'en_cours' | 'a_venir' | 'finie'
const etatDeLigne = sql<EtatDeLigne>`case when p.au < jour_courant() then 'finie' when p.du > jour_courant() then 'a_venir' else 'en_cours' end`

/** Who holds a role for this call, or held one, or will, by name; administrateurs, who are of the whole guichet, are not among them. */
export const personnesDe = (tx: Tx, guichetId: string, appelId: string): Promise<Personne[]> =>
  tx
    .selectFrom('perimetre as p')
    .innerJoin('role as r', 'r.id', 'p.role_id')
    .innerJoin('compte as c', 'c.id', 'r.compte_id')
    .select([
      'p.id',
      'r.id as roleId',
      'c.id as compteId',
      'r.role',
      'c.name as nom',
      'c.email as courriel',
      'p.departements',
      'p.volets',
      'p.instances',
    ])
    .select([secondFacteurDe.as('secondFacteur'), sql<boolean>`p.appel_id is null`.as('tous'), 'p.du', 'p.au', etatDeLigne.as('etat')])
    .where('p.guichet_id', '=', guichetId)
    .where(eb => eb.or([eb('p.appel_id', '=', appelId), eb('p.appel_id', 'is', null)]))
    .where('r.role', 'not in', ['administrateur', 'direction'])
    .orderBy(sql`c.name collate fr`)
    .orderBy('r.role')
    .orderBy('p.id')
    .execute() as Promise<Personne[]>

/** Those whose role is open today. */
export const enExercice = (personnes: readonly Personne[]) => personnes.filter(p => p.etat === 'en_cours')
export const personnesEnExercice = async (tx: Tx, guichetId: string, appelId: string) =>
  enExercice(await personnesDe(tx, guichetId, appelId))

/** Roles that may be held for a call, whoever has them: more than a service has; beyond, the command line names them. */
const ROLES_MAX = 500
export const rolesParAppel = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('role as r')
    .innerJoin('compte as c', 'c.id', 'r.compte_id')
    .select(['r.id', 'r.role', 'c.name as nom', 'c.email as courriel', 'c.id as compteId'])
    .where('r.guichet_id', '=', guichetId)
    .where('r.role', 'not in', ['administrateur', 'direction'])
    .orderBy(sql`c.name collate fr`)
    .orderBy('r.role')
    .limit(ROLES_MAX)
    .execute() as Promise<{ id: string; role: Role['role']; nom: string; courriel: string; compteId: string }[]>

/** The other calls of the guichet, by the title of their last version. */
export const autresAppels = (tx: Tx, guichetId: string, appelId: string): Promise<{ slug: string; titre: string }[]> =>
  tx
    .selectFrom('appel as a')
    .innerJoin('appel_version as v', join => join.onRef('v.appel_id', '=', 'a.id').onRef('v.numero', '=', 'a.derniere_version'))
    .select(['a.slug', 'v.titre'])
    .where('a.guichet_id', '=', guichetId)
    .where('a.id', '<>', appelId)
    .orderBy(sql`v.titre collate fr`)
    .execute()
