import { expect, it } from 'vitest'
import { chargerAppel } from '../../test/appels/jouer.ts'
import { lireChamp } from '../saisie/index.ts'
import { colonnesDe } from './listes.ts'

const APPEL = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')

it.each([
  ['lots', 'intitule', 120],
  ['depenses', 'libelle', 200],
  ['depenses', 'fournisseur', 200],
  ['ressources', 'financeur', 200],
  ['jalons', 'libelle', 200],
  ['indicateurs', 'nom', 200],
  ['indicateurs', 'unite', 40],
  ['beneficiaires', 'public', 200],
] as const)('dans le tableau « %s », ce que j’écris sous « %s » tient en %i caractères, pas un de plus', (liste, nom, max) => {
  const colonne = colonnesDe(liste, APPEL, []).find(c => c.nom === nom)!
  expect(lireChamp(colonne, ['x'.repeat(max)])).toEqual({ valeur: 'x'.repeat(max) })
  expect(lireChamp(colonne, ['x'.repeat(max + 1)])).toMatchObject({ message: expect.stringContaining('1\u00a0caractère de trop') })
})
