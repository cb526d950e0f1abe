import { expect, it } from 'vitest'
import { chargerAppel } from '../../../test/appels/jouer.ts'
import { preparer } from './preparer.ts'

const appel = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')

it('seuls les lots que le plan n’a pas encore sont annoncés comme nouveaux, chacun une fois', () => {
  const lu = preparer(
    [
      ['Dépense', 'HT', 'Lot'],
      ['Portail', '10', 'Portail des familles'],
      ['Formation', '5', 'Formation'],
      ['Manuel', '5', 'Formation'],
      ['Divers', '1', ''],
    ],
    { appel, lots: [{ ligne: 'portail1', intitule: 'Portail des familles', aide: true }], assiette: 'ht' },
  )
  expect(lu).toMatchObject({ lots: ['Formation'] })
})

// seen to fail: it was left out with the totals
it('une dépense « Total station » qui a sa nature est une dépense\u00a0; un total n’en est pas une', () => {
  const lu = preparer(
    [
      ['Dépense', 'Nature', 'HT'],
      ['Total station', 'formation', '900'],
      ['Total', '', '900'],
    ],
    { appel, lots: [], assiette: 'ht' },
  )
  expect(lu).toMatchObject({ lignes: [{ cellules: { libelle: 'Total station', ht: '900' } }], totaux: [3] })
})
