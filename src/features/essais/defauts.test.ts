import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sansInsecables } from '../../test/appels/jouer.ts'
import { lireAppel } from '../appels/index.ts'
import { essaisComplets } from './index.ts'

const FICHIER = 'src/test/appels/fonds-departemental.yml'
const TEXTE = readFileSync(FICHIER, 'utf8')
const fautes = (avant: string, apres: string) => {
  expect(TEXTE).toContain(avant)
  const lu = lireAppel(TEXTE.replace(avant, apres), 'appel.yml')
  return lu.ok ? [] : lu.error.map(e => sansInsecables(`${e.ligne}:${e.colonne} ${e.champ} : ${e.message}`))
}
const lignes = TEXTE.split('\n')
const ligne = (debut: string) => 1 + lignes.findIndex((l, i) => i > lignes.indexOf('essais:') && l.includes(debut))

test.each([
  [
    'resume: La chaussée et',
    'resumé: La chaussée et',
    'resume: La chaussée',
    'la question « resumé » n’existe pas ; vouliez-vous dire « resume » ?',
  ],
  ['aides_etat: 0 €', 'aides_etat: beaucoup', 'aides_etat: 0 €', 'On attend un montant en euros, par exemple 5 000 €.'],
  ['date_fin: 2027-11-30', 'date_fin: 2027-11-31', 'date_fin: 2027-11-30', 'On attend un jour du calendrier'],
  ['labels: [energie]', 'labels: [soleil]', 'labels: [energie]', 'On attend une liste de ces codes : bio, energie.'],
  [
    'volet: voirie\n    actions',
    'volet: voierie\n    actions',
    'volet: voirie',
    'Le volet « voierie » n’existe pas ; vouliez-vous dire « voirie » ?',
  ],
  [
    'labels: [], aides_etat: 500 €',
    'labels: [], aides_etat: 4 999,99 €',
    'labels: [], aides_etat',
    'La virgule de « 4 999,99 € » coupe ce texte, parce qu’il est entre { } : mettez-le entre guillemets.',
  ],
  [
    'depenses: { travaux: 90 000 €',
    'depenses: { travaux: 90 000,50 €',
    'depenses: { travaux',
    'La virgule de « 90 000,50 € » coupe ce texte, parce qu’il est entre { }',
  ],
  ['depenses: { travaux: 90', 'depenses: { travau: 90', 'depenses: { travaux: 90', 'La nature « travau » n’existe pas'],
  ['comme: voirie\n    aide', 'comme: rampe\n    aide', 'comme: voirie', 'Aucun essai « rampe » au-dessus de celui-ci.'],
  ['bloquants: [taux]', 'bloquants: [tau]', 'bloquants: [taux]', 'La règle « tau » n’existe pas ; vouliez-vous dire « taux » ?'],
  [
    'maximum: 25 000 € }\n      montant',
    'maximums: 25 000 € }\n      montant',
    'valeurs: { taux de',
    'La valeur « maximums » n’existe pas',
  ],
  ['taux de la catégorie: 25 %', 'taux de la catégorie: 25', 'valeurs: { taux de', 'On attend un taux, par exemple 35 %.'],
  ['code: un_euro_de_trop', 'code: voirie', 'code: un_euro', 'L’essai « voirie » existe déjà plus haut.'],
  ['montant: 600 €\n', '\n', 'attendu:', 'La clé « montant » manque'],
])('%s → %s se dit, avec sa ligne', (avant, apres, ou, dit) => {
  const dites = fautes(avant, apres)
  expect(dites.join('\n').toLowerCase()).toContain(dit.toLowerCase())
  expect(Number.parseInt(dites[0]!, 10)).toBeGreaterThanOrEqual(ligne(ou))
})

test('un essai déposé n’a pas de règle qui bloque, un essai refusé n’a pas de décision, et rien n’y est sans borne', () => {
  expect(fautes('depose: non, bloquants: [taux]', 'depose: oui, bloquants: [taux]')[0]).toContain('aucune règle qui bloque')
  expect(fautes('depose: non, bloquants: [plancher]', 'depose: non, decision: retenu')[0]).toContain('aucune décision')
  expect(fautes('labels: [energie]', `labels: [${Array.from({ length: 201 }, () => 'bio')}]`)[0]).toContain('200')
})

test('un essai qui part d’un autre en garde tout ce qu’il ne change pas', () => {
  const lu = lireAppel(TEXTE, FICHIER)
  if (!lu.ok) throw new Error(lu.error.map(e => e.message).join('\n'))
  const [voirie, trop] = essaisComplets(lu.value)
  expect(trop).toEqual({
    ...voirie,
    code: 'un_euro_de_trop',
    titre: expect.any(String),
    aide: 2_500_100,
    part: 7_499_900,
    attendu: expect.anything(),
  })
  const sans = essaisComplets({
    essais: [lu.value.essais[0]!, { ...lu.value.essais[1]!, sans_reponse: ['date_fin'], reponses: { labels: ['bio'] } }],
  })
  expect(Object.keys(sans[1]!.reponses)).toEqual(['resume', 'labels', 'aides_etat'])
  expect(sans[1]!.reponses.labels).toEqual(['bio'])
})
