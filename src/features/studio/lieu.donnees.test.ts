import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { blocsDe, champsDe, contenuDe } from './lieu.donnees.ts'

/** What every field of every place of the calls that we have shows. */
test('aucun champ du studio ne montre un groupe à la place d’une valeur', () => {
  const vus = new Set<string>()
  for (const f of [
    ...globSync('appels-exemples/*/appel.yml'),
    ...globSync('modeles/*.yml'),
    ...globSync('appels/*/appel.yml'),
    ...globSync('src/test/appels/*.yml'),
  ]) {
    const brut = parse(readFileSync(f, 'utf8'))
    const visiter = (v: unknown, chemin: (string | number)[]) => {
      if (v === null || typeof v !== 'object') return
      for (const c of champsDe(contenuDe(brut, chemin))) if (c.valeur.includes('[object')) vus.add(`${f} ${c.lieu}`)
      for (const [k, x] of Array.isArray(v) ? [...v.entries()] : Object.entries(v)) visiter(x, [...chemin, k as string])
    }
    for (const k of Object.keys(brut)) visiter(brut[k], [k])
  }
  expect([...vus]).toEqual([])
}, 60_000)

test('dans un appel en une fois, «\u00a0Deux temps\u00a0» se replie, et son sous-titre est facultatif, pas son titre', () => {
  const brut = parse(readFileSync('modeles/categories.yml', 'utf8'))
  const [temps, sousTitre, titre] = blocsDe(brut, [['phases'], ['sous_titre'], ['titre']])
  expect([temps, sousTitre, titre]).toMatchObject([{ vide: true }, { obligatoire: false }, { obligatoire: true }])
})
