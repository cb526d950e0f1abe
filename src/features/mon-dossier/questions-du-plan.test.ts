import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { commencer } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { publierFichier } from '../appels/index.ts'

const SLUG = 'fonds-equipements-2027'
let w: World
let cookie: string
let id: string
beforeAll(async () => {
  w = await openWorld({ instant: '2027-02-01T10:00:00' })
  const texte = readFileSync('src/test/appels/fonds-departemental.yml', 'utf8')
  await w.auGuichet(tx => publierFichier(tx, w.ctx(), texte))
  cookie = (await w.compte({ structures: ['Vico'] })).cookie
  id = await commencer(w, cookie, { slug: SLUG })
})
afterAll(() => w.close())

const etape = async () => (await w.get(paths.dossiers.etape(id, 'plan'), cookie)).text()

// seen to fail: the step of the plan drew the plan alone, and a mandatory question of that step could never be answered
it('une question posée à l’étape du plan se lit sous le plan, se répond et se relit, une seule fois', async () => {
  const avant = await etape()
  expect(avant.split('name="aides_etat"')).toHaveLength(2)
  expect(avant.indexOf('name="aide"')).toBeLessThan(avant.indexOf('name="aides_etat"'))
  expect(avant.split('name="aide_minimale"')).toHaveLength(2)
  const r = await w.post(paths.dossiers.etape(id, 'plan'), { aides_etat: '1 250,50' }, cookie)
  expect(r.status).toBe(303)
  const relu = (await etape()).replace(/[\u00a0\u202f]/g, ' ')
  expect(/<input[^>]*name="aides_etat"[^>]*>/.exec(relu)?.[0]).toContain('value="1 250,50"')
})

it('ce qui n’y est pas lisible est rendu sous son champ, avec sa phrase', async () => {
  const r = await w.post(paths.dossiers.etape(id, 'plan'), { aides_etat: 'beaucoup' }, cookie)
  const page = await r.text()
  expect(r.status).toBe(422)
  expect(/<input[^>]*name="aides_etat"[^>]*>/.exec(page)?.[0]).toContain('value="beaucoup"')
  expect(page).toContain('n’est pas un montant')
})
