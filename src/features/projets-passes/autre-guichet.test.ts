import { afterAll, beforeAll, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { openDb } from '../../db/db.ts'
import { DESCRIPTION, listeInventee } from '../../test/projets-passes.ts'
import { openWorld, type World } from '../../test/world.ts'
import { importerProjets } from './index.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())

// the command enters as the owner of the base, whom row-level security does not hold back
it('un appel ou une liste d’un autre guichet de la même base ne gêne pas l’import des miens', async () => {
  const autre = nouvelId()
  await w.owner.query("insert into guichet (id, slug, nom, configuration) values ($1, 'autre', 'Autre', '{}')", [autre])
  await w.owner.query('insert into appel (id, guichet_id, slug, cree_le) values ($1, $2, $3, now())', [nouvelId(), autre, DESCRIPTION.slug])
  const importer = (guichetId: string, slug = DESCRIPTION.slug) =>
    importerProjets(
      { db: openDb(w.owner), guichetId, instant: w.horloge.instant, acteur: null },
      {
        octets: Buffer.from(listeInventee([['2A004', '11', 'Fontaine', 'AJACCIO', '212000046', '10']])),
        fichier: 'liste.csv',
        description: { ...DESCRIPTION, slug },
        remplacer: undefined,
      },
    )
  expect(await importer(autre)).toMatchObject({ ok: false, error: [expect.stringContaining('est déjà celui d’un appel')] })
  expect(await importer(w.guichetId)).toMatchObject({ ok: true, value: { remplace: false } })
  expect(await importer(autre, 'ailleurs')).toMatchObject({ ok: true, value: { remplace: false } })
})
