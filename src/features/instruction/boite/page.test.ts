import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { installerDemonstration } from '../../demo/index.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
  await installerDemonstration(w.deps)
})
afterAll(() => w.close())

const agent = async (role: Role['role'], departements: string[] = []) =>
  (await w.compte({ nom: role, roles: [{ role, departements, volets: [] }] })).cookie
const page = async (query: string, cookie: string) =>
  (await (await w.get(`${paths.instruction.boite}?${query}`, cookie)).text()).replace(/\u00a0/g, ' ')
const numeros = (html: string) => [...html.matchAll(/instruction\/dossiers\/[0-9a-f-]{36}(?:\?[^"]*)?">([^<]+)</g)].map(m => m[1]!)
const compte = (html: string, vue: string) => Number(new RegExp(`>${vue}<span class="gt-compte">(\\d+)`).exec(html)?.[1])

test('les vues comptent ce que le lecteur voit, et chacune mène à ce qu’elle compte', async () => {
  for (const cookie of [await agent('administrateur'), await agent('referent_departemental', ['2A'])]) {
    const html = await page('par=100', cookie)
    expect(compte(html, 'Tous')).toBe(numeros(html).length)
    for (const [vue, query] of [
      ['Avant le relevé', 'suite=releve'],
      ['Clos', 'suite=clos'],
    ] as const)
      if (compte(html, vue)) expect(numeros(await page(`${query}&par=100`, cookie)).length, vue).toBe(compte(html, vue))
  }
})

test('un titre de colonne trie dans son sens habituel, puis dans l’autre ; seule la colonne triée le dit', async () => {
  const cookie = await agent('administrateur')
  const html = await page('tri=porteur', cookie)
  expect(html.match(/aria-sort="[a-z]+"/g)).toEqual(['aria-sort="ascending"'])
  expect(html).toContain('tri=porteur&amp;sens=desc')
  expect(html).toContain('href="/instruction?tri=aide_demandee"')
  const montants = numeros(await page('tri=aide_demandee', cookie))
  expect(numeros(await page('tri=aide_demandee&sens=asc', cookie))).toEqual(montants.toReversed())
})

test('un filtre actif se retire d’un lien, et les totaux suivent le filtre', async () => {
  const cookie = await agent('administrateur')
  const html = await page('departement=2A&volet=volet_1', cookie)
  expect(html).toContain('Département : Corse-du-Sud')
  expect(html).toContain('href="/instruction?volet=volet_1"')
  expect(html).toContain(`<dt>Dossiers</dt><dd>${numeros(html).length}</dd>`)
  expect(await page('q=zzzzzzzzzz', cookie)).toContain('Aucun dossier ne répond à ce filtre')
})

test('chaque dossier dit son état, ce qu’il reste à faire et ce que disent les règles', async () => {
  const html = await page('', await agent('administrateur'))
  expect(html).toContain('Attendre le relevé')
  expect(html).toMatch(/Coût global minimal : respectée|Dépenses financées : /)
  expect(html).toContain('plein : verdict d’un instructeur')
})
