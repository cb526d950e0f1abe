import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import type { MondeComite } from '../../test/comite.ts'
import { planterSecret } from '../../test/secret-comite.ts'
import { SLUG } from '../../test/vico.ts'

let m: MondeComite
let secret: string
let seance: string
let scenario: string
beforeAll(async () => {
  ;({ m, secret, seance, scenario } = await planterSecret())
}, 120_000)
afterAll(() => m.w.close())

// seen to fail: the mark stood in the room and in the inbox alone
it('une structure déclarée porte sa marque là où le comité note, simule et lit les lettres, jusqu’à sa confirmation', async () => {
  const p = paths.comite
  const pages = {
    notation: p.grille(seance, secret),
    lecture: p.lecture(seance, secret),
    scenario: p.scenario(seance, scenario),
    comparaison: p.comparaisonScenarios(seance),
    nouveau: p.nouveauScenario(seance),
    lettres: paths.administration.notifications(SLUG),
  }
  const marquees = async () => {
    const lues: string[] = []
    for (const [nom, adresse] of Object.entries(pages)) {
      const qui = nom === 'lettres' ? m.administratrice : m.regionale
      const r = await m.w.get(adresse, qui.cookie)
      expect([nom, r.status]).toEqual([nom, 200])
      if ((await r.text()).includes('class="gt-declaree"')) lues.push(nom)
    }
    return lues
  }
  expect(await marquees()).toEqual([])
  await m.w.owner.query('update structure set declaree = true where id = (select structure_id from dossier where id = $1)', [secret])
  expect(await marquees()).toEqual(Object.keys(pages))
})
