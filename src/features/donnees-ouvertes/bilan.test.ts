import { writeCsv } from 'hucre/csv'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { DESCRIPTION, importer } from '../../test/projets-passes.ts'
import { lisible } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())

it('la page des données compte les aides par année, la dernière d’abord, et les lignes sans numéro de bénéficiaire', async () => {
  const { annee: _, ...sansAnnee } = DESCRIPTION
  const colonnes = { projet: 'projet', beneficiaire: 'porteur', montant: 'montant', siret: 'siret', date: 'jour' }
  const verser = (slug: string, lignes: string[][]) =>
    importer(w, writeCsv([Object.values(colonnes), ...lignes]), { ...sansAnnee, slug, colonnes })
  const AJACCIO = '21200004600012'
  const vieux = ['Lavoir', 'Association B', '5', '', '2022-03-01']
  expect(await verser('deux-annees', [['Fontaine', 'Ajaccio', '10', AJACCIO, '2024-03-01'], vieux])).toMatchObject({ ok: true })
  expect(await verser('une-annee', [['Pont', 'Ajaccio', '20', AJACCIO, '2023-03-01']])).toMatchObject({ ok: true })
  const page = (await lisible(await w.get(paths.donneesOuvertes.accueil))).replace(/[\u00a0\u202f]/g, ' ')
  expect(page).toMatch(/2024 1 10 €.*2023 1 20 €.*2022 1 5 €/)
  expect(page).toContain('1 ligne sur 3')
})
