import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World } from '../../test/world.ts'
import { dessiner, lireContours } from './dessiner.ts'
import { ecarter, fondDepartements, fondDessine, importerContours, lireCarte } from './index.ts'
import { POINTS_DES_COMMUNES } from './points-communes.ts'

const INSTANT = new Date('2021-11-08T12:00:00Z')
/** Contours of the 360 communes of Corsica: beside the project, not in it. */
const CORSE = fileURLToPath(new URL('../../../../shared/donnees/communes-corse.geojson', import.meta.url))
const corse = () => {
  const lieu = [CORSE, process.env.GUICHET_CONTOURS_ESSAI].find(f => f && existsSync(f))
  if (!lieu) throw new Error(`Il manque ${CORSE} : donnez un fichier de communes par GUICHET_CONTOURS_ESSAI.`)
  return readFileSync(lieu, 'utf8')
}

/** Two squares side by side, and one apart. */
const carre = (code: string, x: number, y: number) => ({
  type: 'Feature',
  properties: { code },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + 1, y],
        [x + 1, y + 1],
        [x, y + 1],
        [x, y],
      ],
    ],
  },
})
const TROIS = JSON.stringify({ type: 'FeatureCollection', features: [carre('2A001', 8, 41), carre('2A004', 9, 41), carre('2B033', 9, 43)] })

describe('la carte du territoire', () => {
  it('réunit les communes d’un EPCI et d’un département, sans leur limite commune, et laisse celles que le référentiel ignore', () => {
    const ou = new Map([
      ['2A001', { departement: '2A', epci: '200' }],
      ['2A004', { departement: '2A', epci: '200' }],
    ])
    const { largeur, hauteur, contours } = dessiner(lireContours(TROIS), ou)
    expect(contours.map(c => [c.maille, c.code])).toEqual([
      ['departement', '2A'],
      ['epci', '200'],
      ['commune', '2A001'],
      ['commune', '2A004'],
    ])
    // two degrees of longitude by one of latitude, at 41° N
    expect(largeur).toBe(420)
    expect(hauteur).toBe(281)
    const [departement] = contours
    // the common border is gone: one ring, and the middle of the two
    expect(departement!.geometrie.coordinates).toHaveLength(1)
    expect(departement!.x).toBeCloseTo(210, 0)
    expect(contours[2]!.geometrie.coordinates.flat(2)).toContainEqual([9, 41])
  })

  it.each([
    ['du texte', 'bonjour', 'Ce fichier n’est pas du JSON.'],
    ['un autre JSON', '{"type":"Feature"}', 'voir type'],
    ['des communes sans code', TROIS.replace('"code":"2A004"', '"nom":"Ajaccio"'), 'voir features.1.properties.code'],
    ['aucune commune', '{"type":"FeatureCollection","features":[]}', 'voir features'],
  ])('dit ce qui ne va pas dans %s', (_quoi, texte, phrase) => {
    expect(() => lireContours(texte)).toThrow(phrase)
  })

  it('écarte les disques sans que l’un en couvre un autre, chacun près de son lieu, toujours aux mêmes places', () => {
    const disque = fc.record({
      x: fc.integer({ min: 0, max: 420 }),
      y: fc.integer({ min: 0, max: 860 }),
      rayon: fc.integer({ min: 8, max: 23 }),
    })
    fc.assert(
      fc.property(fc.array(disque, { minLength: 1, maxLength: 30 }), disques => {
        const places = ecarter(disques)
        expect(ecarter(disques)).toEqual(places)
        for (const [i, a] of places.entries())
          for (const b of places.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan((a.rayon + b.rayon) * 0.9)
      }),
      { numRuns: 50 },
    )
    // seen to fail: two projects of one commune had no place at all
    const memes = ecarter(Array.from({ length: 3 }, () => ({ x: 100, y: 200, rayon: 20 })))
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      expect(Math.hypot(memes[a]!.x - memes[b]!.x, memes[a]!.y - memes[b]!.y)).toBeGreaterThan(36)
    const [seul] = ecarter([{ x: 100, y: 200, rayon: 20 }])
    expect(seul).toEqual({ x: 100, y: 200, rayon: 20 })
  })

  it('sans carte importée, montre les départements du territoire dans un cadre qui les contient', () => {
    const fond = fondDepartements(['2A', '2B'])
    expect(fond!.departements.map(d => d.nom)).toEqual(['Corse-du-Sud', 'Haute-Corse'])
    const [x = 0, y = 0, l = 0, h = 0] = fond!.boite.split(' ').map(Number)
    // in the frame of the whole country, 613 by 585
    expect([x > 540, y > 480, x + l < 620, y + h < 590]).toEqual([true, true, true, true])
    // the point of each is in its own half: Haute-Corse is the northern one
    const [sud, nord] = fond!.departements
    expect([nord!.y > y && nord!.y < sud!.y, sud!.y < y + h, nord!.x > x && sud!.x < x + l]).toEqual([true, true, true])
    expect(fondDepartements(['99'])).toBeUndefined()
  })

  it('sans carte importée, une commune est dans son département et à sa place\u00a0: Ajaccio à l’ouest, Bonifacio au bout du sud', () => {
    const corse = { nom: 'Corse', region: '94', departements: ['2A', '2B'] }
    const lieux = POINTS_DES_COMMUNES.trim()
      .split('\n')
      .map(l => l.split(' '))
    const points = {
      communes: new Map(lieux.map(([code, lon, lat]) => [code!, [Number(lon), Number(lat)] as [number, number]])),
      epci: new Map<string, [number, number]>(),
    }
    expect(fondDessine(corse, points)).toBeUndefined()
    const fond = fondDessine({ ...corse, emprise: [8.53, 41.33, 9.56, 43.03] }, points)!
    const dedans = fond.communes.filter(c => contient(fond.departements.find(d => c.code.startsWith(d.code))!.trace, c))
    // the outlines are coarse: a few communes of the coast fall beside
    expect([fond.communes.length, dedans.length > 350]).toEqual([360, true])
    const ou = (code: string) => fond.communes.find(c => c.code === code)!
    expect([ou('2A004').x < fond.largeur / 3, ou('2A041').y > fond.hauteur * 0.9, ou('2B107').y < fond.hauteur * 0.1]).toEqual([
      true,
      true,
      true,
    ])
  })
})

/** Whether a point is inside an outline of relative steps, as the map draws it. */
function contient(trace: string, { x, y }: { x: number; y: number }) {
  let dedans = false
  for (const [, depart, pas] of trace.matchAll(/M([^l]+)l([^z]+)z/g)) {
    const n = (t: string) =>
      t
        .trim()
        .match(/-?\d*\.?\d+/g)!
        .map(Number)
    const anneau = [n(depart!) as [number, number]]
    const suite = n(pas!)
    for (let i = 0; i < suite.length; i += 2) anneau.push([anneau.at(-1)![0] + suite[i]!, anneau.at(-1)![1] + suite[i + 1]!])
    for (const [i, [xb, yb]] of anneau.entries()) {
      const [xa, ya] = anneau.at(i - 1)!
      if (ya > y !== yb > y && x < ((xb - xa) * (y - ya)) / (yb - ya) + xa) dedans = !dedans
    }
  }
  return dedans
}

describe('importer des contours', () => {
  let w: World
  beforeAll(async () => {
    w = await openWorld()
  })
  afterAll(() => w.close())
  const importer = (texte: string) => importerContours(w.db, w.guichetId, { texte, source: 'communes.geojson', instant: INSTANT })
  const lire = (quoi = { epci: ['200034205'], communes: ['2A041'] }) => w.auGuichet(tx => lireCarte(tx, w.guichetId, quoi))

  it('les 360 communes de Corse donnent 19 EPCI et 2 départements, et la page n’en porte que ce qu’elle montre', async () => {
    expect(await lire()).toBeUndefined()
    expect(await importer(corse())).toEqual({ communes: 360, epci: 19, departements: 2, inconnues: 0 })
    const carte = (await lire())!
    expect([carte.largeur, carte.hauteur]).toEqual([420, 937])
    expect(carte.departements.map(d => d.code)).toEqual(['2A', '2B'])
    expect(carte.communes.map(c => c.code)).toEqual(['2A041'])
    // Bonifacio is at the southern tip
    expect(carte.communes[0]!.y).toBeGreaterThan(780)
    const [lon = 0, lat = 0] = carte.communes[0]!.geometrie.coordinates[0]![0]![0]!
    expect([lon > 9 && lon < 9.3, lat > 41.3 && lat < 41.5]).toEqual([true, true])
    for (const { trace } of carte.departements) expect(trace).toMatch(/^(M-?[\d.]+ -?[\d.]+l-?[\d.]+ -?[\d.]+( -?[\d.]+ -?[\d.]+)+z)+$/)
    expect(carte.departements.map(d => d.trace).join('').length).toBeLessThan(15_000)
  })

  it('importer à nouveau remplace la carte\u00a0; un fichier inutilisable la laisse telle quelle', async () => {
    expect(await importer(TROIS)).toEqual({ communes: 3, epci: expect.any(Number), departements: 2, inconnues: 0 })
    await expect(importer(TROIS.replaceAll('"2', '"9'))).rejects.toThrow('Aucun code de ce fichier')
    const carte = (await lire({ epci: [], communes: ['2A004', '2A041'] }))!
    expect(carte.communes.map(c => c.code)).toEqual(['2A004'])
  })
})
