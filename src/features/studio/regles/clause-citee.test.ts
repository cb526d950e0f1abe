import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { champsDe, texte } from '../../../test/studio.ts'
import { openWorld, type World } from '../../../test/world.ts'

const { studio: p } = paths
let w: World
let gens: [string, string]
let page: string
let id: string
beforeAll(async () => {
  w = await openWorld()
  const cookie = async (nom: string) => (await w.compte({ nom, roles: [roleDe('administrateur')] })).cookie
  gens = [await cookie('Chargée de mission'), await cookie('Cheffe de bureau')]
  const source = readFileSync('src/test/appels/fonds-departemental.yml', 'utf8')
  id = /[0-9a-f-]{36}/.exec((await w.post(p.accueil, { source }, gens[0])).headers.get('location')!)![0]
  page = `${p.regleNeuve(id)}?phrase=cout_minimal`
})
afterAll(() => w.close())
const source = async () => (await w.get(p.fichier(id), gens[0])).text()
const champs = async (change: Record<string, string>) => ({
  ...champsDe(await (await w.get(page, gens[0])).text()),
  'c0.0.valeur.chiffre': '20000',
  titre: 'Un coût',
  clause: '',
  ...change,
})

// seen to fail: the rule cited a clause that no page shows, and one whose name was of two lines
it.each([
  ['un nom que personne ne voit', { clause_nom: '\u200b\u2060', clause_texte: 'Oui.' }, 'Dites comment le cahier des charges nomme'],
  ['un nom de deux lignes', { clause_nom: '3.2\nbis', clause_texte: 'Oui.' }, 'Écrivez son nom sur une seule ligne.'],
  ['un texte que personne ne voit', { clause_nom: '3.2', clause_texte: '\u200b' }, 'Écrivez ce que dit la clause.'],
])('%s n’est pas une clause', async (_, change, phrase) => {
  const avant = await source()
  const r = await w.post(page, await champs(change), gens[0])
  expect([r.status, texte(await r.text())]).toEqual([422, expect.stringContaining(phrase)])
  expect(await source()).toBe(avant)
})

// seen to fail: it was said that somebody had changed the order of a list
it('deux personnes écrivent à la fois une clause du même nom\u00a0: une est gardée, l’autre l’apprend, et retrouve ce qu’elle a tapé', async () => {
  const envois = await Promise.all([0, 1].map(n => champs({ clause_nom: 'Article neuf', clause_texte: `Ce que dit la ${n}.` })))
  const rs = await Promise.all(envois.map((c, n) => w.post(page, c, gens[n])))
  expect(rs.map(r => r.status).sort()).toEqual([303, 422])
  const perdant = rs.findIndex(r => r.status === 422)
  const html = await rs[perdant]!.text()
  expect(texte(html)).toContain('Une autre personne vient d’écrire une clause de ce nom.')
  expect(html).toContain(`Ce que dit la ${perdant}.`)
  expect(parse(await source()).clauses['Article neuf'].texte).toBe(`Ce que dit la ${1 - perdant}.`)
})

// seen to fail: when a new clause was not written with the rule
it('une clause qui n’est pas dans la liste s’écrit avec la règle', async () => {
  const dite = { clause_nom: '4.1', clause_texte: 'Au moins 20 000 €.' }
  const avant = await source()
  for (const change of [
    { ...dite, clause_texte: '' },
    { ...dite, clause_nom: 'constructor' },
  ])
    expect((await w.post(page, await champs(change), gens[0])).status).toBe(422)
  expect(await source()).toBe(avant)

  expect((await w.post(page, await champs(dite), gens[0])).status).toBe(303)
  const ecrit = parse(await source())
  expect(ecrit.clauses['4.1']).toEqual({ texte: 'Au moins 20 000 €.' })
  expect(ecrit.regles.at(-1)).toMatchObject({ titre: 'Un coût', clauses: ['4.1'] })
  // the same name again is the clause that the call has
  expect((await w.post(page, await champs({ ...dite, clause_texte: 'Autre chose.' }), gens[0])).status).toBe(303)
  expect(parse(await source()).clauses['4.1']).toEqual({ texte: 'Au moins 20 000 €.' })
})
