import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { instantDeParis } from '../../../lib/dates.ts'
import { lireAppel } from '../lire-appel.ts'
import { changementsDe } from './changements.ts'
import { type BrouillonLu, type Changement, effetSurBrouillons, effetSurDeposes, phrasesPour, touchesDe } from './effets.rules.ts'

const ITN7 = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
const appelDe = (texte: string) => {
  const lu = lireAppel(texte, 'appel.yml')
  if (!lu.ok) throw new Error(lu.error[0]?.message)
  return lu.value
}
const AVANT = appelDe(ITN7)
const instant = instantDeParis('2021-09-01T10:00:00')
const b = (v: Partial<BrouillonLu> = {}): BrouillonLu => ({
  id: 'd1',
  structureId: 's1',
  volet: 'volet_3',
  second: false,
  jusquAu: null,
  gardee: false,
  pieces: [],
  reponses: [],
  ...v,
})
const changement = (v: Partial<Changement>): Changement => ({
  genre: 'regle',
  quoi: 'x',
  avant: '',
  apres: '',
  champ: '',
  sorte: 'valeur',
  ...v,
})
const touches = (apres: string, brouillons: BrouillonLu[], deposes = 0) =>
  touchesDe({ avant: AVANT, apres: appelDe(apres), instant, brouillons, deposes, enInstruction: 0 })
const dit = (t: string) => t.replace(/[\u00a0\u202f]/g, ' ')

const AVANCEE = ITN7.replace('cloture: 2021-09-17 23:59:59', 'cloture: 2021-09-10 23:59:59')
// seen to fail: with the derogation left out
it('une clôture avancée prend des jours à chaque brouillon, sauf à qui une dérogation en donne d’autres', () => {
  const t = touches(AVANCEE, [b(), b({ id: 'd2' }), b({ id: 'd3', jusquAu: instantDeParis('2021-09-30T12:00:00') })])
  expect(dit(effetSurBrouillons(changement({ genre: 'cloture', cible: 'unique' }), t).texte)).toBe('2 brouillons perdent 7 jours')
  expect(phrasesPour([b()], t).map(dit)).toEqual([
    'La clôture avance. Votre dossier est à déposer avant le 10 septembre 2021 à 23 h 59, au lieu du 17 septembre 2021 à 23 h 59 : 7 jours de moins.',
  ])
  expect(phrasesPour([b({ id: 'd3' })], t)).toEqual([])
})
it('une clôture d’hier ne peut plus être tenue par personne, et le dit', () => {
  const t = touches(
    ITN7.replace('cloture: 2021-09-17 23:59:59', 'cloture: 2021-08-31 23:59:59').replace('releve: 2021-09-20', 'releve: 2021-09-01'),
    [b()],
  )
  expect(dit(effetSurBrouillons(changement({ genre: 'cloture', cible: 'unique' }), t).texte)).toBe(
    '1 brouillon ne pourrait plus être déposé',
  )
})

const QUESTION = ITN7.replace(
  '          - id: date_debut\n',
  '          - { id: surface, type: nombre, libelle: Surface renaturée, clause: C5.6 }\n          - id: date_debut\n',
)
it('une question de plus ne touche que les brouillons qui ne l’ont pas remplie', () => {
  const t = touches(QUESTION, [b(), b({ id: 'd2', reponses: ['surface'] })])
  const c = changement({ genre: 'question', sorte: 'ajout', cible: 'surface' })
  expect(dit(effetSurBrouillons(c, t).texte)).toBe('1 brouillon a une question de plus')
  expect(phrasesPour([b()], t).map(dit)).toEqual(['Une question à remplir de plus : « Surface renaturée ».'])
  expect(phrasesPour([b({ id: 'd2', reponses: ['surface'] })], t)).toEqual([])
})
it('une pièce qui devient obligatoire compte les brouillons qui ne l’ont pas encore', () => {
  const t = touches(ITN7.replace(/(maquette\.\n {4}obligatoire: )non/, '$1oui'), [b(), b({ id: 'd2', pieces: ['annexes'] })])
  expect(dit(effetSurBrouillons(changement({ genre: 'piece', champ: 'obligatoire', cible: 'annexes' }), t).texte)).toBe(
    '1 brouillon ne l’a pas encore',
  )
  expect(phrasesPour([b()], t).map(dit)).toEqual(['Une pièce à joindre, désormais obligatoire : « Annexes ».'])
})
it('un dossier déposé garde la règle de son dépôt, et personne n’est touché quand il n’y a personne', () => {
  const t = touches(ITN7, [], 3)
  expect(effetSurBrouillons(changement({}), t).texte).toBe('Rien')
  expect(dit(effetSurDeposes(changement({}), t).texte)).toBe('Rien : la règle du jour de leur dépôt')
  expect(effetSurDeposes(changement({}), touches(ITN7, [b()])).texte).toBe('Rien')
})
it('une instance de moins n’est plus consultée de personne, une de plus ne l’est que des dossiers à venir', () => {
  const t = touches(ITN7, [], 3)
  const instances =
    'instances:\n  - { code: elus, nature: avis, libelle: Commission d’élus, composition: [{ libelle: Élus, nombre: 4 }], quorum: 2 }\n'
  const [change] = changementsDe(ITN7, `${ITN7}\n${instances}`).changements
  expect(dit(effetSurDeposes(change!, t).texte)).toBe('Rien : elle voit les dossiers déposés ensuite')
  const [retire] = changementsDe(`${ITN7}\n${instances}`, ITN7).changements
  expect(dit(effetSurDeposes(retire!, t).texte)).toBe('Ils ne passeront plus devant elle. Les avis qu’elle a rendus restent')
})
