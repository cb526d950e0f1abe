import { afterAll, beforeAll, expect, it } from 'vitest'
import { avecAvis, gestesAvis, jobs } from '../../test/avis.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../test/instruits.ts'
import { constaterSilences } from './constater.ts'

let m: MondeInstruction
beforeAll(async () => {
  m = await ouvrirInstruction(avecAvis())
})
afterAll(() => m.w.close())

// seen to fail: the silence of a body was established, and mailed to the service, on a dossier that nobody examines any more
it('un dossier retiré n’attend plus d’avis\u00a0: à minuit rien n’est constaté, personne ne reçoit de courriel', async () => {
  const g = gestesAvis(m)
  const [parti, reste] = [await m.dossier(), await m.dossier()]
  m.w.regler('2021-10-01T10:00:00')
  for (const d of [parti, reste]) await g.demander(d, 'abf')
  await m.w.owner.query("update dossier set etat = 'retire' where id = $1", [parti])
  m.w.regler('2021-11-01T00:00:00')
  expect(await constaterSilences(jobs(m.w), m.w.horloge.instant)).toBe(1)
  expect((await g.ligne(parti, 'abf')).silence_le).toBeNull()
  expect((await g.ligne(reste, 'abf')).silence_le).toEqual(m.w.horloge.instant)
  expect((await m.w.courriels()).filter(c => c.sujet.includes('n’est pas rendu'))).toHaveLength(1)
})
