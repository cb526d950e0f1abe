import { expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import type { MondeSuivis } from '../../../test/suivi.ts'
import { type GestesActes, surUnConventionne } from '../../../test/suivi-actes.ts'

let m: MondeSuivis
let g: GestesActes
let d: string
surUnConventionne('2022-03-01T10:00:00', v => {
  ;({ m, g, d } = v)
})

// seen to fail: a balance of nothing ignored what was chosen, and settled the aid
it('une enveloppe qui ne paie pas cette aide est refusée, même quand il ne reste rien à payer', async () => {
  await g.depenser(d, 960_000)
  await g.ordonner(d, 'acompte', { montant: '7 200' })
  await g.payer(d)
  await g.achever(d)
  const solde = { coutReel: '9 600', autresAides: '0' }
  const r = await g.ordonner(d, 'solde', { ...solde, enveloppe: nouvelId() })
  expect([r.status, await g.texte(r)]).toEqual([422, expect.stringContaining('Cette enveloppe ne paie pas cette aide')])
  expect((await m.suivi(d)).etape).not.toBe('solde')
  expect((await g.ordonner(d, 'solde', solde)).status).toBe(303)
  expect((await m.suivi(d)).etape).toBe('solde')
})
