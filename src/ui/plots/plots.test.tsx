import { expect, test } from 'vitest'
import { Barres } from './barres.tsx'
import { Colonnes } from './colonnes.tsx'
import { graduations } from './echelle.ts'
import { Etendues } from './etendues.tsx'
import { Marches } from './marches.tsx'

const rendu = async (element: unknown) => String(await (element as Promise<string>))
const COMMUN = { id: 'p', titre: 'Dossiers <par> jour', desc: 'Un & deux.' }
const attributs = (html: string, balise: string, nom: string) =>
  [...html.matchAll(new RegExp(`<${balise} [^>]*\\b${nom}="([^"]*)"`, 'g'))].map(m => m[1]!)

test('une échelle part de zéro, monte par pas ronds et couvre le plus grand', () => {
  expect(graduations(52, { entier: true })).toEqual([0, 20, 40, 60])
  expect(graduations(10, { entier: true })).toEqual([0, 5, 10])
  expect(graduations(1, { entier: true })).toEqual([0, 1])
  expect(graduations(0, { entier: true })).toEqual([0, 1])
  expect(graduations(0.3)).toEqual([0, 0.1, 0.2, 0.3])
  for (let n = 1; n < 3000; n += 7) {
    const g = graduations(n, { entier: true })
    expect(g.at(-1), String(n)).toBeGreaterThanOrEqual(n)
    expect(g.every(Number.isInteger), String(n)).toBe(true)
    expect(g.length, String(n)).toBeLessThanOrEqual(6)
  }
})

test('un dessin a son titre et sa description, échappés, et ni couleur, ni style, ni viewBox', async () => {
  const html = await rendu(<Barres {...COMMUN} barres={[{ libelle: 'A', dite: '1', parts: [1] }]} />)
  expect(html).toContain('aria-labelledby="p-t p-d"')
  expect(html).toContain('<title id="p-t">Dossiers &lt;par&gt; jour</title>')
  expect(html).not.toMatch(/ (style|fill|stroke|viewBox)=/)
})

test('les parts d’une barre se suivent, et la plus longue barre fait la largeur', async () => {
  const html = await rendu(
    <Barres
      {...COMMUN}
      barres={[
        { libelle: 'A', dite: '4', parts: [1, 0, 3] },
        { libelle: 'B', dite: '2', parts: [0, 2, 0] },
        { libelle: 'C', dite: '0', parts: [0, 0, 0] },
      ]}
    />,
  )
  expect(attributs(html, 'rect', 'x')).toEqual(['0%', '25%', '0%'])
  expect(attributs(html, 'rect', 'width')).toEqual(['25%', '75%', '50%'])
  expect(attributs(html, 'rect', 'class')).toEqual(['vide', 'croix', 'points'].map(m => `gt-plot-part gt-plot--${m}`))
})

test('une colonne vide ne se dessine pas ; trop nombreuses, seule la plus haute dit sa valeur', async () => {
  const colonnes = (valeurs: number[]) => rendu(<Colonnes {...COMMUN} valeurs={valeurs} unite="dossiers" tics={[]} />)
  expect(attributs(await colonnes([3, 0, 1]), 'rect', 'x')).toHaveLength(2)
  expect((await colonnes([3, 0, 1])).match(/gt-plot-fort/g)).toHaveLength(2)
  const cent = await colonnes(Array.from({ length: 100 }, (_, i) => i))
  expect(cent.match(/gt-plot-fort/g)).toHaveLength(1)
  expect(cent).toContain('>99</text>')
  expect(await colonnes([])).not.toContain('NaN')
})

test('un cumul s’arrête à aujourd’hui, et les distributions vides ne cassent rien', async () => {
  const html = await rendu(<Marches {...COMMUN} cumuls={[1, 1, 4]} sur={6} unite="dossiers" tics={[]} />)
  expect(html).toContain('viewBox="0 0 6 70"')
  expect(html).toMatch(/d="M0 70V[\d.]+H1V[\d.]+H2V[\d.]+H3"/)
  expect(await rendu(<Marches {...COMMUN} cumuls={[]} sur={0} unite="dossiers" tics={[]} />)).not.toContain('NaN')
  expect(await rendu(<Etendues {...COMMUN} etendues={[]} unite="jours" />)).not.toContain('NaN')
  const une = await rendu(<Etendues {...COMMUN} unite="jours" etendues={[{ libelle: 'A', dite: '4 j', bas: 0, mediane: 5, haut: 10 }]} />)
  expect(attributs(une, 'circle', 'cx')).toEqual(['50%'])
})
