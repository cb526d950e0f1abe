import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../test/world.ts'
import { nommer } from './nommer.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())
const nomDe = (c: { id: string }) => w.auGuichet(tx => nommer(tx, w.guichetId, c.id))

test('qui a donné son nom est dit par lui\u00a0; sinon par sa fonction et la structure où il est encore\u00a0; sinon c’est le service', async () => {
  expect(await nomDe(await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] }))).toBe('Secrétariat de Vico')
  const muet = await w.compte({ nom: '', structures: ['Vico', 'Olmeto'] })
  const changer = (champs: string, structure: string) =>
    w.owner.query(`update appartenance a set ${champs} from structure s where s.id = a.structure_id and a.compte_id = $1 and s.nom = $2`, [
      muet.id,
      structure,
    ])
  await changer("etat = 'retiree', demandee_le = demandee_le - interval '1 day'", 'Vico')
  expect(await nomDe(muet)).toBe('Olmeto')
  await changer("fonction = 'maire'", 'Olmeto')
  expect(await nomDe(muet)).toBe('maire, Olmeto')
  expect(await nomDe(await w.compte({ nom: '' }))).toBe('Le service')
})
