import { expect, it } from 'vitest'
import type { MondeSuivis } from '../../test/suivi.ts'
import { type GestesActes, surUnConventionne } from '../../test/suivi-actes.ts'

let m: MondeSuivis
let g: GestesActes
let d: string
surUnConventionne('2021-12-15T10:00:00', v => {
  ;({ m, g, d } = v)
})
const prevenus = async (sujet: RegExp) =>
  (await m.w.courriels())
    .filter(c => c.dossier_id === d && sujet.test(c.sujet))
    .map(c => c.destinataire)
    .sort()

it('les nouvelles d’un projet vont à ceux du projet\u00a0: ni au partenaire d’un autre, ni à celui qui s’est retiré', async () => {
  const [autre] = (await m.laureats(1)) as [string]
  await m.w.owner.query("update partenaire set structure_id = (select id from structure where nom = 'Lumio') where dossier_id = $1", [
    autre,
  ])
  // another bearer of the same call
  await m.laureats(1, 'Lumio')
  const adresses = (...qui: { courriel: string }[]) => qui.map(p => p.courriel).sort()
  expect((await g.ordonner(d, 'avance', { montant: '2 700' })).status).toBe(303)
  expect((await g.payer(d)).status).toBe(303)
  expect(await prevenus(/avance/)).toEqual(adresses(m.vico, m.collegue, m.olmeto))
  await m.w.owner.query('update partenaire set retire_le = now() where dossier_id = $1', [d])
  await g.depenser(d, 480_000)
  expect((await g.ordonner(d, 'acompte', { montant: '900' })).status).toBe(303)
  expect((await g.payer(d)).status).toBe(303)
  expect(await prevenus(/acompte/)).toEqual(adresses(m.vico, m.collegue))
})
