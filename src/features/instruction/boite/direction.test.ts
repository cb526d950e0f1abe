import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'

let m: MondeInstruction
beforeAll(async () => {
  m = await ouvrirInstruction()
  await m.dossier()
})
afterAll(() => m.w.close())
const boite = async (cookie: string) => (await m.w.get(paths.instruction.boite, cookie)).text()

it('la direction lit les dossiers et n’instruit pas\u00a0: ni case à cocher, ni acte groupé', async () => {
  const direction = await m.w.compte({ nom: 'Direction', roles: [{ role: 'direction', departements: [], volets: [] }] })
  const [lue, instruite] = [await boite(direction.cookie), await boite(m.referent.cookie)]
  for (const page of [lue, instruite]) expect(page).toContain('Vico')
  for (const mot of ['gt-selection', 'name="dossier"', 'Affecter…']) {
    expect(instruite).toContain(mot)
    expect(lue).not.toContain(mot)
  }
})

it('qui administre aussi le guichet garde la barre', async () => {
  const deux = await m.w.compte({
    nom: 'Direction et administration',
    roles: [
      { role: 'direction', departements: [], volets: [] },
      { role: 'administrateur', departements: [], volets: [] },
    ],
  })
  expect(await boite(deux.cookie)).toContain('gt-selection')
})
