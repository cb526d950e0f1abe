import { afterAll, beforeAll, expect, test } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { type MondeForfait, ouvrirForfait } from '../../../test/forfait.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeForfait
let id: string
/** A lump sum of 3 600 €, in three milestones. */
beforeAll(async () => {
  m = await ouvrirForfait()
  id = await m.brouillon()
  await m.reussir('dépôt', m.deposer(id))
  await m.relever('2027-03-15T16:00:01')
  await m.auComite(id)
  m.w.regler('2027-04-20T14:30:00')
  await m.notifier(id, await m.decider(id, '3 600'))
  for (const rang of [1, 2, 3])
    await m.q(
      `insert into jalon (id, guichet_id, dossier_id, rang, libelle, echeance) select gen_random_uuid(), guichet_id, id, $2, 'Quatre ateliers', '2027-12-01' from dossier where id = $1`,
      [id, rang],
    )
  m.w.regler('2028-03-01T10:00:00')
})
afterAll(() => m.w.close())

/** A bilan of three months that says of each milestone whether it is reached. */
async function bilan(rang: number, etat: string, faits: readonly boolean[]) {
  const b = nouvelId()
  await m.q('delete from bilan_jalon where bilan_id in (select id from bilan where dossier_id = $1 and rang = $2)', [id, rang])
  await m.q('delete from bilan where dossier_id = $1 and rang = $2', [id, rang])
  await m.q(
    `insert into bilan (id, guichet_id, dossier_id, rang, debut, fin, echeance, ouvert_le, etat, depose_le)
      select $2, guichet_id, id, $3::int, d::date, (d + interval '3 months - 1 day')::date, (d + interval '4 months')::date, now(), $4, d + interval '3 months'
      from dossier, lateral (select '2027-05-01'::timestamp + ($3::int - 1) * interval '3 months' as d) x where id = $1`,
    [id, b, rang, etat],
  )
  for (const [n, fait] of faits.entries())
    await m.q(
      `insert into bilan_jalon (bilan_id, jalon_id, guichet_id, etat) select $2, id, guichet_id, $4 from jalon where dossier_id = $1 and rang = $3`,
      [id, b, n + 1, fait ? 'fait' : 'en_cours'],
    )
}
const page = async (au: string) =>
  (await lisible(await m.w.get(`${paths.suivi.portefeuille}?au=${au}`, m.administratrice.cookie))).replace(/[\u00a0\u202f]/g, ' ')

test('un forfait consomme la part des jalons que ses bilans disent faits, à la date de chacun', async () => {
  await bilan(1, 'accepte', [true, false, false])
  await bilan(2, 'depose', [true, true, false])
  expect(await page('2027-07-31')).toMatch(/Consommé ?1 200,00 €/)
  expect(await page('2027-10-31')).toMatch(/Consommé ?2 400,00 €/)
})

test('un bilan renvoyé ne compte plus, un jalon repris rend sa part', async () => {
  await bilan(1, 'accepte', [true, true, false])
  await bilan(2, 'renvoye', [true, true, true])
  expect(await page('2027-10-31')).toMatch(/Consommé ?2 400,00 €/)
  await bilan(2, 'accepte', [true, false, false])
  expect(await page('2027-10-31')).toMatch(/Consommé ?1 200,00 €/)
})
