import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chargerAppel } from '../../../test/appels/jouer.ts'
import {
  aRelire,
  type CritereNote,
  criteresNotes,
  ecartsDe,
  manquesDe,
  moyenneDe,
  type Note,
  totalDe,
  tousLesCriteres,
} from './notation.rules.ts'

const appel = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
const tous = new Set(appel.criteres.liste.map(c => c.code))
const note = (valeur: number | null, plus: Partial<Note> = {}): Note => ({
  valeur,
  sansObjet: false,
  commentaire: '',
  depotId: 'v1',
  ...plus,
})
const pleines = (criteres: readonly CritereNote[], valeur: number) => Object.fromEntries(criteres.map(c => [c.code, note(valeur)]))

it('la grille a les critères de l’appel puis ses priorités, de même poids, avec le sens de chaque note', () => {
  const criteres = criteresNotes(appel, tous)
  expect(criteres.map(c => c.lettre).join('')).toBe('abcdefghij')
  expect(criteres.map(c => c.poids)).toEqual(Array(10).fill(1))
  expect(criteres[0]!.echelons.map(e => [e.note, e.libelle])).toEqual([
    [0, 'Absent'],
    [1, 'Faible'],
    [2, 'Satisfaisant'],
    [3, 'Fort'],
  ])
  for (const c of criteres) for (const e of c.echelons) expect(e.sens, `${c.code} ${e.note}`).toBeTruthy()
  expect(criteres.filter(c => c.sansObjet).map(c => c.code)).toEqual(['logiciel_libre'])
})

it('un critère qui ne concerne pas le dossier n’est pas dans sa grille', () => {
  expect(criteresNotes(appel, new Set(['portage']))).toHaveLength(1 + appel.priorites.length)
})

it('quand l’appel pondère, chaque critère a son coefficient\u00a0; ce qui n’en a pas sort de la grille', () => {
  const liste = appel.criteres.liste.map((c, i) => (i < 2 ? { ...c, poids: i + 2 } : c))
  const criteres = criteresNotes({ ...appel, criteres: { ...appel.criteres, ponderes: true, liste } }, tous)
  expect(criteres.map(c => [c.code, c.poids])).toEqual([
    ['portage', 2],
    ['resultats', 3],
  ])
  expect(totalDe(criteres, { portage: note(1), resultats: note(3) })).toEqual({ points: 11, sur: 15, notes: 2, attendus: 2 })
})

it('le total dit ce qui est noté et sur combien\u00a0; « sans objet » ne retire rien', () => {
  const criteres = criteresNotes(appel, tous)
  expect(totalDe(criteres, {})).toEqual({ points: 0, sur: 0, notes: 0, attendus: 10 })
  expect(totalDe(criteres, { portage: note(3), resultats: note(0), constat: note(null) })).toEqual({
    points: 3,
    sur: 6,
    notes: 2,
    attendus: 10,
  })
  const avecSansObjet = { ...pleines(criteres, 2), logiciel_libre: note(null, { sansObjet: true }) }
  expect(totalDe(criteres, avecSansObjet)).toEqual({ points: 18, sur: 27, notes: 10, attendus: 10 })
})

it('une grille se finalise quand tout est noté sur la version qui est devant le comité', () => {
  const criteres = criteresNotes(appel, tous)
  expect(manquesDe(criteres, pleines(criteres, 1), 'v1')).toEqual([])
  const notes = { ...pleines(criteres, 1), constat: note(null), portage: note(2, { depotId: 'v0' }) }
  expect(aRelire(notes.portage, 'v1')).toBe(true)
  expect(manquesDe(criteres, notes, 'v1').map(m => m.code)).toEqual(['portage', 'constat'])
})

it('les écarts viennent les premiers, le plus grand d’abord', () => {
  const criteres = criteresNotes(appel, tous)
  const [un, deux] = [pleines(criteres, 2), { ...pleines(criteres, 2), constat: note(0), resultats: note(3) }]
  const ecarts = ecartsDe(criteres, [un, deux])
  expect(ecarts.slice(0, 3).map(e => [e.critere.code, e.ecart, e.moyenne])).toEqual([
    ['constat', 2, 1],
    ['resultats', 1, 2.5],
    ['portage', 0, 2],
  ])
  expect(ecartsDe(criteres, [un])[0]!.ecart).toBe(0)
})

it('la moyenne ramène chaque grille à toute l’échelle, et s’arrondit une fois', () => {
  const criteres = tousLesCriteres(appel)
  const sansObjet = { ...pleines(criteres, 2), logiciel_libre: note(null, { sansObjet: true }) }
  expect(moyenneDe(criteres, [])).toBeUndefined()
  expect(moyenneDe(criteres, [pleines(criteres, 2)])).toEqual({ centiemes: 2000, sur: 30, grilles: 1 })
  expect(moyenneDe(criteres, [sansObjet])).toEqual({ centiemes: 2000, sur: 30, grilles: 1 })
  const trois = [pleines(criteres, 3), pleines(criteres, 2), { ...pleines(criteres, 2), constat: note(0) }]
  expect(moyenneDe(criteres, trois)).toEqual({ centiemes: 2267, sur: 30, grilles: 3 })
})

const pondere = (poids: readonly number[]): CritereNote[] =>
  tousLesCriteres(appel)
    .slice(0, poids.length)
    .map((c, i) => ({ ...c, poids: poids[i]! }))
const grillesDe = (criteres: readonly CritereNote[], notes: readonly (readonly (number | null)[])[]) =>
  notes.map(g => Object.fromEntries(criteres.map((c, i) => [c.code, note(g[i]!, { sansObjet: g[i] === null })])))
/** Weights as calls write them, and grids of which some criteria are without object. */
const seances = fc
  .tuple(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 3, maxLength: 10 }), fc.constantFrom(1, 4, 10))
  .chain(([poids, diviseur]) =>
    fc.tuple(
      fc.constant(pondere(poids.map(p => p / diviseur))),
      fc.array(fc.array(fc.constantFrom(null, 0, 1, 2, 3), { minLength: poids.length, maxLength: poids.length }), {
        minLength: 1,
        maxLength: 12,
      }),
    ),
  )

// seen to fail with sums of doubles: 21,38 in one order, 21,37 in the other, so that two equal dossiers had unlike ranks
it('huit grilles dont la moyenne exacte est 21,375 font 21,38 dans tous les ordres', () => {
  const criteres = tousLesCriteres(appel)
  const grille = (points: number, sansObjet: boolean) => {
    let reste = points
    const notes = Object.fromEntries(
      criteres.map(c => {
        if (sansObjet && c.sansObjet) return [c.code, note(null, { sansObjet: true })]
        const valeur = Math.min(3, reste)
        reste -= valeur
        return [c.code, note(valeur)]
      }),
    )
    expect(reste).toBe(0)
    return notes
  }
  const entieres = [29, 15, 17].map(n => grille(n, false))
  const reduites = [21, 23, 18, 15, 22].map(n => grille(n, true))
  const [a, b, c] = entieres
  const [d, e, f, g, h] = reduites
  for (const ordre of [
    [a, d, e, f, g, b, h, c],
    [e, f, h, d, a, b, c, g],
  ])
    expect(moyenneDe(criteres, ordre as (typeof entieres)[number][])).toEqual({ centiemes: 2138, sur: 30, grilles: 8 })
})

it('les mêmes grilles font la même moyenne, quel que soit l’ordre où elles sont lues', () => {
  fc.assert(
    fc.property(
      seances.chain(([criteres, notes]) =>
        fc.tuple(fc.constant(criteres), fc.constant(notes), fc.shuffledSubarray(notes, { minLength: notes.length })),
      ),
      ([criteres, notes, melees]) => {
        expect(moyenneDe(criteres, grillesDe(criteres, melees))).toEqual(moyenneDe(criteres, grillesDe(criteres, notes)))
      },
    ),
    { numRuns: 2000 },
  )
})

it('la moyenne est l’arrondi, au centième et la moitié vers le haut, de sa valeur exacte', () => {
  fc.assert(
    fc.property(seances, ([criteres, notes]) => {
      const w = criteres.map(c => BigInt(Math.round(c.poids * 20)))
      const max = w.reduce((t, x) => t + 3n * x, 0n)
      const grilles = notes
        .map(g => {
          const siens = g.flatMap((v, i) => (v === null ? [] : [{ v: BigInt(v), w: w[i]! }]))
          return { points: siens.reduce((t, x) => t + x.v * x.w, 0n), sur: siens.reduce((t, x) => t + 3n * x.w, 0n) }
        })
        .filter(g => g.sur > 0n)
      const m = moyenneDe(criteres, grillesDe(criteres, notes))
      if (grilles.length === 0) {
        expect(m).toBeUndefined()
        return
      }
      // one common denominator, never reduced: nothing of what is tested computes it
      const d = grilles.reduce((t, g) => t * g.sur, 1n)
      const n = grilles.reduce((t, g) => t + (g.points * d) / g.sur, 0n) * max * 100n
      const sous = d * 20n * BigInt(grilles.length)
      expect(m!.centiemes).toBe(Number((2n * n + sous) / (2n * sous)))
    }),
    { numRuns: 1000 },
  )
})

it('une meilleure note ne fait jamais baisser la moyenne, et des moyennes exactement égales se disent égales', () => {
  fc.assert(
    fc.property(seances, fc.nat(), fc.nat(), ([criteres, notes], x, y) => {
      const [g, c] = [x % notes.length, y % criteres.length]
      const valeur = notes[g]![c]
      if (valeur === null || valeur === 3) return
      const mieux = (notes as (number | null)[][]).with(g, (notes[g]! as (number | null)[]).with(c, valeur! + 1))
      const lire = (n: readonly (readonly (number | null)[])[]) => moyenneDe(criteres, grillesDe(criteres, n))!.centiemes
      expect(lire(mieux)).toBeGreaterThanOrEqual(lire(notes))
      expect(lire([...notes, ...notes])).toBe(lire(notes))
    }),
    { numRuns: 1000 },
  )
})

it('un total de coefficients décimaux se dit juste', () => {
  const criteres = pondere([0.1, 0.2, 0.7])
  expect(totalDe(criteres, pleines(criteres, 1))).toMatchObject({ points: 1, sur: 3 })
  expect(totalDe(pondere([0.1, 0.2]), pleines(criteres, 1)).points).toBe(0.3)
})
