import { sql } from 'kysely'
import type { Role } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { dansPerimetre, instruit, type Perimetre, perimetres, type Situe } from '../perimetre/index.ts'
import type { Instruit } from './dossier.queries.ts'

/** Somebody who instructs: their roles, and how many dossiers they have in hand. */
export type Instructeur = { id: string; nom: string; courriel: string; roles: Role[]; perimetres: Perimetre[]; enCharge: number }

/** Everyone who instructs in the guichet, by name. */
export async function instructeurs(tx: Tx, guichetId: string): Promise<Instructeur[]> {
  const lignes = await tx
    .selectFrom('role as r')
    .innerJoin('compte as c', 'c.id', 'r.compte_id')
    .select(['c.id', 'c.name as nom', 'c.email as courriel', 'r.role', 'r.departements', 'r.volets'])
    .select(
      sql<number>`(select count(*)::int from instruction i where i.guichet_id = r.guichet_id and i.assigne_a = c.id and i.etat = 'en_instruction')`.as(
        'enCharge',
      ),
    )
    .where('r.guichet_id', '=', guichetId)
    .orderBy(sql`c.name collate fr`)
    .orderBy('c.id')
    .execute()
  const parCompte = new Map<string, Instructeur>()
  for (const { role, departements, volets, ...l } of lignes) {
    const connu = parCompte.get(l.id) ?? { ...l, roles: [], perimetres: [] }
    const roles = [...connu.roles, { role, departements, volets } as Role]
    parCompte.set(l.id, { ...connu, roles, perimetres: perimetres(roles) })
  }
  return [...parCompte.values()].filter(i => instruit(i.roles))
}

/** Who instructs in the guichet, by name: nothing else is read of them. */
export async function nomsDesInstructeurs(tx: Tx, guichetId: string): Promise<{ id: string; nom: string }[]> {
  const lignes = await tx
    .selectFrom('role as r')
    .innerJoin('compte as c', 'c.id', 'r.compte_id')
    .select(['c.id', 'c.name as nom', 'r.role'])
    .where('r.guichet_id', '=', guichetId)
    .orderBy(sql`c.name collate fr`)
    .orderBy('c.id')
    .execute()
  const parCompte = Map.groupBy(lignes, l => l.id)
  return [...parCompte.values()].filter(roles => instruit(roles as { role: Role['role'] }[])).map(([l]) => ({ id: l!.id, nom: l!.nom }))
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
  pilote: l.departement_pilote,
  departements: l.departements,
  toutTerritoire: l.tout_territoire,
  volet: l.volet,
})

/** Those who may be put in charge of a dossier: they read it by their own role, or it was given to them. */
export async function affectables(tx: Tx, guichetId: string, l: Instruit['ligne']): Promise<Instructeur[]> {
  const donnes = await ouvertA(tx, guichetId, l.dossier_id)
  return (await instructeurs(tx, guichetId)).filter(i => donnes.has(i.id) || dansPerimetre(i.perimetres, situeDe(l)))
}
