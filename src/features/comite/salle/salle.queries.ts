import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { EtapeDuCalcul } from '../../verdicts/index.ts'

/** What the room shows of a dossier besides the agenda: partners, what the instruction concluded, what the debate has concluded so far. Cents. */
export type FicheSalle = {
  partenaires: string[]
  pointsForts: string
  reserves: string
  base: number | null
  montant: number | null
  minimale: number | null
  conclusion: string
  /** How the aid was computed, where the call computes it. */
  calcul: EtapeDuCalcul[] | null
}

/** The report counts once it is finished. */
export async function ficheDe(tx: Tx, guichetId: string, seanceId: string, dossierId: string): Promise<FicheSalle> {
  const { rows } = await sql<FicheSalle>`
    select coalesce((select array_agg(a ->> 'nom') from jsonb_array_elements(coalesce(p.contenu::jsonb -> 'partenaires', '[]')) a), '{}') as partenaires,
      coalesce(r.points_forts, '') as "pointsForts", coalesce(r.reserves, '') as reserves, r.base, r.montant,
      (p.contenu::jsonb ->> 'aide_minimale')::bigint as minimale, coalesce(d.conclusion, '') as conclusion,
      p.contenu::jsonb #> '{aide_calculee,etapes}' as calcul
    from instruction i join depot p on p.id = i.depot_id
    left join rapport r on r.dossier_id = i.dossier_id and r.termine_le is not null
    left join deliberation d on d.dossier_id = i.dossier_id and d.seance_id = ${seanceId}
    where i.guichet_id = ${guichetId} and i.dossier_id = ${dossierId}`.execute(tx)
  return rows[0]!
}
