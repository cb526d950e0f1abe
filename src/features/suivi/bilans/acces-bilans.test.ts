import { afterAll, beforeAll, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { type MondeSuivis, ouvrirSuivis } from '../../../test/suivi.ts'
import { URL_TEST } from '../../../test/world.ts'

let m: MondeSuivis
beforeAll(async () => {
  m = await ouvrirSuivis()
})
afterAll(() => m.w.close())

it('chaque adresse d’un projet suivi\u00a0: une autre structure et les agents n’y trouvent rien, qui n’est pas connecté se connecte', async () => {
  const [d] = (await m.laureats(1)) as [string]
  const [b] = await m.bilans(d)
  const motif = (chemin: string) =>
    chemin
      .split('/')
      .map(s => (s.startsWith(':') ? s.split('{')[0] : s))
      .join('/')
  const servies = m.w.app.routes
    .map(r => ({ methode: r.method, chemin: motif(r.path) }))
    .filter(r => r.methode !== 'ALL' && /^\/dossiers\/:id\/(suivi|bilans|actes|avenants)\b/.test(r.chemin))
  expect(servies.length).toBeGreaterThan(12)
  const empreinte = async () =>
    (
      await m.w.owner.query(
        'select md5(string_agg(x::text, $2 order by x::text)) from (select b::text from bilan b where dossier_id = $1 union all select c::text from commande c) x',
        [d, ''],
      )
    ).rows
  const avant = await empreinte()
  for (const { methode, chemin } of servies) {
    const adresse = chemin.replace(':id', d).replace(':bilan', b!.id).replace(/:\w+/g, nouvelId())
    const demander = (cookie?: string) =>
      m.w.app.request(URL_TEST + adresse, {
        method: methode,
        headers: { origin: URL_TEST, ...(cookie ? { cookie } : {}) },
        ...(methode === 'GET' ? {} : { body: new URLSearchParams({ difficultes: 'Non.' }) }),
      })
    for (const qui of [m.ailleurs, m.hauteCorse, m.referent, m.admin, m.lecteur])
      expect((await demander(qui.cookie)).status, `${methode} ${chemin}`).toBe(404)
    const inconnu = await demander()
    expect([inconnu.status, inconnu.headers.get('location')?.split('?')[0]], chemin).toEqual([303, paths.connexion])
  }
  expect(await empreinte()).toEqual(avant)
})
