import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../test/instruits.ts'

let m: MondeInstruction
beforeAll(async () => {
  m = await ouvrirInstruction()
})
afterAll(() => m.w.close())

const JOURS_APRES = 14
const DEMANDE = {
  expert: 'Direction du numérique',
  demande: 'La solution tient-elle ?',
  parties: 'c:projet:resume',
  jours: `${JOURS_APRES}`,
}
const REPONSE = { sens: 'favorable', texte: 'Oui.', liens: 'aucun', lien: '' }
let n = 0
/** The link of a request made on this day. */
async function lienDu(jour: string) {
  const [id, courriel] = [await m.dossier(), `tardif-${++n}@guichet.example`]
  m.w.regler(`${jour}T10:00:00`)
  expect((await m.w.post(paths.instruction.avis(id), { ...DEMANDE, courriel }, m.referent.cookie)).status).toBe(303)
  return (await m.w.courriels()).find(c => c.destinataire === courriel)!.lien!
}

// seen to fail: « jusqu’au 12 octobre inclus » ended with the last whole second of that day
it.each([
  ['en automne', '2021-09-28', '2021-10-12T21:59:59.600Z'],
  ['le jour du passage à l’heure d’hiver', '2021-10-17', '2021-10-31T22:59:59.600Z'],
])('%s, l’expert répond jusqu’au bout du dernier jour, et plus à minuit', async (_quand, demandeLe, dernierInstant) => {
  const [a, b] = [await lienDu(demandeLe), await lienDu(demandeLe)]
  m.w.horloge.regler(new Date(dernierInstant))
  expect((await m.w.get(a)).status).toBe(200)
  expect((await m.w.post(a, REPONSE)).status).toBe(303)
  m.w.horloge.regler(new Date(Date.parse(dernierInstant) + 400))
  expect((await m.w.post(b, REPONSE)).status).toBe(409)
  expect((await m.w.get(b)).status).toBe(410)
})
