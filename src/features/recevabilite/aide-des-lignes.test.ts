import { expect, test } from 'vitest'
import { sansInsecables } from '../../test/appels/jouer.ts'
import { FORFAIT, fautesDe, reglesDe, type Variante } from '../../test/appels/varier.ts'
import type { LigneDeTableau } from '../verdicts/index.ts'
import { formuleEnMots } from './index.ts'

const QUESTION =
  "          - { id: nombre_ateliers, type: nombre, libelle: Combien d'ateliers dans l'année ?, min: 1, max: 200, unite: ateliers }\n"
/** The aid is the sum of a column that the site works out. */
const avecTableau = (calcul: string): Variante => ({
  source: FORFAIT,
  remplacer: [
    ['calcul: min(forfait des ateliers ; plafond par taille)', 'calcul: min(somme lieux . forfait ; plafond par taille)'],
    [
      QUESTION,
      `${QUESTION}          - id: lieux
            type: tableau
            libelle: Lieux
            colonnes:
              - { code: nom, libelle: Nom, type: texte_court, longueur_max: 80 }
              - { code: seances, libelle: Séances, type: nombre, min: 1 }
              - { code: forfait, libelle: Forfait, calcul: ${calcul} }
`,
    ],
  ],
})
const ligne = (rang: number, valeurs: LigneDeTableau['valeurs']): LigneDeTableau => ({
  ligne: `ligne00${rang}`,
  rang,
  valeurs,
  illisibles: [],
})
const aide = (lignes: LigneDeTableau[]) =>
  reglesDe(avecTableau('seances * 200 €')).aide({
    instant: new Date('2027-01-10T10:00:00Z'),
    structure: { nom: 'La commune', type: 'commune', population: 480, departement: '2A' },
    reponses: { lieu: 'mairie', public: 'adultes', nombre_ateliers: 12 },
    tableaux: { lieux: lignes },
  })

test('l’aide calculée est la somme de ce que chaque ligne donne, et dit ce qui manque à une ligne, jamais zéro', () => {
  const mairie = ligne(1, { nom: 'Mairie', seances: 5 })
  expect(aide([mairie, ligne(2, { nom: 'École', seances: 7 })])?.montant).toBe(240_000)
  const sans = aide([mairie, ligne(2, { nom: 'École' })])
  expect(sans?.montant).toBeUndefined()
  expect(sans?.manquants.map(sansInsecables)).toEqual(['ligne 2, École : « Séances »'])
})

// seen to fail: with the formula of the aid alone looked into, and not the lines that it adds up
test('une colonne ne lit pas l’aide qui l’additionne', () => {
  expect(fautesDe(avecTableau('aide demandée')).join('\n')).toContain(
    'aide › calcul : L’aide calculée ne peut pas lire « aide demandée », qui dépend d’elle',
  )
  expect(fautesDe(avecTableau('seances * 200 €'))).toEqual([])
})

test('la page de l’appel dit la somme d’une colonne dans les mots du tableau', () => {
  const { appel } = reglesDe(avecTableau('seances * 200 €'))
  const mots = (formule: string) => sansInsecables(formuleEnMots(appel, formule))
  expect(mots('somme lieux . forfait')).toBe('la somme de « Forfait »')
  expect(mots('nombre lieux où seances >= 5')).toBe('le nombre de lignes de « Lieux » (lignes où « Séances » >= 5)')
})
