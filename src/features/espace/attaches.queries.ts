import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { StructureSansMembre } from '../structures/index.ts'

type DossiersAttaches = Pick<StructureSansMembre, 'brouillons' | 'deposes' | 'accords'>

/** Counts over the dossiers `d` of these calls; `null`: of any. */
const comptes = (appels: readonly string[] | null) => {
  const deCesAppels = appels ? sql`d.appel_id = any(${[...appels]}::uuid[])` : sql`true`
  return sql`
  coalesce((select count(*) from dossier d where d.guichet_id = s.guichet and d.structure_id = s.id and d.etat = 'brouillon' and d.redige_par is null and ${deCesAppels}), 0)::int as brouillons,
  coalesce((select count(*) from dossier d where d.guichet_id = s.guichet and d.structure_id = s.id and d.etat not in ('brouillon', 'abandonne', 'retire') and ${deCesAppels}), 0)::int as deposes,
  coalesce((select count(*) from partenaire p join dossier d on d.id = p.dossier_id where p.guichet_id = s.guichet and p.structure_id = s.id and p.retire_le is null
    and d.etat = 'brouillon' and ${deCesAppels} and not exists (select 1 from validation v where v.partenaire_id = p.id)), 0)::int as accords`
}

/** How many dossiers stay with a structure whoever leaves it. */
export async function dossiersAttaches(tx: Tx, guichetId: string, structureId: string): Promise<DossiersAttaches> {
  const { rows } = await sql<DossiersAttaches>`
    select ${comptes(null)} from (select ${structureId}::uuid as id, ${guichetId}::uuid as guichet) s`.execute(tx)
  return rows[0]!
}

/**
 * Structures that have a draft, a filed dossier or an agreement to give, and no member any more: nobody can open them. Of these départements, by name, with
 * the counts of these calls alone; two hundred at most.
 */
export async function structuresSansMembre(
  tx: Tx,
  guichetId: string,
  departements: 'tous' | readonly string[],
  appels: readonly string[] | null,
): Promise<StructureSansMembre[]> {
  const { rows } = await sql<StructureSansMembre>`
    with attachee as (
      select a.structure_id as id from appartenance a where a.guichet_id = ${guichetId} and a.etat = 'retiree'
      union
      select p.structure_id from partenaire p where p.guichet_id = ${guichetId} and p.retire_le is null and p.structure_id is not null
    ), comptee as (
      select s.id, s.nom, s.departement, ${comptes(appels)}
      from (select t.id, t.nom, t.departement, ${guichetId}::uuid as guichet from attachee x join structure t on t.id = x.id) s
      where not exists (select 1 from appartenance a where a.guichet_id = ${guichetId} and a.structure_id = s.id and a.etat = 'active')
        and ${departements === 'tous' ? sql`true` : sql`s.departement = any(${departements}::text[])`}
    )
    select * from comptee where brouillons + deposes + accords > 0 order by nom collate fr limit 200`.execute(tx)
  return rows
}
