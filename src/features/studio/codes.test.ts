import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { roleDe } from '../../test/acteur.ts'
import { openWorld, type World } from '../../test/world.ts'

const DETR = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')
const { studio: p } = paths
let w: World
let moi: string
let id: string
beforeAll(async () => {
  w = await openWorld()
  moi = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
})
beforeEach(async () => {
  const r = await w.post(p.accueil, { source: DETR }, moi)
  id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
})
afterAll(() => w.close())

const decode = (t: string) => t.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
/** What a page holds of its own: the revision and the marks that it showed. */
async function montree(page: string) {
  const html = await (await w.get(page, moi)).text()
  return { revision: /name="revision" value="(\d+)"/.exec(html)![1]!, _base: decode(/name="_base" value="([^"]*)"/.exec(html)![1]!) }
}
const LIGNES = [
  ['une catégorie', 'quoi', '/volets/0', 'code', 'titre'],
  ['une nature de dépense', 'quoi', '/natures/0', 'code', 'libelle'],
  ['une pièce', 'formulaire', '/pieces/0', 'code', 'libelle'],
  ['une étape', 'formulaire', '/formulaires/0/etapes/1', 'code', 'titre'],
] as const

// seen to fail: « Une autre personne a changé les mêmes champs », where nobody had
it.each(LIGNES)('je change le code et le nom d’%s d’un même envoi\u00a0: les deux sont gardés', async (_, section, lieu, code, nom) => {
  const page = p.lieu(p.section(id, section), lieu)
  for (const marques of [true, false]) {
    const { revision, _base } = await montree(page)
    const champs = { [`${lieu}/${code}`]: `neuf_${marques}`, [`${lieu}/${nom}`]: `Un autre nom, ${marques}` }
    expect((await w.post(page, { revision, ...(marques ? { _base } : {}), ...champs }, moi)).status).toBe(303)
    const lu = await (await w.get(p.fichier(id), moi)).text()
    for (const v of Object.values(champs)) expect(lu).toContain(v)
  }
})

it.each(LIGNES)(
  'le code d’%s ne se garde pas lettre à lettre\u00a0: les autres champs de sa page le suivraient',
  async (_, section, lieu, code, nom) => {
    const marques = JSON.parse((await montree(p.lieu(p.section(id, section), lieu)))._base)
    expect([`${lieu}/${code}` in marques, `${lieu}/${nom}` in marques]).toEqual([false, true])
  },
)
