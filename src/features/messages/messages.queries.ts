import { sql } from 'kysely'
import { type Contexte, structuresActives } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Curseur } from '../../lib/curseur.ts'
import { idsDeMesStructures } from '../dossiers/index.ts'

/** A mail of the guichet about a dossier, once for all those of the structure who received it. */
export type Message = {
  id: string
  sujet: string
  texte: string
  lien: string | null
  creeLe: Date
  dossier: { id: string; numero: string; titre: string }
  destinataires: string[]
}

/**
 * The mails about the actor's dossiers that members of the actor's structures received while they were members, those who have left since
 * included: what was sent to a colleague stays with the structure. Those that only lead to a thread are left to it. Mails that open a session are nobody else's. Newest first.
 */
export async function listerMessages(
  tx: Tx,
  ctx: Contexte,
  { limite, avant, id }: { limite: number; avant?: Curseur | undefined; id?: string },
): Promise<Message[]> {
  const structures = structuresActives(ctx.acteur).map(s => s.id)
  if (structures.length === 0) return []
  const { rows } = await sql<Omit<Message, 'creeLe' | 'dossier'> & { cree_le: Date; dossier_id: string; numero: string; titre: string }>`
    select g.*, d.numero, d.titre from (
      select (array_agg(m.id order by m.id))[1] as id, m.sujet, m.texte, m.lien, m.cree_le, m.dossier_id, array_agg(distinct c.name) as destinataires
      from courriel m
      join compte c on lower(c.email) = lower(m.destinataire)
      where m.guichet_id = ${ctx.guichetId} and not m.secret and coalesce(m.cle, '') not like 'message-%' and m.dossier_id in ${idsDeMesStructures(ctx)}
        and exists (select 1 from appartenance a where a.guichet_id = ${ctx.guichetId} and a.compte_id = c.id and a.structure_id = any(${structures}::uuid[])
          and a.active_le <= m.cree_le and (a.retiree_le is null or a.retiree_le >= m.cree_le))
      group by m.sujet, m.texte, m.lien, m.cree_le, m.dossier_id
    ) g join dossier d on d.id = g.dossier_id and d.guichet_id = ${ctx.guichetId}
    where ${id ? sql`g.id = ${id}::uuid` : sql`true`}
      and ${avant ? sql`(g.cree_le, g.id) < (${avant.instant}, ${avant.id}::uuid)` : sql`true`}
    order by g.cree_le desc, g.id desc limit ${limite}`.execute(tx)
  return rows.map(({ cree_le, dossier_id, numero, titre, ...m }) => ({ ...m, creeLe: cree_le, dossier: { id: dossier_id, numero, titre } }))
}
