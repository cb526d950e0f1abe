import { expect, test } from 'vitest'
import { dessinerFlux, fluxDe, INTERLIGNE } from './flux.rules.ts'

const volet = (code: string, libelle: string, accorde: number) => ({ code, libelle, montant: accorde, accorde, depense: accorde / 10 })
const LONG = '2. Améliorer les connaissances et les compétences des services en matière de numérique'
const flux = fluxDe(
  'Corse',
  794_000_00,
  [
    volet('1', '1. Une organisation s’appuyant davantage sur le numérique', 1_000_00),
    volet('2', LONG, 2_000_00),
    volet('3', '3. Courte', 400_000_00),
  ],
  [{ cle: '2A', nom: 'Corse-du-Sud', depense: 40_300_00 }],
)

test('chaque nom de la figure se lit en entier, même à côté d’une bande mince', () => {
  const { barres } = dessinerFlux(flux)
  expect(barres.map(b => b.lignes.join(' '))).toEqual(barres.map(b => b.nom))
  expect(barres.find(b => b.nom === LONG)!.lignes).toHaveLength(3)
})

test('les mots d’une bande ne touchent pas ceux de la suivante, et tiennent dans le dessin', () => {
  const { barres, hauteur } = dessinerFlux(flux)
  const bas = (b: (typeof barres)[number]) => b.texte + INTERLIGNE * b.lignes.length
  for (const [i, b] of barres.entries()) {
    const suivante = barres[i + 1]
    if (suivante?.x === b.x) expect(suivante.texte - bas(b), suivante.nom).toBeGreaterThanOrEqual(INTERLIGNE)
    expect(bas(b)).toBeLessThan(hauteur)
  }
})
