import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { type Lecteur, lisible } from '../../perimetre/index.ts'
import { A_TRAITER } from '../liste/liste.mots.ts'

/** How many dossiers of each call wait for an act of this reader. */
export async function aTraiterParAppel(tx: Tx, l: Lecteur): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ appel_id: string; n: number }>`
    select i.appel_id, count(*)::int as n from instruction i
    where i.guichet_id = ${l.guichetId} and i.assigne_a = ${l.compteId} and i.suite = any(${[...A_TRAITER]}::text[]) and ${lisible(l)}
    group by i.appel_id`.execute(tx)
  return new Map(rows.map(r => [r.appel_id, r.n]))
}

/** The last message that this reader has not read of each of these dossiers, the latest first. */
export async function messagesNonLus(tx: Tx, l: Lecteur, ids: readonly string[], limite: number) {
  const { rows } = await sql<{ dossier_id: string; texte: string; ecrit_le: Date }>`
    select * from (select distinct on (m.dossier_id) m.dossier_id, case when length(m.texte) > 140 then left(m.texte, 139) || '…' else m.texte end as texte, m.ecrit_le from message m
      where m.guichet_id = ${l.guichetId} and m.dossier_id = any(${ids}::uuid[]) and m.cote <> 'service'
        and not exists (select from message_lu u where u.dossier_id = m.dossier_id and u.compte_id = ${l.compteId} and u.lu_le >= m.ecrit_le)
      order by m.dossier_id, m.ecrit_le desc, m.id desc) d
    order by d.ecrit_le desc limit ${limite}`.execute(tx)
  return rows
}
