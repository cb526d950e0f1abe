import { expect, test } from 'vitest'
import { TYPES_STRUCTURE } from '../../cahier/index.ts'
import { CATEGORIES, estPersonneMorale, typeDeCategorie } from './categories.rules.ts'
import { departementDe, lireSiege, lireUnite, rnaDe } from './sirene.rules.ts'

test.each([
  ['7210', 'commune'],
  ['7343', 'epci'],
  ['7344', 'epci'],
  ['7346', 'epci'],
  ['7348', 'epci'],
  ['7345', 'syndicat'],
  ['7353', 'syndicat'],
  ['7354', 'syndicat'],
  ['7355', 'syndicat'],
  ['7340', 'pole_territorial'],
  ['7357', 'pole_territorial'],
  ['7220', 'departement'],
  ['7230', 'region'],
  ['7229', 'autre'],
  ['9220', 'association'],
  ['9230', 'association'],
  ['9260', 'association'],
  ['9240', 'autre'],
  ['9300', 'autre'],
  ['7331', 'etablissement_public'],
  ['7361', 'etablissement_public'],
  ['7372', 'etablissement_public'],
  ['4110', 'etablissement_public'],
  ['7410', 'etablissement_public'],
  ['5499', 'entreprise'],
  ['5710', 'entreprise'],
  ['6540', 'entreprise'],
  ['7172', 'etat'],
  ['8420', 'autre'],
] as const)('la catégorie juridique %s est de type %s', (categorie, type) => {
  expect(typeDeCategorie(categorie)).toBe(type)
})

test('chaque type de la table est un type d’appel, et une personne physique n’est jamais retenue', () => {
  expect(Object.values(CATEGORIES).filter(t => !(t in TYPES_STRUCTURE))).toEqual([])
  expect(['1000', '2110', '2310', '', '921', '9220x'].filter(estPersonneMorale)).toEqual([])
  expect(['3120', '9220'].every(estPersonneMorale)).toBe(true)
})

const SIREN = '000411272'
const unite = (v: Record<string, string> = {}) => {
  const base: Record<string, string> = {
    siren: SIREN,
    statutDiffusionUniteLegale: 'O',
    categorieJuridiqueUniteLegale: '9220',
    etatAdministratifUniteLegale: 'A',
    denominationUniteLegale: 'FOYER RURAL',
    ...v,
  }
  return lireUnite(c => base[c] ?? '')
}

// seen to fail: without the status of diffusion
test.each<[string, Record<string, string>, string]>([
  ['une association', {}, 'gardee'],
  ['une personne physique', { categorieJuridiqueUniteLegale: '1000' }, 'tue'],
  ['une indivision, qui porte les noms de personnes', { categorieJuridiqueUniteLegale: '2110' }, 'tue'],
  ['qui ne veut pas paraître (P)', { statutDiffusionUniteLegale: 'P' }, 'tue'],
  ['qui ne veut pas paraître (N)', { statutDiffusionUniteLegale: 'N' }, 'tue'],
  ['un SIREN dont la clé est fausse', { siren: '000411270' }, 'faute'],
  ['une catégorie illisible', { categorieJuridiqueUniteLegale: '92' }, 'faute'],
  ['un nom que l’INSEE garde pour lui', { denominationUniteLegale: '[ND]' }, 'faute'],
])('%s', (_, v, genre) => {
  expect(unite(v).genre).toBe(genre)
})

test('un jour de fermeture, un RNA, un effectif illisibles ne sont rien', () => {
  expect(
    unite({
      etatAdministratifUniteLegale: 'C',
      dateDebut: '2024-02-31',
      identifiantAssociationUniteLegale: '<b>',
      trancheEffectifsUniteLegale: 'XX',
      denominationUniteLegale: "  L'AMI\tDE\u0000 VICO ",
    }),
  ).toMatchObject({ ligne: { etat: 'fermee', fermee_le: null, rna: null, effectifs: null, nom: 'L’AMI DE VICO', siret_siege: null } })
  expect(unite({ etatAdministratifUniteLegale: 'C', dateDebut: '2024-03-01' })).toMatchObject({ ligne: { fermee_le: '2024-03-01' } })
  expect([rnaDe('W2A1000118'), rnaDe('W12'), rnaDe('W281000031')]).toEqual(['W2A1000118', null, 'W281000031'])
  expect(['2A004', '97411', '75101', '98818'].map(departementDe)).toEqual(['2A', '974', '75', '988'])
  expect(lireSiege(c => (c === 'etablissementSiege' ? 'false' : 'x')).genre).toBe('sans_objet')
})
