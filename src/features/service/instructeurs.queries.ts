import { sql } from 'kysely'
import type { Role } from '../../contexte.ts'
import { composee, type Tx } from '../../db/db.ts'
import {
  appelsDe,
  dansPerimetre,
  instruit,
  type Lecteur,
  ouvreAppel,
  type Perimetre,
  perimetres,
  porteesDe,
  type Situe,
} from '../perimetre/index.ts'
import type { Instruit } from './dossier.queries.ts'

/** Somebody who instructs: their roles, and how many dossiers they have in hand. */
export type Instructeur = { id: string; nom: string; courriel: string; roles: Role[]; perimetres: Perimetre[]; enCharge: number }

/** Everyone who instructs in the guichet, by name, with what they have in hand of these calls (`null`: of all). */
export async function instructeurs(tx: Tx, guichetId: string, appels: readonly string[] | null = null): Promise<Instructeur[]> {
  const deCesAppels = appels ? sql`i.appel_id = any(${[...appels]}::uuid[])` : sql`true`
  const lignes = await tx
    .selectFrom('role as r')
    .innerJoin('compte as c', 'c.id', 'r.compte_id')
    .select(['c.id', 'c.name as nom', 'c.email as courriel', 'r.role', porteesDe('r').as('portees')])
    .select(
      sql<number>`(select count(*)::int from instruction i where i.guichet_id = r.guichet_id and i.assigne_a = c.id and i.etat = 'en_instruction'
        and ${deCesAppels})`.as('enCharge'),
    )
    .where('r.guichet_id', '=', guichetId)
    .orderBy(sql`c.name collate fr`)
    .orderBy('c.id')
    .execute()
  const parCompte = new Map<string, Instructeur>()
  for (const { role, portees, ...l } of lignes) {
    const connu = parCompte.get(l.id) ?? { ...l, roles: [], perimetres: [] }
    const roles = [...connu.roles, { role, perimetres: portees } as Role]
    parCompte.set(l.id, { ...connu, roles, perimetres: perimetres(roles) })
  }
  return [...parCompte.values()].filter(i => instruit(i.roles))
}

/** Who instructs one of these calls (`null`: any), by name: nothing else is told of them. */
export async function nomsDesInstructeurs(
  tx: Tx,
  guichetId: string,
  appels: readonly string[] | null,
): Promise<{ id: string; nom: string }[]> {
  const lignes = await rolesNommes(tx, { guichetId })
  const parCompte = Map.groupBy(lignes, l => l.id)
  return [...parCompte.values()]
    .filter(roles => instruit(roles as Role[]) && (appels === null || partagent(perimetres(roles as Role[]), appels)))
    .map(([l]) => ({ id: l!.id, nom: l!.nom }))
}

const rolesNommes = composee((tx, p: { guichetId: string }) =>
  tx
    .selectFrom('role as r')
    .innerJoin('compte as c', 'c.id', 'r.compte_id')
    .select(['c.id', 'c.name as nom', 'r.role', porteesDe('r').as('perimetres')])
    .where('r.guichet_id', '=', p.guichetId)
    .orderBy(sql`c.name collate fr`)
    .orderBy('c.id'),
)

const partagent = (ps: readonly Perimetre[], appels: readonly string[]) => appels.some(a => ouvreAppel(ps, a))
/** Those who instruct a call of this reader, with what they have in hand of these calls. */
export async function memesAppels(tx: Tx, l: Lecteur): Promise<Instructeur[]> {
  const appels = appelsDe(l.perimetres)
  return (await instructeurs(tx, l.guichetId, appels)).filter(p => appels === null || partagent(p.perimetres, appels))
}

/** Accounts to which this dossier is given now. */
export async function ouvertA(tx: Tx, guichetId: string, dossierId: string): Promise<ReadonlySet<string>> {
  const lignes = await tx
    .selectFrom('ouverture_dossier')
    .select('compte_id')
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .where('retiree_le', 'is', null)
    .execute()
  return new Set(lignes.map(l => l.compte_id))
}

export const situeDe = (l: Instruit['ligne']): Situe => ({
  appel: l.appel_id,
  pilote: l.departement_pilote,
  departements: l.departements,
  toutTerritoire: l.tout_territoire,
  volet: l.volet,
})

/** Those who may be put in charge of a dossier: they read it by their own role, or it was given to them, who instruct its call. */
export async function affectables(
  tx: Tx,
  guichetId: string,
  l: Instruit['ligne'],
  appels: readonly string[] | null = null,
): Promise<Instructeur[]> {
  const donnes = await ouvertA(tx, guichetId, l.dossier_id)
  return (await instructeurs(tx, guichetId, appels)).filter(
    i => (donnes.has(i.id) && ouvreAppel(i.perimetres, l.appel_id)) || dansPerimetre(i.perimetres, situeDe(l)),
  )
}
