import { describe, expect, test } from 'vitest'
import { chargerAppel } from '../../test/appels/jouer.ts'
import { contactsPour, etatAppel, formulaireDuVolet, montantTotal, recuATemps, vagueUtile } from './appel.rules.ts'

const itn7 = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
const vagues = chargerAppel('src/test/appels/deux-vagues.yml')

describe('Un appel est ouvert à la seconde près, à l’heure de Paris', () => {
  test.for([
    ['2021-06-30T21:59:59.999Z', 'a_venir'],
    ['2021-06-30T22:00:00.000Z', 'ouvert'],
    ['2021-09-17T21:59:59.000Z', 'ouvert'],
    ['2021-09-17T21:59:59.999Z', 'ouvert'],
    ['2021-09-17T22:00:00.000Z', 'clos'],
  ])('ITN 7 à %s : %s', ([instant, etat]) => {
    expect(etatAppel(itn7, new Date(instant!))).toBe(etat)
    expect(recuATemps(itn7.calendrier.vagues[0]!, new Date(instant!))).toBe(etat === 'ouvert')
  })

  test.for([
    ['2027-03-01T07:59:59.999Z', 'a_venir', 'printemps'],
    ['2027-03-01T08:00:00.000Z', 'ouvert', 'printemps'],
    ['2027-03-28T10:00:00.999Z', 'ouvert', 'printemps'],
    ['2027-03-28T10:00:01.000Z', 'entre_deux_vagues', 'automne'],
    ['2027-09-06T07:00:00.000Z', 'ouvert', 'automne'],
    ['2027-10-31T11:00:01.000Z', 'clos', 'automne'],
  ])('deux vagues closes à midi, à %s : %s, les dates utiles sont celles de la vague de %s', ([instant, etat, vague]) => {
    const t = new Date(instant!)
    expect([etatAppel(vagues, t), vagueUtile(vagues, t).code]).toEqual([etat, vague])
  })
})

test('chaque volet a son formulaire', () => {
  expect(['volet_1', 'volet_3', 'volet_4'].map(v => formulaireDuVolet(itn7, v)?.code)).toEqual(['volets_1_2_3', 'volets_1_2_3', 'volet_4'])
})

test('le contact dépend du volet et du département', () => {
  const boites = (volet?: string, departement?: string) => contactsPour(itn7, volet, departement).map(c => c.courriel)
  expect(boites('volet_2', '2A')).toEqual(['corse-du-sud@guichet.example'])
  expect(boites('volet_2', '2B')).toEqual(['haute-corse@guichet.example'])
  expect(boites('volet_4', '2B')).toEqual(['innovation@guichet.example'])
  expect(boites('volet_1')).toHaveLength(2)
  expect(boites()).toHaveLength(3)
})

test('l’enveloppe se lit en centimes', () => {
  expect(montantTotal(itn7)).toBe(79_400_000)
  expect(montantTotal(chargerAppel('src/test/appels/fonds-departemental.yml'))).toBe(150_000_050)
})
