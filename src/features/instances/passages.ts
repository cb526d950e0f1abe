import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import { formatJour } from '../../lib/dates.ts'
import type { Appel } from '../cahier/index.ts'
import { autoriteDe, instanceDe } from './instances.rules.ts'

/** What a porteur is told of the bodies that are about to see its dossier: which, when, and who decides; nothing of what they say. */
export async function passagesDe(tx: Tx, guichetId: string, appel: Appel, dossierId: string): Promise<string[]> {
  if (appel.instances.length === 0) return []
  const { rows } = await sql<{ instance: string; tenueLe: Date }>`
    select s.instance, s.tenue_le as "tenueLe" from seance_dossier x join seance s on s.id = x.seance_id
    where x.guichet_id = ${guichetId} and x.dossier_id = ${dossierId} and x.retire_le is null and s.instance is not null and s.etat <> 'close'
    order by s.tenue_le, s.id`.execute(tx)
  return rows.map(
    r =>
      `Votre dossier passe devant «\u00a0${instanceDe(appel, r.instance)?.libelle ?? r.instance}\u00a0» le ${formatJour(r.tenueLe)}. Un avis est donné, puis la décision est prise\u00a0: ${autoriteDe(appel)}.`,
  )
}
