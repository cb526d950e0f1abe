import { expect, it } from 'vitest'
import type { Membre } from './laureats.queries.ts'
import type { LaureatPublie } from './publication.ts'
import { disquesDe, territoiresDe } from './situer.ts'

const membre = (type: string, plus: Partial<Membre> = {}): Membre => ({
  nom: type,
  type,
  siren: null,
  insee: null,
  epci: null,
  departement: '2A',
  ...plus,
})
const commune = membre('commune', { insee: '2A348', epci: '200000001' })
const groupement = membre('epci', { epci: '200000002' })
const syndicat = membre('syndicat', { epci: '200000001' })
const laureat = (n: number, porteur: Membre, aide = 1_000_000) =>
  ({ n, numero: `ITN7-${n}`, porteur, partenaires: [], aide }) as unknown as LaureatPublie
const forme = (code: string, x: number) => ({ code, nom: code, x, y: 100, geometrie: { type: 'MultiPolygon', coordinates: [] } })
const fond = {
  largeur: 400,
  hauteur: 400,
  departements: [],
  epci: [forme('200000002', 300)],
  communes: [forme('2A348', 100)],
} as unknown as Parameters<typeof disquesDe>[0]

it('sur la carte, une commune est chez elle, un groupement au sien, un syndicat plus large nulle part', () => {
  const disques = disquesDe(fond, [laureat(1, commune), laureat(2, groupement), laureat(3, syndicat)])
  expect(disques.map(d => [d.n, Math.round(d.x)])).toEqual([
    [1, 100],
    [2, 300],
  ])
  expect(disques[1]!.href).toBe('#laureat-itn7-2')
})

it('la carte ne demande que les communes et les groupements qui portent un projet', () => {
  expect(territoiresDe([laureat(1, commune), laureat(2, groupement), laureat(3, syndicat)])).toEqual({
    epci: ['200000002'],
    communes: ['2A348'],
  })
})
