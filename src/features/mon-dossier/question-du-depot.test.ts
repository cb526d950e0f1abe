import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { deposer, dossierPret, lisible, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

/** The call of 2021, with a question in the step that files. */
const avecQuestion = (texte: string) =>
  texte.replace(
    /(\n {8}blocs: \[depot\])/,
    '$1\n        questions: [{ id: reglement_lu, type: oui_non, libelle: "Avez-vous lu le règlement ?", clause: C5.8 }]',
  )
let w: World
let cookie: string
beforeAll(async () => {
  w = await openWorld()
  await publier(w, avecQuestion)
  cookie = (await w.compte({ structures: ['Vico'] })).cookie
})
afterAll(() => w.close())
const page = async (id: string, etape: string) => (await w.get(paths.dossiers.etape(id, etape), cookie)).text()

// seen to fail: the page that files drew no question, and a mandatory one stopped every dossier
it('une question posée à l’étape du dépôt se remplit, puis le dossier se dépose et la réponse se relit', async () => {
  const id = await dossierPret(w, cookie)
  expect(await page(id, 'depot')).toContain('name="reglement_lu"')
  const relue = await page(id, 'deposer')
  expect(relue).not.toContain('name="reglement_lu"')
  expect(relue).toContain(paths.dossiers.depot(id))
  const refuse = await deposer(w, cookie, id)
  expect([refuse.status, await lisible(refuse)]).toEqual([422, expect.stringContaining('Avez-vous lu le règlement ?')])
  const r = await w.post(paths.dossiers.etape(id, 'depot'), { reglement_lu: 'oui', _suite: 'continuer' }, cookie)
  expect(r.headers.get('location')).toBe(paths.dossiers.etape(id, 'deposer'))
  expect((await deposer(w, cookie, id)).status).toBe(303)
  expect(await lisible(await w.get(paths.dossiers.voir(id), cookie))).toMatch(/Avez-vous lu le règlement \? Oui/)
})

it('une étape qui ne fait que déposer reste celle de toujours', async () => {
  const autre = await openWorld()
  try {
    await publier(autre)
    const moi = await autre.compte({ structures: ['Vico'] })
    const id = await dossierPret(autre, moi.cookie)
    expect((await autre.get(paths.dossiers.etape(id, 'deposer'), moi.cookie)).status).toBe(404)
    expect(await (await autre.get(paths.dossiers.etape(id, 'depot'), moi.cookie)).text()).toContain(paths.dossiers.depot(id))
  } finally {
    await autre.close()
  }
})
