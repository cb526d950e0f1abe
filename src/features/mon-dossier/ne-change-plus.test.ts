import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { deposer, dossierPret, lisible, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
})
afterAll(() => w.close())

it('ce que j’envoie trop tard me revient, avec l’heure où c’est arrivé et celle de la clôture\u00a0; déposé, c’est le dépôt qui l’arrête', async () => {
  const { cookie } = await w.compte({ structures: ['Vico'] })
  const id = await dossierPret(w, cookie)
  const envoyer = async () => {
    const r = await w.post(paths.dossiers.etape(id, 'projet'), { titre: 'Un autre titre' }, cookie)
    return [r.status, (await lisible(r)).replaceAll('\u00a0', ' ')] as const
  }
  w.regler('2021-09-18T00:00:05')
  const [tard, page] = await envoyer()
  expect(tard).toBe(422)
  for (const mot of [
    'Ce dossier ne change plus',
    'Un autre titre',
    'Le serveur a reçu cet envoi le',
    '0 h 00 min 05 s',
    'L’appel est clos depuis le',
  ])
    expect(page).toContain(mot)
  w.regler('2021-09-13T10:00:00')
  expect((await deposer(w, cookie, id)).status).toBe(303)
  const [, depose] = await envoyer()
  expect(depose).toContain('Un autre titre')
  expect(depose).not.toContain('L’appel est clos')
})
