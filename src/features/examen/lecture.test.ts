import { expect, test } from 'vitest'
import { chargerAppel } from '../../test/appels/jouer.ts'
import { CONTENU_VIDE } from '../contenu/index.ts'
import { lireRegles } from './lecture.ts'

const VICO = {
  id: '019a5c3e-7b1f-7c2d-9e4a-0123456789ab',
  nom: 'Vico',
  type: 'commune',
  siren: '212003487',
  code_insee: '2A348',
  departement: '2A',
  region: '94',
  population: 900,
}
const version = { appel: chargerAppel('appels/itn7-axe3-corse-2021/appel.yml'), sha256: 'lecture' }
const lire = (contenu = CONTENU_VIDE) =>
  lireRegles({ structure: VICO, contenu, pieces: [], version, partenaires: [] }, new Date('2021-09-13T10:00:00Z'))

test('un dossier à peine commencé me dit une fois chaque réponse attendue, celles du contact comprises', () => {
  const l = lire({ ...CONTENU_VIDE, valeurs: { volet: 'volet_3' } })
  const attendues = l.verdicts.filter(v => v.regle.startsWith('completude-')).flatMap(v => v.manquants)
  expect(attendues).toEqual([...new Set(attendues)])
  expect(attendues).toContain('Courriel du contact')
})
