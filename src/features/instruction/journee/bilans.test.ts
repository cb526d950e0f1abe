import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeSuivis, ouvrirSuivis } from '../../../test/suivi.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeSuivis
beforeAll(async () => {
  m = await ouvrirSuivis()
})
afterAll(() => m.w.close())
const p = paths.suivi
const html = async (qui: { cookie: string }) => (await m.w.get(paths.instruction.journee, qui.cookie)).text()
const page = async (qui: { cookie: string }) =>
  (await lisible(await m.w.get(paths.instruction.journee, qui.cookie))).replace(/[\u00a0\u202f]/g, ' ')
/** A bilan that says nothing new, filed at this hour. */
async function depose(instant: string) {
  const { dossier, bilan } = await m.unBilan(instant)
  await m.w.post(paths.bilans.rien(dossier, bilan), {}, m.vico.cookie)
  expect((await m.bilans(dossier))[0]!.etat).toBe('depose')
  return { dossier, bilan }
}

// Seen to fail: without the count, and with the bilans of a dossier that somebody else leads.
it('ma journée dit les bilans qui attendent d’être lus, à qui peut les accepter, le plus ancien d’abord, et plus ceux qui sont lus', async () => {
  for (const qui of [m.admin, m.referent]) expect(await page(qui)).not.toContain('Bilans à lire')
  const ancien = await depose('2022-01-04T10:12:00')
  const recent = await depose('2022-01-07T09:00:00')
  for (const qui of [m.admin, m.referent]) {
    const lue = await page(qui)
    expect(lue).toMatch(/Bilans à lire 2 Le plus ancien est déposé ?: 3 j 04\/01 2 bilans déposés/)
    expect(lue).toContain('Rien ne presse aujourd’hui. 2 bilans attendent d’être lus.')
    expect(lue).not.toContain('Rien ne vous attend')
    expect(await html(qui)).toContain(`href="${p.lecture(ancien.bilan)}"`)
  }
  expect((await m.w.get(p.lecture(ancien.bilan), m.admin.cookie)).status).toBe(200)

  // whoever follows another département, or judges no bilan, is told of none
  const direction = await m.w.compte({ roles: [{ role: 'direction', departements: [], volets: [] }] })
  for (const qui of [m.hauteCorse, direction]) expect(await page(qui)).not.toContain('Bilans à lire')
  // beside the one who leads, a joint project is read and not judged
  await m.w.owner.query("update instruction set departements = '{2A,2B}' where dossier_id = $1", [ancien.dossier])
  expect(await page(m.hauteCorse)).not.toContain('Bilans à lire')

  expect((await m.w.post(p.acceptation(ancien.bilan), { depot: '1' }, m.referent.cookie)).status).toBe(303)
  expect(await page(m.admin)).toMatch(/Bilans à lire 1 .* 1 bilan déposé/)
  expect(await html(m.admin)).toContain(`href="${p.lecture(recent.bilan)}"`)
  // an aid given up asks for nothing more
  await m.w.owner.query("update suivi set etape = 'abandonne', clos_le = now() where dossier_id = $1", [recent.dossier])
  expect(await page(m.admin)).not.toContain('Bilans à lire')
})
