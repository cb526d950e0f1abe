import { expect, it } from 'vitest'
import { chargerAppel } from '../../test/appels/jouer.ts'
import type { Laureat } from './laureats.queries.ts'
import { publier } from './publication.ts'

const appel = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
const laureat = (nom: string, plus: Partial<Laureat> = {}): Laureat => ({
  id: nom,
  numero: nom,
  titre: 'Un guichet',
  porteur: { nom, type: 'commune', siren: null, insee: null, epci: null, departement: '2A' },
  partenaires: [],
  departement: '2A',
  volet: 'volet_3',
  cout: 1_000_000,
  aide: 250_000,
  publieLe: new Date('2021-11-08T10:00:00Z'),
  ...plus,
})

it('chaque lauréat se lit avec les mots de l’appel\u00a0: son volet, son département, la part que l’aide paie', () => {
  const volet = appel.volets.find(v => v.code === 'volet_3')!
  const [l, sans] = publier(appel, [laureat('Vico'), laureat('Zonza', { volet: null, cout: null })])
  expect(l).toMatchObject({ departementNom: 'Corse-du-Sud', taux: 0.25 })
  expect(l!.voletTitre.toLowerCase()).toBe(`volet\u00a0${volet.numero}, ${volet.titre}`.toLowerCase())
  expect(l!.voletTitre).toMatch(/^Volet\s\d, \p{Ll}/u)
  expect(sans).toMatchObject({ voletTitre: '', taux: null })
})

it('la numérotation suit les départements, ceux de tout le territoire en dernier, puis les noms, l’accent à sa place', () => {
  const tous = [
    laureat('Région', { departement: null }),
    laureat('Bastia', { departement: '2B' }),
    laureat('Zonza'),
    laureat('Évisa'),
    laureat('Ajaccio'),
  ]
  expect(publier(appel, tous).map(l => [l.n, l.porteur.nom])).toEqual([
    [1, 'Ajaccio'],
    [2, 'Évisa'],
    [3, 'Zonza'],
    [4, 'Bastia'],
    [5, 'Région'],
  ])
})
