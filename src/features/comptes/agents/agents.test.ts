import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../../paths.ts'
import { entrerParLien, navigateur } from '../../../test/navigateur.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { agentsDe, donnerRole, retirerRole } from './agents.ts'

let w: World
beforeAll(async () => {
  w = await openWorld({ env: { GUICHET_MODE: 'production' } })
})
afterAll(() => w.close())

const TERRITOIRE = ['2A', '2B']
const cheffe = { courriel: ' Cheffe@Guichet.example ', nom: 'La cheffe de service', role: 'administrateur', departements: [], volets: [] }

test('sur une base neuve, la première administratrice est nommée, entre par un lien, et pose son second facteur avant toute page', async () => {
  expect(await donnerRole(w.ctx(), cheffe, TERRITOIRE)).toEqual({ ok: true, value: { nouveau: true } })
  const n = navigateur(w)
  await entrerParLien(w, n, 'cheffe@guichet.example')
  const r = await n.get(paths.administration.appels)
  expect([r.status, r.headers.get('location')?.split('?')[0]]).toEqual([303, paths.connexionCode])
  expect(await agentsDe(w.ctx())).toMatchObject([{ courriel: 'cheffe@guichet.example', role: 'administrateur', secondFacteur: false }])
  expect((await w.journal()).map(e => e.action)).toContain('compte.role_donne')
})

test('donné deux fois, un rôle prend les nouveaux départements ; retiré, la page suivante ne l’a plus', async () => {
  const referent = { courriel: 'referent@guichet.example', role: 'referent_departemental', departements: ['2A'], volets: [] }
  await donnerRole(w.ctx(), referent, TERRITOIRE)
  expect(await donnerRole(w.ctx(), { ...referent, departements: ['2B'] }, TERRITOIRE)).toEqual({ ok: true, value: { nouveau: false } })
  expect(await agentsDe(w.ctx())).toMatchObject([{ role: 'administrateur' }, { role: 'referent_departemental', departements: ['2B'] }])
  expect(await retirerRole(w.ctx(), referent)).toEqual({ ok: true, value: undefined })
  expect(await retirerRole(w.ctx(), referent)).toEqual({ ok: false, error: { kind: 'introuvable' } })
  expect(await agentsDe(w.ctx())).toHaveLength(1)
})

test('une adresse, un rôle ou un département qui n’existent pas sont refusés, et rien n’est écrit', async () => {
  const avant = (await w.journal()).length
  const donner = (v: Partial<Parameters<typeof donnerRole>[1]>) => donnerRole(w.ctx(), { ...cheffe, ...v }, TERRITOIRE)
  expect(await donner({ courriel: 'pas une adresse' })).toMatchObject({ error: { kind: 'courriel' } })
  expect(await donner({ role: 'roi' })).toMatchObject({ error: { kind: 'role' } })
  expect(await donner({ departements: ['75'] })).toMatchObject({ error: { kind: 'departement', inconnus: ['75'] } })
  expect(await donner({ role: 'referent_departemental' })).toMatchObject({ error: { kind: 'departement_attendu' } })
  expect((await w.journal()).length).toBe(avant)
})
