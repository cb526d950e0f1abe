import { sql } from 'kysely'
import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { DEVANT_LE_COMITE } from '../comite.rules.ts'
import { enConflit } from '../seance.queries.ts'
import { duComite } from './accueil.queries.ts'

/** A séance that waits for the actor to declare their interests; `dossiers`: in how many. */
export type DeclarationAttendue = { id: string; tenueLe: Date; appel: string; dossiers: number }

/** The séances in which the actor has still to declare their interests (`aDeclarer`, for all their séances at once), the soonest first. */
export async function declarationsAttendues(tx: Tx, ctx: ContexteActeur): Promise<DeclarationAttendue[]> {
  const { guichetId, acteur } = ctx
  if (!acteur.roles.some(r => r.role === 'membre_comite')) return []
  const { rows } = await sql<DeclarationAttendue>`
    select s.id, s.tenue_le as "tenueLe", v.titre as appel, count(*)::int as dossiers
    from seance s join appel_version v on v.id = s.appel_version_id
    join seance_membre m on m.seance_id = s.id and m.compte_id = ${acteur.compteId} and m.retire_le is null
    join seance_dossier d on d.seance_id = s.id and d.retire_le is null
    join instruction i on i.dossier_id = d.dossier_id
    where s.guichet_id = ${guichetId} and s.etat in ('preparee', 'ouverte') and ${duComite(ctx)} and i.etat = any(${[...DEVANT_LE_COMITE]}::text[])
      and not exists (select from conflit c where c.guichet_id = ${guichetId} and c.membre_id = m.id and c.dossier_id = i.dossier_id)
      and not ${enConflit(guichetId, sql`${acteur.compteId}::uuid`)}
    group by s.id, v.titre
    order by s.tenue_le, s.id`.execute(tx)
  return rows
}
