import { parseCsv, writeCsv } from 'hucre/csv'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { DESCRIPTION, importer } from '../../test/projets-passes.ts'
import { openWorld, type World } from '../../test/world.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())

it('une liste dit ligne par ligne qui a accordé, avec son SIRET quand elle le connaît\u00a0: les données ouvertes le redisent', async () => {
  const { attribuant: _, ...autres } = DESCRIPTION
  const colonnes = { projet: 'projet', beneficiaire: 'porteur', montant: 'montant', attribuant: 'qui', siret_attribuant: 'siret' }
  const liste = writeCsv([
    ['projet', 'porteur', 'montant', 'qui', 'siret'],
    ['Fontaine', 'Association A', '10', 'Commune d’Ajaccio', '21200004600012'],
    ['Lavoir', 'Association B', '5', 'Office de l’eau', ''],
  ])
  expect(await importer(w, liste, { ...autres, colonnes })).toMatchObject({ ok: true })
  const [titres, ...lignes] = parseCsv(await (await w.get(paths.donneesOuvertes.subventions({ appel: DESCRIPTION.slug }))).text(), {
    delimiter: ',',
  }) as string[][]
  const valeurs = (nom: string) => lignes.map(l => l[titres!.indexOf(nom)])
  expect([valeurs('nomAttribuant'), valeurs('idAttribuant')]).toEqual([
    ['Commune d’Ajaccio', 'Office de l’eau'],
    ['21200004600012', ''],
  ])
})
