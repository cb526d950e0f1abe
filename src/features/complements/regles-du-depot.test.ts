import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { gestesComplements } from '../../test/complements.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../test/instruits.ts'
import { lisible } from '../../test/vico.ts'

// The call declares a maximum of aid that no rule of its file says; the dossier asks for 10 000 €.
let m: MondeInstruction
beforeAll(async () => {
  m = await ouvrirInstruction(t => t.replace(/^aide:\n/m, 'aide:\n  montant_max: 11 000 €\n'))
})
afterAll(() => m.w.close())

const verdicts = async (dossierId: string) =>
  (
    await m.w.owner.query<{ regle: string; resultat: string; explication: string }>(
      `select v.regle, v.resultat, v.explication from verdict v join depot d on d.id = v.depot_id
       where d.dossier_id = $1 and d.version = (select max(version) from depot where dossier_id = $1) and v.regle like 'declaration-%'`,
      [dossierId],
    )
  ).rows
const deposeDe = async () => {
  const id = await m.dossier()
  const g = gestesComplements(m, id)
  expect((await g.demander({ 'cible-1': 'e:plan', 'demande-1': 'Revoyez le plan.', echeance: '12/10/2021' })).status).toBe(303)
  return id
}
/** More aid than the maximum, the same cost. */
const repondre = async (id: string) => {
  await m.w.post(paths.dossiers.etape(id, 'plan'), { aide: '11 500', part: '1 000,50' }, m.porteur.cookie)
  return m.w.post(paths.dossiers.complements(id), { reponse: 'Voici.' }, m.porteur.cookie)
}

it('ce que l’appel déclare est jugé au dépôt, gardé avec lui, et se lit dans l’instruction comme une règle', async () => {
  const id = await deposeDe()
  expect(await verdicts(id)).toMatchObject([{ regle: 'declaration-aide', resultat: 'respectee' }])
  const page = await lisible(await m.w.get(paths.instruction.dossier(id), m.referent.cookie))
  expect(page).toContain('Montant de l’aide')
  const refus = await repondre(id)
  expect([refus.status, await lisible(refus)]).toEqual([
    422,
    expect.stringContaining('Vous demandez 11 500 € : c’est 500 € de plus que le maximum, 11 000 €.'),
  ])
})

// seen to fail: with the verdicts of the answer as they are read
it('un dossier déposé avant que la déclaration ne soit jugée d’office répond sans elle', async () => {
  const id = await deposeDe()
  await m.w.owner.query(
    "delete from verdict v using depot d where d.id = v.depot_id and d.dossier_id = $1 and v.regle = 'declaration-aide'",
    [id],
  )
  expect((await repondre(id)).status).toBe(303)
  expect(await verdicts(id)).toEqual([])
})
