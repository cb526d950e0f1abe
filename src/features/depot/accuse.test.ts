import { expect, it } from 'vitest'
import { chargerAppel } from '../../test/appels/jouer.ts'
import { courrielAccuse } from './accuse.ts'

const dossier = { id: 'd', structure: { nom: 'Vico' }, version: { appel: chargerAppel('appels/itn7-axe3-corse-2021/appel.yml') } }
const recue = new Date('2021-09-13T10:00:00Z')
const ecrit = (version: number, recuLe: Date) => {
  const attentes = recuLe > recue ? [{ du: new Date('2021-09-28T10:00:00Z'), au: recuLe }] : []
  const { sujet, phrases } = courrielAccuse(
    dossier,
    { numero: 'ITN7-0042', version, sha256: 'a'.repeat(64), recuLe },
    { le: recue, attentes },
  )
  return `${sujet}\n${phrases.join('\n')}`.replaceAll('\u00a0', ' ')
}
const DEPUIS = 'Les délais se comptent depuis la réception de votre demande'

it('l’accusé d’un dépôt dit quand il est reçu, et quand le silence voudra dire quelque chose', () => {
  const lu = ecrit(1, recue)
  for (const mot of ['Dossier ITN7-0042 déposé : accusé', 'le 13 septembre 2021 à 12 h 00', '13 novembre 2021', '13 mai 2022'])
    expect(lu).toContain(mot)
  expect(lu).not.toContain(DEPUIS)
  expect(lu).not.toContain('C’est la version')
})

it('celui de compléments dit que les délais courent depuis la demande, et les jours qu’ils ont attendu', () => {
  const lu = ecrit(2, new Date('2021-10-08T10:00:00Z'))
  for (const mot of [
    'Compléments du dossier ITN7-0042 reçus',
    'C’est la version 2 du dossier',
    `${DEPUIS}, le 13 septembre 2021`,
    // ten days of waiting
    '23 novembre 2021',
    '23 mai 2022',
  ])
    expect(lu).toContain(mot)
})
