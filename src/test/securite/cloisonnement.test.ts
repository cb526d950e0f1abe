import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { openWorld, type World } from '../world.ts'
import { endormirControles, planter } from './planter.ts'

/**
 * Isolation of guichets, kept by the database alone: a query that forgets its guichet is written on every table of the catalogue, as the program's own role.
 * Seen to fail: with `disable row level security` on `journal_tete`, with `using (true)` on `bilan`: « voit » names them (the last test does the like each time).
 */
let w: World
let ici: string
const ailleurs = nouvelId()
let tables: string[]
const q = async (texte: string, valeurs: unknown[] = []) => (await w.owner.query(texte, valeurs)).rows

/** Runs a query as the program does, in this guichet, and undoes it: the rows or how many were touched, or the database's refusal. */
async function commeLeProgramme(requete: string, { avant = '', guichet = ici } = {}) {
  const c = await w.owner.connect()
  try {
    await c.query(`begin; ${avant}; set local session_replication_role = origin; set local role guichet_app`)
    await c.query("select set_config('app.guichet_id', $1, true)", [guichet])
    const r = await c.query(requete)
    return { lignes: r.rows, touchees: r.rowCount ?? 0 }
  } catch (e) {
    return { refus: (e as { code: string }).code }
  } finally {
    await c.query('rollback')
    c.release()
  }
}

beforeAll(async () => {
  w = await openWorld()
  ici = w.guichetId
  await q(
    'insert into guichet select (jsonb_populate_record(g, jsonb_build_object($1::text, $2::text, $3::text, $2::text))).* from guichet g where id = $4',
    ['id', ailleurs, 'slug', ici],
  )
  tables = (
    await q(
      `select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'guichet_id' and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
    )
  ).map(r => r.relname)
  await endormirControles(w)
})
afterAll(() => w.close())

describe('une requête qui oublie son guichet', () => {
  it('ne lit, ne change et n’efface que les lignes du sien, dans chaque table', async () => {
    expect(tables.length).toBeGreaterThan(70)
    const voit: string[] = []
    for (const t of tables) {
      await planter(w, t, { guichet_id: ici })
      await planter(w, t, { guichet_id: ailleurs })
      const [compte] = await q(
        `select count(*) filter (where guichet_id = $1)::int as ici, count(*) filter (where guichet_id = $2)::int as la from ${t}`,
        [ici, ailleurs],
      )
      expect([compte.ici > 0, compte.la > 0], t).toEqual([true, true])
      const lues = (await commeLeProgramme(`select guichet_id from ${t}`)).lignes
      if (lues?.some(l => l.guichet_id !== null && l.guichet_id !== ici)) voit.push(`${t}\u00a0: lit`)
      const sans = (await commeLeProgramme(`select guichet_id from ${t}`, { guichet: '' })).lignes
      if (sans?.some(l => l.guichet_id !== null)) voit.push(`${t}\u00a0: lit sans guichet`)
      for (const [verbe, sql] of [
        ['change', `update ${t} set guichet_id = guichet_id`],
        ['efface', `delete from ${t}`],
      ]) {
        const r = await commeLeProgramme(sql!)
        if (r.touchees !== undefined && r.touchees > compte.ici) voit.push(`${t}\u00a0: ${verbe}`)
      }
    }
    expect(voit).toEqual([])
  }, 60_000)

  it('n’écrit pas dans un autre guichet', async () => {
    const recu = await commeLeProgramme(
      `insert into courriel (id, guichet_id, destinataire, sujet, texte, cree_le) values ('${nouvelId()}', '${ailleurs}', 'a@guichet.example', 's', 't', '2021-09-13')`,
    )
    expect(recu).toEqual({ refus: '42501' })
  })

  it('sans la politique, la même requête voit l’autre guichet\u00a0: ce test le verrait', async () => {
    const { lignes } = await commeLeProgramme('select guichet_id from dossier', {
      avant: 'alter table dossier disable row level security',
    })
    expect(lignes?.some(l => l.guichet_id === ailleurs)).toBe(true)
  })
})
