import { readFileSync } from 'node:fs'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { instantDeParis } from '../../lib/dates.ts'
import { agendaDe } from './agenda.ts'
import { lireAppel } from './lire-appel.ts'

const lu = lireAppel(readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8'), 'appel.yml')
if (!lu.ok) throw new Error(lu.error[0]?.message)
const publication = {
  appelId: 'a',
  versionId: 'v',
  numero: 1,
  publieeLe: instantDeParis('2021-07-01T00:00:00'),
  sha256: 's',
  appel: lu.value,
}
const ou = { hote: 'guichet.example', url: 'https://guichet.example/appels/itn7', instant: instantDeParis('2021-07-01T09:00:00') }
const evenements = (texte: string) => new ICAL.Component(ICAL.parse(texte)).getAllSubcomponents('vevent').map(v => new ICAL.Event(v))

describe('le calendrier de l’appel dans mon agenda', () => {
  it('j’y trouve l’ouverture et la clôture, à l’heure de Paris', () => {
    const lus = evenements(agendaDe(publication, ou)).map(e => [e.uid, e.startDate.toJSDate().toISOString(), e.summary])
    expect(lus).toEqual([
      [
        'itn7-axe3-corse-2021-unique-ouverture@guichet.example',
        '2021-06-30T22:00:00.000Z',
        'Ouverture du dépôt\u00a0: Transformation numérique des collectivités',
      ],
      [
        'itn7-axe3-corse-2021-unique-cloture@guichet.example',
        '2021-09-17T21:59:59.000Z',
        'Clôture du dépôt\u00a0: Transformation numérique des collectivités',
      ],
    ])
  })

  it('mon agenda n’y voit pas une invitation\u00a0: le fichier n’est pas un message, et n’a pas d’organisateur', () => {
    const agenda = new ICAL.Component(ICAL.parse(agendaDe(publication, ou)))
    expect(agenda.getFirstPropertyValue('version')).toBe('2.0')
    expect(agenda.hasProperty('method')).toBe(false)
  })

  it('une version suivante remplace les dates dans l’agenda, sans les doubler', () => {
    const deux = [1, 2].map(numero => evenements(agendaDe({ ...publication, numero }, ou)))
    expect(deux[0]?.map(e => e.uid)).toEqual(deux[1]?.map(e => e.uid))
    expect(deux[1]?.map(e => e.sequence)).toEqual([2, 2])
  })

  it('les lignes finissent par CRLF et ne dépassent pas 75 octets, quel que soit le titre', () => {
    const titre = 'Équipement ; rénovation, « énergie » \\ bâtiments\npublics des communes et des intercommunalités de Corse'
    const texte = agendaDe({ ...publication, appel: { ...lu.value, titre } }, ou)
    const lignes = texte.split('\r\n')
    expect(texte.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(texte.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(Math.max(...lignes.map(l => Buffer.byteLength(l)))).toBeLessThanOrEqual(75)
    expect(evenements(texte)[0]?.summary).toBe(`Ouverture du dépôt\u00a0: ${titre}`)
  })

  it('deux périodes donnent quatre dates nommées', () => {
    const [v] = lu.value.calendrier.vagues
    const vagues = [
      { ...v!, code: 'printemps', libelle: 'Printemps' },
      { ...v!, code: 'automne', libelle: 'Automne' },
    ]
    const lus = evenements(agendaDe({ ...publication, appel: { ...lu.value, calendrier: { ...lu.value.calendrier, vagues } } }, ou))
    expect(new Set(lus.map(e => e.uid)).size).toBe(4)
    expect(lus[3]?.summary).toContain('(Automne)')
  })
})
