import { expect, test } from 'vitest'
import { comparateur } from './comparer-textes.ts'

const AVANT = 'Les familles inscrivent leurs enfants depuis un seul site, ouvert à toute heure du jour.'
const APRES = 'Les trois cents familles inscrivent leurs enfants depuis un seul site, ouvert à toute heure.'

test('de deux longs textes, seuls les mots qui diffèrent sont marqués', () => {
  const { avant, apres } = comparateur()(AVANT, APRES)!
  expect(avant.map(m => m.texte).join('')).toBe(AVANT)
  expect(apres.map(m => m.texte).join('')).toBe(APRES)
  expect(avant.filter(m => m.propre).map(m => m.texte.trim())).toEqual(['du jour'])
  expect(apres.filter(m => m.propre).map(m => m.texte.trim())).toEqual(['trois cents'])
})

test('des mots qui se suivent font une seule marque', () => {
  const { apres } = comparateur()(AVANT, AVANT.replace('leurs enfants depuis un seul site', 'tous les petits sur une page'))!
  expect(apres.filter(m => m.propre).map(m => m.texte.trim())).toEqual(['tous les petits sur une page'])
})

test('deux textes courts se comparent d’un coup d’œil', () => {
  expect(comparateur()('10 000,00 €', '12 000,00 €')).toBeUndefined()
  expect(comparateur()('', APRES)).toBeUndefined()
})
