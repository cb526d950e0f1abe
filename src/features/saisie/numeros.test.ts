import { expect, it } from 'vitest'
import type { Champ } from '../contenu/index.ts'
import { lireChamp } from './saisie.ts'

const champ = (genre: Champ['genre'], plus: Partial<Champ> = {}): Champ => ({
  nom: 't.ligne001.c',
  genre,
  libelle: 'C',
  facultatif: false,
  ...plus,
})
const lire = (genre: Champ['genre'], texte: string, plus?: Partial<Champ>) => {
  const lu = lireChamp(champ(genre, plus), [texte])
  return 'valeur' in lu ? lu.valeur : 'message' in lu ? lu.message.replaceAll('\u00a0', ' ') : 'vide'
}

// seen to fail: without the key, then with a commune that takes any figures
it.each([
  ['siren', '000 204 313', '000204313'],
  ['siren', '000.204.313', '000204313'],
  ['siren', '000063317', 'Ce SIREN n’existe pas : un de ses neuf chiffres est faux. Recopiez-le'],
  ['siren', '12', '« 12 » n’est pas un SIREN : il a neuf chiffres'],
  ['siret', '356 000 000 00048', '35600000000048'],
  ['siret', '35600000000049', 'Ce SIRET n’existe pas : un de ses quatorze chiffres est faux. Recopiez-le'],
  ['siret', '356000000', '« 356000000 » n’est pas un SIRET : il a quatorze chiffres'],
  ['commune', '2a142', '2A142'],
  ['commune', '19031', '19031'],
  ['commune', 'Levie', 'Levie'],
  ['commune', '123', '« 123 » n’est ni un nom de commune ni un code INSEE. Écrivez par exemple Levie, ou 2A142'],
  ['rang', '3', 3],
  ['rang', '0', '« 0 » est trop petit : 1 au moins'],
  ['rang', '1,5', '« 1,5 » n’est pas un nombre entier. Écrivez par exemple 12'],
  ['rang', '1000', '« 1000 » est trop grand : 999 au plus'],
] as const)('%s « %s » se lit %s', (genre, texte, attendu) => {
  expect(lire(genre, texte)).toBe(attendu)
})
