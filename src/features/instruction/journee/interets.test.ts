import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeComite, ouvrirComite } from '../../../test/comite.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeComite
beforeAll(async () => {
  m = await ouvrirComite()
})
afterAll(() => m.w.close())
const p = paths.comite
const html = async (qui: { cookie: string }) => (await m.w.get(paths.instruction.journee, qui.cookie)).text()
const page = async (qui: { cookie: string }) =>
  (await lisible(await m.w.get(paths.instruction.journee, qui.cookie))).replace(/[\u00a0\u202f]/g, ' ')

// Seen to fail: without the line, with the séances in which one does not sit, with a conflict that goes without saying, and once they are declared.
it('ma journée me dit que la séance attend mes intérêts, à moi qui y siège, jusqu’à ce que je les déclare', async () => {
  const referent = (nom: string, structures: string[] = []) =>
    m.w.compte({
      nom,
      structures,
      roles: (['referent_regional', 'membre_comite'] as const).map(role => ({ role, departements: [], volets: [] })),
    })
  const membre = await referent('Référente qui siège')
  const autre = await referent('Référent qui siège ailleurs')
  const elue = await referent('Référente et élue', ['Vico'])
  for (const qui of [membre, autre, elue]) expect(await page(qui)).not.toContain('Déclarer vos intérêts')

  const ids = await m.dossiers(2)
  const id = await m.seance(ids, { 'siege-0': membre.id, 'siege-1': elue.id })
  const lue = await page(membre)
  expect(lue).toContain('Rien ne presse aujourd’hui. 1 séance attend votre déclaration d’intérêts.')
  expect(lue).toMatch(/J.8 26\/10 Déclarer vos intérêts pour la séance du mardi 26 octobre 2021 2 dossiers attendent votre déclaration/)
  expect(lue).not.toContain('Rien ne vous attend')
  expect(await html(membre)).toContain(`href="${p.conflits(id)}"`)
  // whoever sits in another one, and whoever speaks for the structure of every project, have nothing to declare here
  for (const qui of [autre, elue]) {
    expect(await page(qui)).not.toContain('Déclarer vos intérêts')
    expect(await page(qui)).toContain('Rien ne vous attend')
  }

  const interets = Object.fromEntries(ids.map(d => [`interet-${d}`, 'aucun']))
  expect((await m.w.post(p.conflits(id), interets, membre.cookie)).status).toBe(303)
  expect(await page(membre)).not.toContain('Déclarer vos intérêts')
})
