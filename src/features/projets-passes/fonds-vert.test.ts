import { parseCsv } from 'hucre/csv'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { DESCRIPTION, fondsVert, importer, SANS_FONDS_VERT } from '../../test/projets-passes.ts'
import { lisible } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

const reels = fondsVert()
const p = paths.donneesOuvertes
const SLUG = DESCRIPTION.slug

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())
const csv = async () => (await w.get(p.projetsPassesCsv(SLUG))).text()

describe('les 90 projets réels du Fonds vert', () => {
  beforeEach(({ skip }) => {
    skip(!reels, SANS_FONDS_VERT)
  })
  beforeAll(async () => {
    if (!reels) return
    const r = await importer(w, reels)
    expect(r).toMatchObject({ ok: true, value: { projets: 90, montant: 1_739_806_828 } })
  })

  it('ressortent sans perdre une ligne, un accent ni un centime, colonne par colonne', async () => {
    const lire = (texte: string) => parseCsv(texte, { delimiter: ',' })
    const [avant, apres] = [lire(reels!.toString('utf8')), lire(await csv())]
    expect(apres).toHaveLength(91)
    for (const [i, ligne] of avant.entries()) expect(apres[i]).toEqual(ligne)
  })

  it('se lisent sur une page\u00a0: totaux, communes en bon français, source et licence', async () => {
    const html = (await lisible(await w.get(p.projetsPasses(SLUG)))).replace(/[\u00a0\u202f]/g, ' ')
    for (const mot of [
      '90',
      '17 398 068,28 €',
      'L’Île-Rousse',
      '24 001,20 €',
      'Licence Ouverte 2.0',
      'Ministère de la Transition écologique',
    ])
      expect(html.replace(/'/g, '’')).toContain(mot)
  })

  it('se filtrent sans accents, par thème et par département', async () => {
    const lire = async (q: string) => (await lisible(await w.get(`${p.projetsPasses(SLUG)}?${q}`))).replace(/[\u00a0\u202f]/g, ' ')
    expect(await lire('q=peraldi')).toContain('Opération bassin de rétention Péraldi')
    expect(await lire('q=peraldi')).toContain('Les projets 1 projet')
    expect(await lire('departement=2A')).toContain('Les projets 46 projets')
    expect(await lire('q=zzz')).toContain('Aucun projet ne correspond.')
    expect((await w.get(p.projetsPasses('inconnue'))).status).toBe(404)
    expect((await w.get(p.projetsPassesCsv('inconnue'))).status).toBe(404)
  })
})
