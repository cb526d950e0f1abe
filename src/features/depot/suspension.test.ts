import { expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { type GestesComplements, surUnDossierInstruit } from '../../test/complements.ts'
import type { MondeInstruction } from '../../test/instruits.ts'
import { lisible } from '../../test/vico.ts'

let m: MondeInstruction
let id: string
let g: GestesComplements
surUnDossierInstruit(v => {
  ;({ m, id, g } = v)
})

it.each([
  ['le jour même', '2021-09-28T18:00:00', undefined],
  ['le lendemain', '2021-09-29T09:00:00', 'Ce délai compte 1 jour de plus,'],
  ['deux jours après', '2021-09-30T09:00:00', 'Ce délai compte 2 jours de plus,'],
])('ma réponse part %s\u00a0: la page de mon dossier dit de combien le délai recule', async (_, instant, phrase) => {
  await g.demander()
  m.w.regler(instant)
  expect((await g.repondre()).status).toBe(303)
  const page = (await lisible(await m.w.get(paths.dossiers.voir(id), m.porteur.cookie))).replaceAll('\u00a0', ' ')
  if (phrase) expect(page).toContain(phrase)
  else expect(page).not.toContain('Ce délai compte')
})
