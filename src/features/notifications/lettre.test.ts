import { expect, it } from 'vitest'
import { lireConfig } from '../../config.ts'
import { chargerAppel } from '../../test/appels/jouer.ts'
import { type Decidee, lettreDe } from './lettre.ts'

const APPEL = chargerAppel('src/test/appels/fonds-departemental.yml')
const CONFIG = lireConfig({ SECRET: 's'.repeat(40) })
const DECIDEE: Decidee = {
  sens: 'retenu',
  montant: 2_500_000,
  base: 10_000_000,
  rang: null,
  motif: '',
  conditions: '',
  numero: 'FDE27-0001',
  titre: 'La rue du Port',
  porteur: 'Argentat-sur-Dordogne',
  declaree: false,
  demande: 2_500_000,
  cout: 10_000_000,
  calcul: null,
  recuLe: new Date('2027-02-01T09:00:00Z'),
  correction: '',
  rangQuitte: null,
  avenant: null,
  remplaceLe: null,
  instances: [],
}
const paragraphes = (texte: string[]) =>
  lettreDe(
    DECIDEE,
    'Argentat-sur-Dordogne',
    { nom: 'Président', signature: undefined },
    { ...APPEL, lettres: { ...APPEL.lettres, retenu: { objet: 'Votre projet', texte } } },
    CONFIG,
  ).paragraphes

// Seen to fail: « Votre projet était au rang . » was printed.
it('un paragraphe de l’appel dont un mot n’a pas de valeur n’est pas imprimé\u00a0; les autres le sont', () => {
  expect(paragraphes(['Bonjour {structure}.', 'Votre projet était au rang {rang}.', 'Merci.'])).toEqual([
    'Bonjour Argentat-sur-Dordogne.',
    'Merci.',
  ])
})
it('une lettre n’est jamais vide\u00a0: quand chaque paragraphe a un mot qui manque, ils restent', () => {
  expect(paragraphes(['Rang {rang}.', 'Motif\u00a0: {motif}'])).toHaveLength(2)
})
it('ce qu’un porteur a tapé n’est jamais lu comme un mot', () => {
  expect(
    lettreDe(
      { ...DECIDEE, titre: '{rang} {motif}' },
      'x',
      { nom: 'y', signature: undefined },
      { ...APPEL, lettres: { retenu: { objet: 'o', texte: ['Projet {projet}.'] } } },
      CONFIG,
    ).paragraphes,
  ).toEqual(['Projet {rang} {motif}.'])
})
