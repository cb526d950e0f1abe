import { test } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirForfait, SLUG_FORFAIT } from '../forfait.ts'
import { ouvrirSite } from '../site-ouvert.ts'

const s = ouvrirSite(() => ouvrirForfait())
test('vues', async () => {
  const { m } = s
  const id = await m.brouillon()
  await m.reussir('d', m.deposer(id))
  await m.q("update dossier set etat = 'en_instruction' where id = $1", [id])
  await m.w.post(
    paths.instruction.valeur(id, 'nombre_ateliers'),
    { valeur: '10', raison: 'Deux ateliers n’ont pas lieu.', vu: '' },
    m.referent.cookie,
  )
  for (const [nom, script, largeur, plus] of [
    ['1280', true, 1280, {}],
    ['360', false, 360, {}],
    ['sombre', true, 1280, { colorScheme: 'dark' }],
  ] as const) {
    const v = await s.entrer(m.referent, script, largeur, plus)
    for (const [quoi, ou] of [
      ['instr', paths.instruction.dossier(id)],
      ['valeurs', `${paths.instruction.valeurs(id)}?trancher=lieu`],
      ['analyse', paths.instruction.analyse(id)],
      ['appel', paths.appels.voir(SLUG_FORFAIT)],
    ] as const) {
      await v.aller(ou)
      await v.page.waitForTimeout(600)
      await v.page.screenshot({ path: `/tmp/aide-vues/${quoi}-${nom}.png`, fullPage: true })
      await v.verifierAxe()
    }
    await v.fermer()
  }
})
