import { afterAll, beforeAll, expect, it } from 'vitest'
import { acteur } from '../../test/acteur.ts'
import { openWorld, type World } from '../../test/world.ts'
import { commencerEmport, finirEmport } from './emport.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())

it('un téléchargement que son programme n’a pas pu finir cède sa place au bout de deux heures, pas avant', async () => {
  const [moi, autre] = [await w.compte(), await w.compte()]
  const ctx = { ...w.ctx(), acteur: acteur({ compteId: moi.id }) }
  const commencer = (id: string) => commencerEmport(ctx, id, 'conservation.exporte')
  const vieillir = (duree: string) => w.owner.query('update emport set commence_le = commence_le - $1::interval', [duree])
  const enCours = async () => (await w.owner.query('select objet_id from emport order by commence_le')).rows.map(r => r.objet_id)
  for (const id of [moi.id, autre.id]) expect(await commencer(id)).toMatchObject({ ok: true })
  await vieillir('119 minutes')
  expect(await commencer(moi.id)).toMatchObject({ ok: false })
  await vieillir('2 minutes')
  expect(await commencer(moi.id)).toMatchObject({ ok: true })
  // that of somebody else is theirs to begin again
  expect(await enCours()).toEqual([autre.id, moi.id])
  await finirEmport(ctx, moi.id)
  expect(await enCours()).toEqual([autre.id])
})
