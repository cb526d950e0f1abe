import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeCredits, ouvrirCredits } from '../../../test/credits.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeCredits
let autre: Awaited<ReturnType<MondeCredits['w']['compte']>>
beforeAll(async () => {
  m = await ouvrirCredits()
  autre = await m.w.compte({ nom: 'Adjointe', roles: [{ role: 'administrateur', departements: [], volets: [] }] })
})
afterAll(() => m.w.close())
const liste = async (qui = m.admin) => (await lisible(await m.w.get(paths.instruction.boite, qui.cookie))).replace(/[\u00a0\u202f]/g, ' ')

it('le document d’un mouvement attend dans la liste de son auteur, puis y est en retard\u00a0; défait, il n’attend plus', async () => {
  const e = await m.ouvrir(1_000_000, { libelle: 'Corse-du-Sud' })
  expect(await liste()).not.toContain('document à joindre')
  const id = await m.ecrire({ genre: 'abondement', e, montant: 15_000_000 })
  const garde = await m.ecrire({ genre: 'reserve', e, montant: 100_000 })
  const lue = await liste()
  for (const mot of ['2 documents à joindre', 'Abondement de 150 000 €', 'avant le']) expect(lue).toContain(mot)
  expect(await liste(autre)).not.toContain('à joindre')
  m.w.horloge.instant = new Date(m.w.horloge.instant.getTime() + 7 * 86_400_000 + 1)
  expect(await liste()).toContain('en retard depuis le')
  await m.ecrire({ genre: 'reduction', e, montant: 15_000_000, annule: id })
  const reste = await liste()
  expect(reste).toContain('Un document à joindre')
  expect(reste).toContain('Mise en réserve de 1 000 €')
  await m.q(
    "insert into document_credits (mouvement_id, guichet_id, nom, taille, sha256, cle, depose_par, depose_le) values ($1, $2, 'a.pdf', 10, repeat('a', 64), 'cle', $3, $4)",
    [garde, m.w.guichetId, m.admin.id, m.w.horloge.instant],
  )
  expect(await liste()).not.toContain('à joindre')
})
