import { readFileSync } from 'node:fs'
import { writeXlsx } from 'hucre/xlsx'
import { expect, it } from 'vitest'
import { avecTableau } from '../../../test/appels/operation-collective.ts'
import { lireAppel } from '../../appels/index.ts'
import { tableauxDe } from '../../cahier/index.ts'
import { lireTableau } from '../../tableur/lire-tableau.ts'
import { preparer } from './preparer.ts'

const COLONNES = `              - { code: creee, type: date, libelle: Créée le }
              - { code: bio, type: oui_non, libelle: Bio }
              - { code: siret, type: siret, libelle: SIRET }
              - { code: lieu, type: commune, libelle: Commune }
`
const DEJA = '              - { code: deja_aidee'
const lu = lireAppel(avecTableau(readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')).replace(DEJA, COLONNES + DEJA), 'tableau')
if (!lu.ok) throw new Error(JSON.stringify(lu.error))
const appel = lu.value
const TITRES = ['Entreprise', 'SIREN', 'Taille', 'Dépense HT', 'Créée le', 'Bio', 'SIRET', 'Commune']

async function importer(...lignes: unknown[][]) {
  const octets = await writeXlsx({ sheets: [{ name: 'A', rows: [TITRES, ...lignes] as never }] })
  const tableau = await lireTableau({ octets })
  if (!tableau.ok) throw new Error(tableau.error)
  const p = preparer(tableau.value, tableauxDe(appel).get('entreprises')!, appel)
  if ('motif' in p) throw new Error(p.motif)
  return p
}

// seen to fail: a day was « Mon Sep 13 2021 00:00:00 GMT+0000 », a box that is ticked « true », and a number had lost its zeros
it('un classeur où les jours, les cases et les numéros sont de vraies cellules se lit sans une faute', async () => {
  const jour = new Date('2021-09-13T00:00:00Z')
  const { lignes } = await importer(
    ['Menuiserie', 204313, 'De 10 à 49 salariés', 12400.5, jour, true, 12307500012, 1004],
    ['Scierie', '000449157', 'Moins de 10 salariés', 38500, '13 septembre 2021', false, '000 123 075 00012', 'Levie'],
  )
  expect(lignes.flatMap(l => l.fautes)).toEqual([])
  expect(lignes.map(l => l.cellules)).toMatchObject([
    { siren: '000204313', creee: '13/09/2021', bio: 'oui', siret: '00012307500012', lieu: '01004', depense: '12400.50' },
    { siren: '000449157', creee: '13 septembre 2021', bio: 'non', lieu: 'Levie' },
  ])
})

it('un numéro trop court dont la clé est fausse reste une faute à corriger', async () => {
  const { lignes } = await importer(['Menuiserie', 204314, '', 10, '', '', '', ''])
  expect(lignes[0]!.fautes).toMatchObject([{ code: 'siren', valeur: '204314' }])
})

// seen to fail: the firm was left out with the totals
it('une entreprise qui s’appelle « Total Bois » est une ligne\u00a0; un total n’en est pas une', async () => {
  const p = await importer(
    ['Total Bois', '000204313', 'Moins de 10 salariés', 12400],
    ['Sous-total', '', '', 12400],
    ['TOTAL', '2 entreprises', '', 12400],
  )
  expect(p.lignes.map(l => l.cellules.nom)).toEqual(['Total Bois'])
  expect(p.totaux).toEqual([3, 4])
})
