import { sql } from 'kysely'
import type { ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { PRESENT_MS, type Present } from '../../ui/presence.mots.ts'

/** What is open: its table, the column that says which one, and the part of it where somebody is. */
const OUVERTS = {
  dossier: { table: 'presence', objet: 'dossier_id', partie: 'etape' },
  brouillon: { table: 'presence_brouillon', objet: 'brouillon_id', partie: 'section' },
} as const
type Ouvert = { quoi: keyof typeof OUVERTS; id: string }

/** Somebody has a part of it open. */
export async function noterPresence(tx: Tx, { guichetId, acteur, instant }: ContexteActeur, { quoi, id }: Ouvert, ou: string) {
  const { table, objet, partie } = OUVERTS[quoi]
  await sql`insert into ${sql.table(table)} (${sql.id(objet)}, compte_id, guichet_id, ${sql.id(partie)}, vu_le)
    values (${id}, ${acteur.compteId}, ${guichetId}, ${ou}, ${instant})
    on conflict (${sql.id(objet)}, compte_id) do update set ${sql.id(partie)} = excluded.${sql.id(partie)}, vu_le = excluded.vu_le`.execute(
    tx,
  )
}

/** The others who have it open now, by name, and where they are in it. */
export async function presents(tx: Tx, { guichetId, acteur, instant }: ContexteActeur, { quoi, id }: Ouvert): Promise<Present[]> {
  const { table, objet, partie } = OUVERTS[quoi]
  const [depuis, jusqua] = [-PRESENT_MS, PRESENT_MS].map(ms => new Date(instant.getTime() + ms))
  // the demonstration's clock may have gone back: nobody is there from a time to come
  const { rows } =
    await sql<Present>`select c.name as nom, p.${sql.id(partie)} as etape from ${sql.table(table)} p join compte c on c.id = p.compte_id
    where p.guichet_id = ${guichetId} and p.${sql.id(objet)} = ${id} and p.compte_id <> ${acteur.compteId}
      and p.vu_le > ${depuis} and p.vu_le <= ${jusqua} order by c.name, p.compte_id limit 10`.execute(tx)
  return rows
}
