import { expect, test } from 'vitest'
import { fautesCatalogue, fautesGeojson, fautesSchema, fautesTable } from './validateurs.ts'

/** The validators that hold our open data are seen to refuse: each file below holds, then is broken in one place. */

const LIGNE = {
  nomAttribuant: 'Préfecture inventée',
  idAttribuant: '12345678900011',
  dateConvention: '2021-11-08',
  referenceDecision: 'D-1',
  nomBeneficiaire: 'Vico',
  idBeneficiaire: '',
  rnaBeneficiaire: '',
  objet: 'Un portail',
  montant: '1000.50',
  nature: 'aide en numéraire',
  conditionsVersement: 'échelonné',
  datesPeriodeVersement: '2022-02-01/2022-09-30',
  idRAE: '',
  notificationUE: 'non',
  pourcentageSubvention: '0.34',
  dispositifAide: 'appel',
}
test('un tableau de subventions\u00a0: part nulle, date française, SIRET tronqué, nature inconnue, objet vide, colonnes dans un autre ordre', async () => {
  const titres = Object.keys(LIGNE)
  const avec = (faute: Partial<typeof LIGNE>) => fautesTable('subventions', [titres, Object.values({ ...LIGNE, ...faute })])
  expect(await avec({})).toEqual([])
  for (const faute of [
    { pourcentageSubvention: '0' },
    { dateConvention: '08/11/2021' },
    { idAttribuant: '123' },
    { nature: 'don' },
    { objet: '' },
    { datesPeriodeVersement: '2022' },
  ])
    expect(await avec(faute), JSON.stringify(faute)).not.toEqual([])
  expect(await fautesTable('subventions', [titres.toReversed(), Object.values(LIGNE).toReversed()])).not.toEqual([])
})

test('une aide 360Giving\u00a0: sans bénéficiaire, ou datée à la française', () => {
  const organisation = [{ id: 'FR-INSEE-212003487', name: 'Vico' }]
  const grant = {
    id: '360G-guichet-1',
    title: 'Un portail',
    description: 'Un portail',
    currency: 'EUR',
    amountAwarded: 1000.5,
    awardDate: '2021-11-08',
    recipientOrganization: organisation,
    fundingOrganization: organisation,
  }
  const avec = (faute: object) => fautesSchema('360giving', { grants: [{ ...grant, ...faute }] })
  expect(avec({})).toEqual([])
  expect(avec({ awardDate: '08/11/2021' })).not.toEqual([])
  expect(avec({ recipientOrganization: [] })).not.toEqual([])
  expect(fautesSchema('360giving', { grants: [] })).not.toEqual([])
})

test('une carte\u00a0: un type inconnu, des coordonnées en texte', () => {
  const carte = (type: string, coordinates: unknown[]) =>
    JSON.stringify({ type, features: [{ type: 'Feature', geometry: { type: 'Point', coordinates }, properties: {} }] })
  expect(fautesGeojson(carte('FeatureCollection', [8.7, 41.9]))).toEqual([])
  expect(fautesGeojson(carte('Collection', [8.7, 41.9]))).not.toEqual([])
  expect(fautesGeojson(carte('FeatureCollection', ['8.7', '41.9']))).not.toEqual([])
})

test('un catalogue\u00a0: sans titre, d’un éditeur que rien ne nomme, un fichier sans adresse, un contexte vide', async () => {
  const fr = (v: string) => ({ '@language': 'fr', '@value': v })
  const lien = (id: string) => ({ '@id': `https://guichet.example/${id}` })
  const fichier = { '@type': 'dcat:Distribution', 'dcat:accessURL': lien('f.csv'), 'dct:license': lien('licence') }
  const jeu = {
    ...lien('donnees#1'),
    '@type': 'dcat:Dataset',
    'dct:title': fr('Aides'),
    'dct:description': fr('Aides'),
    'dct:publisher': lien('editeur'),
    'dcat:distribution': [fichier],
  }
  const catalogue = {
    '@context': { dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/', foaf: 'http://xmlns.com/foaf/0.1/' },
    ...lien('donnees'),
    '@type': 'dcat:Catalog',
    'dct:title': fr('Données'),
    'dct:description': fr('Données'),
    'dct:publisher': { ...lien('editeur'), '@type': 'foaf:Agent', 'foaf:name': fr('Guichet inventé') },
    'dct:license': lien('licence'),
    'dcat:dataset': [jeu],
  }
  expect(await fautesCatalogue(catalogue)).toEqual([])
  const { 'dct:title': _, ...sansTitre } = catalogue
  for (const faux of [
    sansTitre,
    { ...catalogue, 'dct:publisher': lien('inconnu') },
    { ...catalogue, 'dcat:dataset': [{ ...jeu, 'dcat:distribution': [{ '@type': 'dcat:Distribution' }] }] },
    { ...catalogue, '@context': {} },
  ])
    expect(await fautesCatalogue(faux), JSON.stringify(faux)).not.toEqual([])
})
