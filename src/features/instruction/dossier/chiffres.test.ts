import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../../paths.ts'
import { gestesComplements } from '../../../test/complements.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { commencer, deposer, lisible, remplir } from '../../../test/vico.ts'

let m: MondeInstruction
beforeAll(async () => {
  m = await ouvrirInstruction()
})
afterAll(() => m.w.close())

test('en tête : la base que l’aide peut payer, sans le matériel, et ce que l’aide en représente', async () => {
  m.w.regler('2021-09-13T10:00:00')
  const id = await commencer(m.w, m.porteur.cookie)
  await remplir(m.w, m.porteur.cookie, id, { plan: { 'depenses.formati2.nature': 'materiel', aide: '7 500', part: '5 000,50' } })
  expect((await deposer(m.w, m.porteur.cookie, id)).status).toBe(303)
  const page = await lisible(await m.w.get(paths.instruction.dossier(id), m.referent.cookie))
  expect(page).toMatch(/Coût global 12 500,50 € Base éligible 10 000 € Aide demandée 7 500 € 60,0 % du coût, 75,0 % de la base/)
  expect(page).toContain('Part de la structure')
  expect(page).not.toContain('Votre part')
  expect(await lisible(await m.w.get(paths.dossiers.voir(id), m.porteur.cookie))).toContain('Votre part')
})

test('les avis d’experts se comptent\u00a0: ceux qui sont rendus, ceux que l’on attend', async () => {
  const id = await m.dossier()
  const dits = async () =>
    /Avis (\d.*?) (?!rendu|attendu|\d)/.exec(
      (await lisible(await m.w.get(paths.instruction.dossier(id), m.referent.cookie))).replaceAll('\u00a0', ' '),
    )?.[1]
  const avis = (rendu: boolean) =>
    m.w.owner.query(
      `insert into avis (id, guichet_id, dossier_id, expert, courriel, demande, champs, jeton_sha256, demande_par, demande_le, expire_le, rendu_le, sens, texte, sans_lien)
        values (gen_random_uuid(), $1, $2, 'Experte', 'experte@guichet.example', 'Votre avis\u00a0?', '{}', encode(sha256(gen_random_uuid()::text::bytea), 'hex'), $3,
          $4::timestamptz, $4::timestamptz + interval '10 days', case when $5 then $4::timestamptz end, case when $5 then 'favorable' end, case when $5 then 'Oui.' end, case when $5 then true end)`,
      [m.w.guichetId, id, m.referent.id, m.w.horloge.instant, rendu],
    )
  await avis(true)
  expect(await dits()).toBe('1 rendu')
  await avis(true)
  await avis(false)
  expect(await dits()).toBe('2 rendus, 1 attendu')
})

test('sous les pièces : le dossier est complet quand rien n’est redemandé, pas encore quand une réponse est attendue', async () => {
  const id = await m.dossier()
  const page = async () => lisible(await m.w.get(paths.instruction.dossier(id), m.referent.cookie))
  expect(await page()).toContain('Complet : oui. Toutes les pièces sont là, et aucune demande de compléments n’attend.')
  await gestesComplements(m, id).demander()
  expect(await page()).toContain('Complet : pas encore. 1 point en attente de la réponse du porteur.')
})
