import { expect, test } from 'vitest'
import type { Appel, TypeStructure } from '../cahier/index.ts'
import { motsDesPorteurs } from './porteurs.mots.ts'

const appel = (types: TypeStructure[], duree = '3 minutes') =>
  ({ porteurs: { types: types.map(type => ({ type })) }, simulateur: { duree } }) as unknown as Appel

// seen to fail: whoever might file, the home page said « votre collectivité » and the corridor « votre commune »
test.each<[TypeStructure[], string, string, boolean]>([
  [['association'], 'association', 'votre association', false],
  [['entreprise'], 'entreprise', 'votre entreprise', false],
  [['commune', 'epci', 'syndicat', 'groupement'], 'collectivité', 'votre commune, votre intercommunalité ou votre syndicat', true],
  [['commune', 'association'], 'structure', 'votre commune ou votre association', true],
  [['association', 'entreprise'], 'structure', 'votre association ou votre entreprise', false],
])('un appel ouvert à %s dit « %s » et « %s »', (types, nom, chercher, collectivites) => {
  const a = appel(types)
  expect([motsDesPorteurs.nomCommun([a]), motsDesPorteurs.aChercher(a), motsDesPorteurs.aDesCollectivites([a])]).toEqual([
    nom,
    chercher,
    collectivites,
  ])
})

test('le temps du test est celui que disent les appels ouverts, et aucun quand ils diffèrent', () => {
  const duree = (...d: string[]) => motsDesPorteurs.dureeDuTest(d.map(x => appel(['commune'], x)))
  expect([duree('1 minute'), duree('3 minutes, sans compte', '3 minutes'), duree('1 minute', '3 minutes'), duree()]).toEqual([
    '1 minute',
    '3 minutes',
    'Quelques minutes',
    'Quelques minutes',
  ])
})
