import { expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import type { MondeSuivis } from '../../../test/suivi.ts'
import { type GestesActes, surUnConventionne } from '../../../test/suivi-actes.ts'

let m: MondeSuivis
let g: GestesActes
let d: string
surUnConventionne('2021-12-15T10:00:00', v => {
  ;({ m, g, d } = v)
})

it('sur la page de mon projet, je lis mon acte signé, ce qui m’est versé, et je peux demander un avenant', async () => {
  expect((await g.ordonner(d, 'avance', { montant: '2 700' })).status).toBe(303)
  const [acte] = await g.actes(d)
  const html = await (await m.w.get(paths.bilans.suivi(d), m.vico.cookie)).text()
  expect(html).toContain(acte.numero)
  for (const titre of ['acte', 'versements', 'avenants']) expect(html).toContain(`id="${titre}"`)
  expect(html.replace(/[\u00a0\u202f]/g, ' ')).toContain('2 700')
})
