import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { flechesDe, importsDe } from '../../scripts/maison/imports.ts'
import { portes } from '../../scripts/maison/portes.ts'

/** Names that a door may let through (docs/adr/0023). */
const NOMS_MAX = 25

test('aucune feature ne laisse passer plus de 25 noms par sa porte', () => {
  const lues = portes()
  expect(lues.length).toBeGreaterThan(20)
  expect(lues.filter(p => p.noms > NOMS_MAX)).toEqual([])
})

test('dans une feature, aucune pièce n’a besoin d’une autre qui a besoin d’elle', () => {
  const fleches = flechesDe(importsDe())
  expect(fleches.reduce((n, f) => n + f.fleches, 0)).toBeGreaterThan(1000)
  expect(fleches.filter(f => f.montent > 0)).toEqual([])
})

test('le dessin de l’architecture nomme chaque feature (npm run maison -- --dessin)', () => {
  const dessin = readFileSync('docs/images/maison.svg', 'utf8')
  expect(flechesDe(importsDe()).filter(f => !dessin.includes(`>${f.feature}</text>`))).toEqual([])
})

test('un fichier dit par son nom ce qu’il est, d’une seule façon', () => {
  const noms = globSync('src/features/**/*.{ts,tsx}').map(f => f.split('/').at(-1)!)
  expect(noms.length).toBeGreaterThan(1000)
  // spellings that were dropped: page-x.tsx, vue.ts, x.vue.ts, mots.ts, x-mots.ts
  expect(noms.filter(n => /^(page-.*\.tsx|(.*\.)?vue\.tsx?|(.*-)?mots\.ts)$/.test(n))).toEqual([])
})
