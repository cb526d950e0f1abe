import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { lireYaml } from '../../../lib/yaml.ts'
import { friseDe } from './frise.donnees.ts'

const brutDe = (fichier: string) => {
  const lu = lireYaml(readFileSync(fichier, 'utf8'))
  if (!lu.ok) throw new Error('not YAML')
  return lu.value.brut
}
const appel = (...vagues: object[]) => ({ calendrier: { vagues } })

it('chaque période est dite en jours, ses dates suivent, et ce qui se voit se lit aussi', () => {
  const f = friseDe(
    appel(
      {
        libelle: 'Principale',
        ouverture: '2026-11-09 09:00:00',
        cloture: '2027-01-15 23:59:59',
        releve: '2027-01-18',
        comite: '2027-03-04',
      },
      { libelle: 'Reliquats', ouverture: '2027-04-05 09:00:00', cloture: '2027-05-28 23:59:59', resultats: '2027-07-01' },
    ),
    '2026-10-20',
  )!
  expect(f.periodes.map(p => p.libelle)).toEqual(['Principale, 68\u00a0jours', 'Reliquats, 54\u00a0jours'])
  expect(f.periodes[0]!.marques.map(m => m.signe)).toEqual(['objectif', 'diagonales'])
  expect(f.signes).toEqual(['releve', 'comite', 'resultats'])
  expect(f.desc.replaceAll('\u00a0', ' ')).toBe(
    'Principale : du 9 novembre 2026 au 15 janvier 2027, relevé le 18 janvier 2027 et comité le 4 mars 2027. Reliquats : du 5 avril 2027 au 28 mai 2027 et résultats le 1er juillet 2027.',
  )
  const places = f.periodes.flatMap(p => [p.du!, p.au!, ...p.marques.map(m => m.place)])
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(f.aujourdhui!.place).toBeLessThan(f.periodes[0]!.du!)
  expect(f.tics.map(t => t.libelle)).toEqual(['nov. 2026', 'janv. 2027', 'mars', 'mai', 'juil.'].filter((_, i) => i < f.tics.length))
})

it('aujourd’hui n’est montré qu’auprès des dates\u00a0; sans aucune date, rien n’est dessiné', () => {
  expect(friseDe(appel({ ouverture: '2018-01-01 09:00:00' }), '2026-10-20')!.aujourdhui).toBeUndefined()
  expect(friseDe(appel({ ouverture: '', cloture: 'bientôt', comite: '2027-13-45' }), '2026-10-20')).toBeUndefined()
  expect(friseDe(undefined, '2026-10-20')).toBeUndefined()
})

it('de chaque exemple et de chaque modèle, tout tient dans le dessin', () => {
  for (const fichier of globSync(['appels-exemples/*/appel.yml', 'modeles/*.yml', 'appels/*/appel.yml'])) {
    const f = friseDe(brutDe(fichier), '2027-01-01')
    for (const p of f?.periodes ?? []) {
      for (const place of [p.du, p.au, ...p.marques.map(m => m.place)].filter(x => x !== undefined)) {
        expect(place, fichier).toBeGreaterThanOrEqual(0)
        expect(place, fichier).toBeLessThanOrEqual(1)
      }
    }
    expect(f?.tics.length ?? 0, fichier).toBeLessThanOrEqual(7)
  }
})
