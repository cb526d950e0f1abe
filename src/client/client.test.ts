import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Manifeste } from '../ui/site.ts'

const dossier = mkdtempSync(join(tmpdir(), 'gt-client-'))
let manifeste: Manifeste
const fichier = (url: string) => join(dossier, url.replace('/assets/', ''))

beforeAll(async () => {
  const { buildClient } = (await import('../../scripts/build-client.mjs' as string)) as {
    buildClient(o: { outdir: string }): Promise<Manifeste>
  }
  manifeste = await buildClient({ outdir: dossier })
})
afterAll(() => rmSync(dossier, { recursive: true, force: true }))

describe('Ce que le navigateur reçoit', () => {
  const poids = (fichiers: string[]) => fichiers.reduce((s, f) => s + statSync(`${f}.br`).size, 0)
  const scripts = () => readdirSync(dossier).filter(f => f.endsWith('.js'))
  /** Every page fetches the entry script, what it imports at once and the design system; the rest is for a few pages. */
  const communs = () => [
    ...[manifeste.js, ...manifeste.modules].map(fichier),
    ...scripts()
      .map(f => join(dossier, f))
      .filter(f => readFileSync(f, 'utf8').includes('data-fr')),
  ]
  it('tient sous 90 ko pour ce que chaque page demande, styles et scripts compressés', () => {
    expect(manifeste.modules.length).toBeGreaterThan(0)
    expect(poids([fichier(manifeste.etat), ...new Set(communs())])).toBeLessThan(90_000)
  })
  it('ne demande qu’à quelques pages leurs styles, sous 9,5 ko', () => {
    expect(poids([fichier(manifeste.services)])).toBeLessThan(9_500)
    expect(poids([fichier(manifeste.studio)])).toBeLessThan(8_000)
    expect(poids([fichier(manifeste.comite)])).toBeLessThan(8_000)
    expect(poids([fichier(manifeste.porteur)])).toBeLessThan(8_000)
    expect(poids([fichier(manifeste.argent)])).toBeLessThan(4_000)
    const commun = readFileSync(fichier(manifeste.etat), 'utf8')
    for (const [classe, feuille] of [
      ['.gt-salle', manifeste.comite],
      ['.gt-visionneuse', manifeste.services],
      ['.gt-couloir', manifeste.porteur],
      ['.gt-laureat', manifeste.argent],
    ] as const) {
      expect(commun.includes(classe), classe).toBe(false)
      expect(readFileSync(fichier(feuille), 'utf8').includes(classe), classe).toBe(true)
    }
  })
  it('tient sous 5 ko pour chaque script que quelques pages demandent en plus, sous 25 pour tous', () => {
    const propres = scripts().filter(f => !communs().includes(join(dossier, f)))
    expect(propres.length).toBeGreaterThan(3)
    for (const f of propres) expect(poids([join(dossier, f)]), f).toBeLessThan(5_000)
    expect(poids(propres.map(f => join(dossier, f)))).toBeLessThan(25_000)
  })
  it('tient sous 180 ko pour les polices, toutes en woff2', () => {
    const polices = readdirSync(dossier).filter(f => /^Marianne.*\.woff/.test(f))
    expect(polices.every(f => f.endsWith('.woff2'))).toBe(true)
    expect(polices.reduce((s, f) => s + statSync(join(dossier, f)).size, 0)).toBeLessThan(180_000)
  })
  it('n’appelle aucun autre site', () => {
    for (const css of [
      manifeste.etat,
      manifeste.neutre,
      manifeste.services,
      manifeste.studio,
      manifeste.comite,
      manifeste.argent,
      manifeste.porteur,
    ])
      expect(/url\(["']?(https?:)?\/\//.test(readFileSync(fichier(css), 'utf8'))).toBe(false)
  })
  it('ne nomme pas Marianne hors des services de l’État', () => {
    expect(readFileSync(fichier(manifeste.etat), 'utf8').includes('Marianne')).toBe(true)
    expect(readFileSync(fichier(manifeste.neutre), 'utf8').includes('Marianne')).toBe(false)
  })
  it('garde les styles des classes que nos pages écrivent, et pas les autres', () => {
    const css = readFileSync(fichier(manifeste.etat), 'utf8')
    for (const classe of ['.fr-btn', '.fr-input-group--error', '.fr-icon-success-fill', '.fr-collapse--expanded'])
      expect(css.includes(classe), classe).toBe(true)
    for (const classe of ['.fr-stepper', '.fr-tile', '.fr-icon-virus-fill']) expect(css.includes(classe), classe).toBe(false)
  })
  it('suit le thème sombre de l’appareil sans aucun script', () => {
    const css = readFileSync(fichier(manifeste.etat), 'utf8')
    expect(/@media ?\(prefers-color-scheme: ?dark\)\{:root\[data-fr-scheme=system\]:not\(\[data-fr-theme\]\)\{--/.test(css)).toBe(true)
  })
})
