import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../../paths.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { installerDemonstration } from '../../demo/index.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
  await installerDemonstration(w.deps)
})
afterAll(() => w.close())

test('x', async () => {
  const { cookie } = await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  await w.get(paths.instruction.boite, cookie)
  for (const q of ['', '?suite=analyser&suite=examiner&suite=prendre&suite=presenter&suite=verifier&affecte=moi&tri=echeance', '?q=Vico'])
    console.log('ECHANGES', q, await w.echanges(() => w.get(paths.instruction.boite + q, cookie)))
  const r = await w.owner.query("select explication, resultat, regle from verdict where resultat <> 'respectee' limit 12")
  console.log(r.rows)
})
