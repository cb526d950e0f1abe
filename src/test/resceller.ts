import type { World } from './world.ts'

/**
 * What only the owner of the database could do, and what a chain alone never shows: the lines that a condition names are taken out of the journal, and what is left
 * is sealed again from the first line, head included.
 */
export async function resceller(w: World, saufSi: string): Promise<void> {
  const client = await w.owner.connect()
  try {
    await client.query('begin')
    await client.query(`create temp table garde on commit drop as select * from evenement where (${saufSi}) is not true`)
    await client.query('alter table evenement disable trigger inalterable')
    await client.query('delete from evenement; delete from journal_tete')
    await client.query('alter table evenement enable trigger inalterable')
    await client.query(
      'insert into evenement (guichet_id, instant, action, objet_id, acteur_id, donnees) select guichet_id, instant, action, objet_id, acteur_id, donnees from garde order by rang',
    )
    await client.query('commit')
  } finally {
    client.release()
  }
}
