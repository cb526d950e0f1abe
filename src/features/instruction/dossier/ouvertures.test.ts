import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paths } from '../../../paths.ts'
import { actesDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeInstruction
let id: string
const i = paths.instruction
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
})
afterAll(() => m.w.close())

const ouvrir = (raison = 'Projet voisin du vôtre.', qui = m.referent) =>
  m.w.post(i.ouvertures(id), { compte: m.ailleurs.id, raison }, qui.cookie)
const lu = async () => (await m.w.get(i.dossier(id), m.ailleurs.cookie)).status

test('la référente d’ailleurs le lit dès qu’on le lui ouvre, une seule fois, et un courriel le lui dit', async () => {
  expect(await lu()).toBe(404)
  expect((await Promise.all(Array.from({ length: 6 }, () => ouvrir()))).map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
  expect(await lu()).toBe(200)
  expect((await m.w.courriels()).filter(c => c.destinataire === m.ailleurs.courriel && c.lien === i.dossier(id))).toHaveLength(1)
  expect((await actesDe(m.w, id)).map(e => e.action)).toEqual(['instruction.ouvert'])
})

test('l’historique dit à qui il est ouvert\u00a0; le journal n’en garde que l’identifiant', async () => {
  await ouvrir()
  expect(await lisible(await m.w.get(i.historique(id), m.referent.cookie))).toContain('ouvre le dossier à Référente de la Haute-Corse')
  expect(JSON.stringify(await m.w.journal())).not.toContain('Référente de la Haute-Corse')
})

test('retiré, il n’existe plus pour elle aussitôt', async () => {
  await ouvrir()
  expect((await m.w.post(i.retraitOuverture(id, m.ailleurs.id), {}, m.referent.cookie)).status).toBe(303)
  expect(await lu()).toBe(404)
  expect((await actesDe(m.w, id)).at(-1)?.action).toBe('instruction.ouverture_retiree')
})

test('sans raison ou sans personne, la page redemande ; à qui il est ouvert ne l’ouvre pas à d’autres', async () => {
  expect(await lisible(await ouvrir(' '))).toContain('Dites pourquoi')
  expect((await m.w.post(i.ouvertures(id), { raison: 'x' }, m.referent.cookie)).status).toBe(422)
  expect((await ouvrir('x', m.ailleurs)).status).toBe(404)
  await ouvrir()
  expect((await ouvrir('x', m.ailleurs)).status).toBe(403)
})
