import { expect, it } from 'vitest'
import { chargerAppel } from '../../../test/appels/jouer.ts'
import { candidatsPour, departementDuSiege, siegesDe } from './sieges.ts'

const sieges = siegesDe(chargerAppel('appels/itn7-axe3-corse-2021/appel.yml').comite!)
const candidat = (nom: string, ...departements: string[]) => ({ id: nom, nom, courriel: `${nom}@guichet.example`, departements })

it('chaque siège porte le nom que l’appel lui donne, numéroté quand il y en a plusieurs du même nom', () => {
  expect(sieges.map(s => [s.rang, s.libelle.replaceAll('\u00a0', ' '), s.departement])).toEqual([
    [0, 'Référents régionaux, siège 1', null],
    [1, 'Référents régionaux, siège 2', null],
    [2, 'Référent de la Corse-du-Sud', '2A'],
    [3, 'Référent de la Haute-Corse', '2B'],
  ])
})

it('la région prend qui n’a pas de département, un département ceux qui l’ont', () => {
  const tous = [candidat('regionale'), candidat('sud', '2A'), candidat('deux', '2A', '2B')]
  expect(sieges.slice(1).map(s => candidatsPour(s, tous).map(c => c.nom))).toEqual([['regionale'], ['sud', 'deux'], ['deux']])
  expect(departementDuSiege(sieges[3]!, tous[2]!)).toBe('2B')
  expect(departementDuSiege(sieges[0]!, tous[2]!)).toBeNull()
})
