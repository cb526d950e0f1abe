import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { COMMANDE, formulaire, type MondeSuivis, ouvrirSuivis } from '../../../test/suivi.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeSuivis
beforeAll(async () => {
  m = await ouvrirSuivis()
})
afterAll(() => m.w.close())

it('de chaque bilan à lire, le portefeuille dit ce qui a changé\u00a0: rien, des commandes, une fin qui bouge', async () => {
  async function deposer(porteur: string, plus: Record<string, string>) {
    const { dossier, bilan } = await m.unBilan('2022-01-04T10:12:00')
    const url = paths.bilans.voir(dossier, bilan)
    const envoyer = async (suite: string, champs: Record<string, string> = {}) =>
      m.w.post(url, { ...(await formulaire(m.w, url, m.vico.cookie)), ...champs, _suite: suite }, m.vico.cookie)
    // each has a name of its own in the list, and the first an end of its own
    await m.w.owner.query('update instruction set porteur = $2 where dossier_id = $1', [dossier, porteur])
    if (porteur === 'Lumio') await m.w.owner.query("update suivi set fin = '2022-08-31' where dossier_id = $1", [dossier])
    if ('c.siret' in plus) await envoyer('ajouter', plus)
    const r = await envoyer('deposer', 'c.siret' in plus ? {} : plus)
    expect(r.headers.get('location'), porteur).toContain('fait=depose')
  }
  await deposer('Lumio', { difficultes: 'Un retard du marché.' })
  await deposer('Renno', { fin: '31/10/2022' })
  await deposer('Zonza', COMMANDE)
  const page = (await lisible(await m.w.get(paths.suivi.portefeuille, m.admin.cookie))).replace(/[\u00a0\u202f]/g, ' ')
  const lignes = page.slice(page.indexOf('Bilans à lire'))
  for (const [porteur, mot] of [
    ['Lumio', 'rien de nouveau'],
    ['Renno', 'fin déplacée'],
    ['Zonza', '1 commande'],
  ])
    expect(lignes).toMatch(new RegExp(`${porteur} [^–]*?04/01/2022 ${mot}`))
})
