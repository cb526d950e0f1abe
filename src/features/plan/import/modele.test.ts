import { expect, it } from 'vitest'
import { chargerAppel } from '../../../test/appels/jouer.ts'
import { lireZip } from '../../../test/lire-zip.ts'
import { modelePlan } from './modele.ts'

it('le modèle garde en vue la seule ligne des titres, et propose les natures de l’appel à chaque dépense', async () => {
  const appel = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml')
  const fichiers = lireZip(Buffer.from(await modelePlan(appel)))
  const feuille = fichiers.get('xl/worksheets/sheet1.xml')!.toString()
  expect(feuille).toMatch(/<pane[^>]* ySplit="1"/)
  expect(feuille).toContain('sqref="C2:C201"')
  expect(feuille).toContain(`Natures!$A$2:$A$${appel.natures.length + 1}`)
})
