import { sql } from 'kysely'
import type { Portee, Role } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { secondFacteurDe } from '../agents.queries.ts'
import type { Dates } from '../dates.rules.ts'
import { AGENTS_MAX } from './bornes.ts'

/** A line of a role as it is kept while its owner is suspended, and given back. */
export type PorteeGardee = Portee & Partial<Dates> & { instances: string[] }
export type RoleGarde = { role: Role['role']; perimetres: PorteeGardee[] }

/** Somebody who works in the guichet, or did until they were suspended. `vuLe`: their last sign-in. */
export type AgentDuGuichet = {
  id: string
  nom: string
  courriel: string
  titre: string
  roles: RoleTenu[]
  secondFacteur: boolean
  /** Whether they sit in a séance of a comité, past or to come, whatever their roles are now. */
  siege: boolean
  vuLe: Date | null
  suspenduLe: Date | null
  rolesGardes: RoleGarde[]
}
/** A role with its lines, each with its identifier. */
export type RoleTenu = Omit<Role, 'perimetres'> & { id: string; perimetres: (Portee & Dates & { id: string; instances: string[] })[] }

const lignesDe = sql<RoleTenu['perimetres']>`coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'appel', p.appel_id,
  'departements', p.departements, 'volets', p.volets, 'instances', p.instances, 'du', p.du, 'au', p.au) order by p.id) from perimetre p where p.guichet_id = r.guichet_id and p.role_id = r.id), '[]')`
const rolesTenus = (guichetId: string) =>
  sql<RoleTenu[]>`coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'role', r.role, 'perimetres', ${lignesDe}) order by r.role)
    from role r where r.guichet_id = ${guichetId} and r.compte_id = c.id), '[]')`

const agents = (tx: Tx, guichetId: string) =>
  tx
    .selectFrom('compte as c')
    .leftJoin('agent as a', j => j.onRef('a.compte_id', '=', 'c.id').on('a.guichet_id', '=', guichetId))
    .leftJoin('derniere_connexion as d', 'd.compte_id', 'c.id')
    .select(['c.id', 'c.name as nom', 'c.email as courriel', 'd.le as vuLe', 'a.suspendu_le as suspenduLe'])
    .select([secondFacteurDe.as('secondFacteur'), rolesTenus(guichetId).as('roles')])
    .select([sql<string>`coalesce(a.titre, '')`.as('titre'), sql<RoleGarde[]>`coalesce(a.roles_gardes, '[]')`.as('rolesGardes')])
    .select(sql<boolean>`exists (select from seance_membre m where m.compte_id = c.id and m.guichet_id = ${guichetId})`.as('siege'))
    .where(eb =>
      eb.or([
        eb('a.suspendu_le', 'is not', null),
        eb.exists(eb.selectFrom('role as x').select('x.id').whereRef('x.compte_id', '=', 'c.id').where('x.guichet_id', '=', guichetId)),
      ]),
    )

/** Everybody of the guichet whose name, address or title has these words, by name: `AGENTS_MAX` and one more, which says that there are others. */
export const agentsDuGuichet = (tx: Tx, guichetId: string, q: string): Promise<AgentDuGuichet[]> =>
  agents(tx, guichetId)
    .$if(q !== '', query =>
      query.where(sql<boolean>`position(lower(${q}) in lower(c.name || ' ' || c.email || ' ' || coalesce(a.titre, ''))) > 0`),
    )
    .orderBy(sql`c.name collate fr`)
    .orderBy('c.id')
    .limit(AGENTS_MAX + 1)
    .execute() as Promise<AgentDuGuichet[]>

export const agentDuGuichet = (tx: Tx, guichetId: string, compteId: string): Promise<AgentDuGuichet | undefined> =>
  agents(tx, guichetId).where('c.id', '=', compteId).executeTakeFirst() as Promise<AgentDuGuichet | undefined>

/** Dossiers that somebody leads now: suspended, they stay with them until somebody else takes them. */
export const dossiersAffectes = async (tx: Tx, guichetId: string, compteId: string): Promise<number> => {
  const { n } = await tx
    .selectFrom('instruction')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('guichet_id', '=', guichetId)
    .where('assigne_a', '=', compteId)
    .where('etat', '=', 'en_instruction')
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** A call by its slug and title, the unpublished ones too. */
export type AppelNomme = { id: string; slug: string; titre: string }
export const appelsNommes = (tx: Tx, guichetId: string): Promise<AppelNomme[]> =>
  tx
    .selectFrom('appel as a')
    .innerJoin('appel_version as v', j => j.onRef('v.appel_id', '=', 'a.id').onRef('v.numero', '=', 'a.derniere_version'))
    .select(['a.id', 'a.slug', 'v.titre'])
    .where('a.guichet_id', '=', guichetId)
    .orderBy(sql`v.titre collate fr`)
    .execute()
