import { expect, test } from 'vitest'
import { fautesDe, ITN7, VAGUES, type Variante } from '../../test/appels/varier.ts'

const change = (...remplacer: [string, string][]): Variante => ({ remplacer })
const VOLETS = 'volets: [voirie, batiments, accessibilite]'
const PIECES = '      - { code: pieces, titre: Pièces, blocs: [pieces] }\n'
const DEPOT = '      - { code: depot, titre: Dépôt, blocs: [depot] }\n'
const CONTACT = '{ libelle: Service des aides, courriel'
const RAMPE = 'titre: Accessibilité, actions: [{ code: rampe, libelle: Rendre un lieu accessible }]'
const second = (volets: string) =>
  change([
    'formulaires:\n',
    `formulaires:\n  - code: autre\n    titre: Autre formulaire\n    volets: [${volets}]\n    etapes:\n      - { code: tout, titre: Tout, blocs: [structure, projet, plan, pieces, depot] }\n`,
  ])
const vagues = (ouverture: string): Variante => ({
  source: VAGUES,
  remplacer: [['ouverture: 2027-09-06 09:00:00', `ouverture: ${ouverture}`]],
})
const partage: [string, string] = [VOLETS, 'volets: [voirie, batiments]']

// biome-ignore format: a case is a line
const CAS: [quoi: string, merite: Variante, ou: string, dit: string, pas: Variante][] = [
  ['un volet que deux formulaires servent', second('accessibilite'), 'volets › accessibilite › code', 'Plusieurs formulaires servent au volet « accessibilite »', { remplacer: [partage, ...second('accessibilite').remplacer!] }],
  ['un volet qu’aucun formulaire ne sert', change(partage), 'volets › accessibilite › code', 'Aucun formulaire ne sert au volet « accessibilite »', {}],
  ['deux vagues qui se chevauchent d’une seconde', vagues('2027-03-28 12:00:00'), 'calendrier › vagues › automne › ouverture', 'Cette vague ouvre avant la fin de la précédente', vagues('2027-03-28 12:00:01')],
  ['une étape qui manque', change([PIECES, '']), 'formulaires › unique › etapes', 'Aucune étape ne porte le bloc « pieces »', change([PIECES + DEPOT, DEPOT.replace('[depot]', '[pieces, depot]')])],
  ['deux étapes qui manquent', change([PIECES + DEPOT, '']), 'formulaires › unique › etapes', 'Aucune étape ne porte le bloc « pieces », « depot »', {}],
  ['un dépôt qui n’est pas la dernière étape', change([PIECES + DEPOT, DEPOT + PIECES]), 'formulaires › unique › etapes', 'Le bloc « depot » va dans la dernière étape', {}],
  ['un volet sans contact', change([CONTACT, `${CONTACT.replace('{ ', '{ volets: [voirie, batiments], ')}`]), 'contacts', 'Aucun contact pour le volet « accessibilite »', change([CONTACT, CONTACT.replace('{ ', '{ volets: [voirie, batiments, accessibilite], ')])],
  ['un volet sans contact dans un département', { source: ITN7, remplacer: [['departements: ["2B"], courriel: haute-corse', 'departements: ["2A"], courriel: haute-corse']] }, 'contacts', 'Aucun contact pour le volet « volet_1 » dans le département 2B', { source: ITN7 }],
  ['un volet sans action', change([RAMPE, 'titre: Accessibilité, actions: []']), 'volets › accessibilite › actions', 'compléter', {}],
]

test.each(CAS)('%s', (_, merite, ou, dit, pas) => {
  expect(fautesDe(merite).filter(f => f.startsWith(ou) && f.includes(dit)).length).toBeGreaterThan(0)
  expect(fautesDe(pas).filter(f => f.includes(dit))).toEqual([])
})
