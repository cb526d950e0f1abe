import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { avecInstances } from '../../../test/instances.ts'
import { type MondeSuivis, ouvrirSuivis } from '../../../test/suivi.ts'
import { type GestesActes, gestesActes } from '../../../test/suivi-actes.ts'

const p = paths.suiviDossier
let m: MondeSuivis
let g: GestesActes
beforeAll(async () => {
  m = await ouvrirSuivis(t => avecInstances(t).replace('aide proposée > 6 000 €', 'aide proposée > 9 500 €'))
  g = gestesActes(m)
}, 120_000)
afterAll(() => m.w.close())

// seen to fail: 9 000 € were granted without the commission, then 10 000 €, which it must be asked about
it('une aide décidée sous le seuil de la commission ne le passe pas par un avenant\u00a0: jusqu’au seuil, si', async () => {
  const d = await g.unConventionne('2022-03-01T10:00:00')
  const accorder = async (montant: string) => {
    await m.w.post(paths.actes.avenants(d), { objets: ['montant'], montant, motif: 'Un lot de plus.' }, m.vico.cookie)
    const { id } = (await m.w.owner.query('select id from avenant where dossier_id = $1 and retire_le is null and sens is null', [d]))
      .rows[0]
    await m.w.post(p.avisAvenant(d, id), { avis: 'Favorable.' }, m.referent.cookie)
    return { id, r: await m.w.post(p.decisionAvenant(d, id), { sens: 'accorde', reponse: '', enveloppe: '' }, m.admin.cookie) }
  }
  const { id, r } = await accorder('10 000')
  expect([r.status, await g.texte(r)]).toEqual([422, expect.stringContaining('donne d’abord son avis sur ce dossier (10 000 €)')])
  expect((await m.w.post(p.decisionAvenant(d, id), { sens: 'refuse', reponse: 'Seuil.', enveloppe: '' }, m.admin.cookie)).status).toBe(303)
  expect((await accorder('9 500')).r.status).toBe(303)
})
