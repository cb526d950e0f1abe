import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { DECLARE } from '../suivi.queries.ts'
import { type Perimetre, suivis } from './perimetre.queries.ts'

/** The milestones of a lump sum: how many, and what each declared bilan says of them (whether it is reached), by bilan then by milestone. */
export type Jalons = { nombre: number; parBilan: ReadonlyMap<string, ReadonlyMap<string, boolean>> }

/** Those of the lauréats of a perimeter that are paid a lump sum, by dossier, in one reading. `forfaits`: the versions of calls that pay one. */
export async function jalonsDesForfaits(tx: Tx, p: Perimetre, forfaits: readonly string[]): Promise<ReadonlyMap<string, Jalons>> {
  if (forfaits.length === 0) return new Map()
  const { rows } = await sql<{ dossierId: string; jalonId: string; bilanId: string | null; fait: boolean }>`
    with vus as materialized (select u.dossier_id from ${suivis(p)} and i.appel_version_id = any(${[...forfaits]}::uuid[]))
    select j.dossier_id as "dossierId", j.id as "jalonId", d.bilan_id as "bilanId", d.etat = 'fait' as fait
    from jalon j left join (select n.jalon_id, n.bilan_id, n.etat from bilan_jalon n join bilan b on b.id = n.bilan_id and ${DECLARE}
      where b.dossier_id in (select v.dossier_id from vus v)) d on d.jalon_id = j.id
    where j.guichet_id = ${p.lecteur.guichetId} and j.dossier_id in (select v.dossier_id from vus v)`.execute(tx)
  return new Map(
    [...Map.groupBy(rows, r => r.dossierId)].map(([dossierId, siens]) => {
      const dits = Map.groupBy(
        siens.filter(r => r.bilanId !== null),
        r => r.bilanId!,
      )
      return [
        dossierId,
        {
          nombre: new Set(siens.map(r => r.jalonId)).size,
          parBilan: new Map([...dits].map(([bilan, rs]) => [bilan, new Map(rs.map(r => [r.jalonId, r.fait]))])),
        },
      ]
    }),
  )
}
