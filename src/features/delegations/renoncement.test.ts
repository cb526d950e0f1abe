import { afterAll, beforeAll, expect, test } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { ouvrirDecisions } from '../../test/decisions.ts'
import { aSigner, autorite, delegation, engagerTout, enregistrer, faireSigner, presenter } from '../../test/signataires.ts'
import { lisible, SLUG } from '../../test/vico.ts'
import { jouerEnvois } from '../notifications/index.ts'

const { administration: a } = paths
let m: Awaited<ReturnType<typeof ouvrirDecisions>>
beforeAll(async () => {
  m = await ouvrirDecisions()
  m.w.regler('2021-11-01T14:00:00')
}, 120_000)
afterAll(() => m.w.close())

// seen to fail: the ceiling stayed taken by an aid that nobody has any more
test('le lauréat renonce à son aide\u00a0: la délégation sous laquelle elle fut décidée retrouve ce qu’elle avait pris', async () => {
  const qui = await autorite(m.w, m.admin.cookie)
  const dates = { arrete_le: '04/01/2021', publiee_le: '05/01/2021', du: '06/01/2021', au: '31/12/2021', cle: nouvelId() }
  const plafonds = { plafond_acte: '9 000', plafond_total: '9 000' }
  const arrete = delegation(qui.prefet.fonction, qui.secretaire.fonction, { ...dates, ...plafonds })
  expect((await enregistrer(m.w, m.admin.cookie, arrete)).status).toBe(303)
  const [d, e] = (await m.dossiers(2)) as [string, string]
  await faireSigner(m.w, m.admin.cookie, qui.secretaire, [await m.decide(d, { sens: 'retenu', montant: 900_000 })])
  await engagerTout(m.w, m.admin.cookie)
  await m.w.post(a.envois(SLUG), {}, m.admin.cookie)
  await jouerEnvois(m.w.deps)
  const suivante = await m.decide(e, { sens: 'retenu', montant: 900_000 })
  await presenter(m.w, m.admin.cookie, [suivante])
  const refus = async () => (await aSigner(m.w, qui.secretaire)).attendues.map(p => p.refus)
  expect((await refus())[0]).toContain('il en reste 0')
  const r = await m.w.post(paths.dossiers.renoncement(d), { motif: 'Le conseil n’en veut plus.' }, m.vico.cookie)
  expect([r.status, r.status === 303 || (await lisible(r))]).toEqual([303, true])
  expect(await refus()).toEqual([undefined])
})
