import { expect, it } from 'vitest'
import { type AppelChiffre, AUCUN_CHIFFRE, absentesParGroupement, mesures, passagesDe, presenceDe, resumer } from './comparaison.rules.ts'
import { demandes } from './note.rules.ts'

const appel = (annee: number, c: Partial<AppelChiffre['c']> = {}, enveloppe = 100_000_00): AppelChiffre => ({
  id: `a${annee}`,
  slug: `appel-${annee}`,
  titre: `Appel ${annee}`,
  annee,
  enveloppe,
  communes: 0,
  c: { appel: `a${annee}`, ...AUCUN_CHIFFRE, ...c },
})
const lire = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ')
const ligne = (avant: AppelChiffre, apres: AppelChiffre, titre: string) => {
  const m = mesures(avant, apres).find(x => x.titre.startsWith(titre))!
  return [m.avant, m.apres, m.ecart].map(lire)
}
const plein = [
  appel(2020, { deposes: 31, demande: 180_000_00, delai: 94, premierCoup: 19 }),
  appel(2021, { deposes: 26, demande: 234_000_00, delai: 41, premierCoup: 19 }, 130_000_00),
] as const

it('un écart se lit en pourcentage, en points, en jours, et l’enveloppe et la pression à côté', () => {
  expect(ligne(...plein, 'Dossiers')).toEqual(['31', '26', '– 16 %'])
  expect(ligne(...plein, 'Aide demandée')).toEqual(['180 000 €', '234 000 €', '+ 30 %'])
  expect(ligne(...plein, 'Enveloppe')).toEqual(['100 000 €', '130 000 €', '+ 30 %'])
  expect(ligne(...plein, 'Pression')).toEqual(['1,8 fois', '1,8 fois', 'égal'])
  expect(ligne(...plein, 'Recevables')).toEqual(['61 %', '73 %', '+ 12 points'])
  expect(ligne(...plein, 'Dépôt à lettre')).toEqual(['94 jours', '41 jours', '– 53 jours'])
  expect(ligne(...plein, 'Aide moyenne')).toEqual(['sans objet', 'sans objet', '–'])
  expect(resumer(...plein).map(lire)).toEqual([
    '5 dossiers de moins qu’en 2020, pour une enveloppe de 130 000 € au lieu de 100 000 €.',
    'On demandait 1,8 fois l’enveloppe en 2020, autant en 2021.',
  ])
})

it('sous cinq dossiers d’un côté ou de l’autre, ni pourcentage ni barre', () => {
  for (const [a, b] of [
    [appel(2020, { deposes: 4, demande: 100 }), plein[1]],
    [plein[0], appel(2021, { deposes: 4, demande: 100 })],
  ] as const) {
    const lues = mesures(a, b)
    expect(lues.filter(m => m.barres)).toEqual([])
    expect(lues.filter(m => m.ecart.includes('%') || m.ecart.includes('point'))).toEqual([])
  }
  expect(ligne(appel(2020, { deposes: 4 }), plein[1], 'Dossiers')).toEqual(['4', '26', '+ 22'])
  expect(mesures(...plein).filter(m => m.barres).length).toBeGreaterThan(4)
})

const commune = (code: string, epci: string | null, par: string[] = [], parGroupement: string[] = []) => ({
  ...{ code, nom: code, habitants: 100, departement: '2A', epci, groupement: epci && `CC ${epci}`, par, parGroupement },
})
it('est absente la commune ni porteuse ni partenaire\u00a0; chaque groupement reçoit un geste', () => {
  const communes = [
    commune('1', 'x', ['a2020']),
    commune('2', 'x'),
    commune('3', 'x'),
    commune('4', 'y', [], ['a2021']),
    commune('5', null),
    commune('6', 'z', ['a2021', 'a2020']),
  ]
  expect(communes.map(c => presenceDe(c, 'a2020', 'a2021'))).toEqual(['avant', 'jamais', 'jamais', 'jamais', 'jamais', 'deux'])
  const groupes = absentesParGroupement(communes, [appel(2020), appel(2021)])
  expect(groupes.map(g => [g.nom, g.absentes, g.sur, g.geste])).toEqual([
    ['CC x', 2, 3, 'Proposer un dossier commun au groupement'],
    ['CC y', 1, 1, 'Réunir ses communes avec lui, porteur en 2021'],
    ['Sans groupement', 1, 1, 'Écrire au secrétariat'],
  ])
  const rien = { actes: 0, montant: 0, lettres: 0, bilans: 0 }
  expect(demandes(rien, [])).toEqual([expect.stringContaining('Rien à signer')])
  expect(demandes({ ...rien, actes: 6, montant: 328_800_00 }, groupes).map(lire)).toEqual([
    'Signer 6 actes établis (328 800 €).',
    'Autoriser une réunion avec CC x (2) et CC y (1), dont les communes ne déposent pas.',
  ])
})

it('d’un appel à l’autre\u00a0: les communes venues pour la première fois, revenues, et celles qui ne sont pas revenues', () => {
  const communes = [['a2019', 'a2021'], ['a2020'], ['a2020', 'a2021'], ['a2021'], [], ['a2019']].map((par, i) =>
    commune(String(i), 'x', par),
  )
  expect(
    passagesDe(communes, [appel(2021), appel(2020), appel(2019)]).map(p => [p.appel.annee, p.communes, p.premiere, p.revenues, p.perdues]),
  ).toEqual([
    [2021, 3, 1, 2, 2],
    [2020, 2, 2, 0, 2],
    [2019, 2, 2, 0, 0],
  ])
})
