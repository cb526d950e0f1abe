import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from '../test/world.ts'

/**
 * Seen to fail without 0044: sixteen keys are named.
 * A key needs an index because a row that goes, or changes its key, is looked for in every table that points to it. No row of these goes, whoever asks:
 */
const JAMAIS_EFFACEES: Record<string, string> = {
  guichet: 'the list of guichets, written by the preparation',
  compte: 'erased on request by emptying it: the row stays, for what it signed',
  structure: 'national referential, or bodies that were added',
  appel_version: 'a dossier is pinned to its version',
  dossier: 'emptied at its term; the row stays',
  depot: 'what was filed is proof',
  releve: 'proof',
  complement_point: 'part of a request',
  seance: 'proof',
  seance_membre: 'replaced by another row',
  scenario: 'withdrawn by a date',
  notification: 'proof',
}
/** Rows that go all the same: the account of somebody who never came back is better-auth’s to remove, and none of our acts does. */
const DROIT_SANS_ACTE = ['compte']

let w: World
const q = async (texte: string, valeurs: unknown[] = []) => (await w.owner.query(texte, valeurs)).rows
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())

it('chaque clé étrangère vers ce qui peut s’effacer a son index', async () => {
  // usable: entered by columns of the key (the guichet alone tells nothing), over all the rows, or all those that have one
  const sans = await q(
    `select format('%s (%s) → %s', k.conrelid::regclass, (select string_agg(a.attname, ', ' order by x.o) from unnest(k.conkey) with ordinality x (n, o)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.n), k.confrelid::regclass) as cle
      from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace and not k.confrelid::regclass::text = any($1)
        and not exists (select from pg_index i join pg_attribute p on p.attrelid = i.indrelid and p.attnum = i.indkey[0] where i.indrelid = k.conrelid and i.indisvalid
          and p.attnum = any(k.conkey) and p.attname <> 'guichet_id' and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', p.attname)))
      order by 1`,
    [Object.keys(JAMAIS_EFFACEES)],
  )
  expect(sans.map(r => r.cle)).toEqual([])
})

it('aucune ligne des tables que cette règle oublie ne s’efface', async () => {
  const effacables = await q(
    `select t from unnest($1::text[]) t where has_table_privilege('guichet_app', t, 'delete')
      or exists (select from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosrc ~ ('delete from (public\\.)?' || t || '\\M'))`,
    [Object.keys(JAMAIS_EFFACEES)],
  )
  expect(effacables.map(r => r.t)).toEqual(DROIT_SANS_ACTE)
})
