import { expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { formulaire, type MondeSuivis } from '../../../test/suivi.ts'
import { type GestesActes, surUnConventionne } from '../../../test/suivi-actes.ts'

let m: MondeSuivis
let g: GestesActes
let d: string
surUnConventionne('2022-03-01T10:00:00', v => {
  ;({ m, g, d } = v)
})

// seen to fail: the form was there after the last bilan, the request entered, and an end in 2053 was asked of the service and filed in a bilan
it('mon bilan dit le projet terminé\u00a0: je ne peux plus demander d’avenant, et ce que j’avais tapé m’est rendu', async () => {
  const demande = { objets: ['montant'], montant: '6 000', motif: 'Une dépense en moins.' }
  const page = async () => g.texte(m.w.get(paths.actes.liste(d), m.vico.cookie))
  expect(await page()).toContain('Demander un avenant')
  const [bilan] = await m.bilans(d)
  const url = paths.bilans.voir(d, bilan!.id)
  const deposer = async (plus: Record<string, string>) =>
    m.w.post(url, { ...(await formulaire(m.w, url, m.vico.cookie)), _suite: 'deposer', ...plus }, m.vico.cookie)
  const loin = await deposer({ fin: '31/12/2053' })
  expect(loin.status).toBe(422)
  expect(await g.texte(loin)).toContain('Cette fin est à plus de cinq ans. Vérifiez son année')
  expect((await deposer({ final: 'oui', fin: '18/02/2022' })).status).toBe(303)
  expect(await page()).not.toContain('Demander un avenant')
  const refus = await m.w.post(paths.actes.avenants(d), demande, m.vico.cookie)
  expect([refus.status, (await m.w.get(paths.actes.avenants(d), m.vico.cookie)).status]).toEqual([409, 409])
  const dit = await g.texte(refus)
  expect(dit).toContain('Votre bilan dit que le projet est terminé : son acte ne se modifie plus.')
  expect(dit).toContain('Une dépense en moins.')
  expect((await m.w.owner.query('select count(*)::int as n from avenant where dossier_id = $1', [d])).rows).toEqual([{ n: 0 }])
  // sent back, the bilan counts for nothing: the project goes on
  const renvoi = { depot: '1', remarque: 'Il reste une tranche.' }
  expect((await m.w.post(paths.suivi.renvoi(bilan!.id), renvoi, m.referent.cookie)).status).toBe(303)
  expect((await m.w.post(paths.actes.avenants(d), demande, m.vico.cookie)).status).toBe(303)
})
