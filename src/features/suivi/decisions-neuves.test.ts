import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { decide } from '../../test/laureats.ts'
import { type MondeSuivis, NOTIFIE, ouvrirSuivis } from '../../test/suivi.ts'
import { lisible } from '../../test/vico.ts'

let m: MondeSuivis
let d: string
beforeAll(async () => {
  m = await ouvrirSuivis()
  ;[d] = (await m.laureats(1)) as [string]
})
afterAll(() => m.w.close())
const espace = async (qui: { cookie: string }) => (await lisible(await m.w.get(paths.espace, qui.cookie))).replace(/[\u00a0\u202f]/g, ' ')

it('mon aide vient d’être dite : mon espace commence par son montant et les quatre étapes qui viennent', async () => {
  const lu = await espace(m.vico)
  expect(lu).toMatch(
    /Mon espace.*Décision du 8 novembre 2021.*Jusqu’à 9 000 € pour «.*Lire la décision.*arrêté.*avance : 2 700 € au plus.*premier bilan.*solde : 9 000 € au plus.*Vos dossiers/,
  )
  expect(lu).toMatch(/Retenu. Prochaine étape : acte signé/)
  // a partner of the project has not the aid
  expect(await espace(m.olmeto)).not.toContain('Jusqu’à 9 000 € pour')
  expect(await lisible(await m.w.get(paths.dossiers.voir(d), m.vico.cookie))).toMatch(/Ce qui vient.*premier bilan/)
})

// seen to fail: with the decision in force in place of the last one told
it('une décision corrigée que personne ne m’a encore dite ne se lit pas ici', async () => {
  const { rows } = await m.w.owner.query('select id from decision where dossier_id = $1', [d])
  await decide(m.w, d, m.admin.id, { montant: 700_000, base: 1_200_000, remplace: rows[0].id, notifiee: null })
  await m.w.owner.query("update dossier set etat = 'retenu' where id = $1", [d])
  const lu = await espace(m.vico)
  expect(lu).toContain('Jusqu’à 9 000 €')
  expect(lu).not.toContain('7 000 €')
})

it('au bout d’un mois elle descend dans la liste', async () => {
  m.w.regler('2021-12-09T10:00:00')
  expect(await espace(m.vico)).not.toContain('Lire la décision')
  m.w.regler(NOTIFIE)
})
