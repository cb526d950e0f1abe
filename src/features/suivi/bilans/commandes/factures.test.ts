import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../../paths.ts'
import { COMMANDE, formulaire, type MondeSuivis, ouvrirSuivis } from '../../../../test/suivi.ts'

let m: MondeSuivis
beforeAll(async () => {
  m = await ouvrirSuivis()
})
afterAll(() => m.w.close())

it('la commande que je retire emporte sa facture\u00a0; celle d’une autre commande et mes photos restent', async () => {
  const { dossier: d, bilan: b } = await m.unBilan('2022-01-04T10:12:00')
  const url = paths.bilans.voir(d, b)
  const envoyer = async (suite: string, plus: Record<string, string> = {}) =>
    m.w.post(url, { ...(await formulaire(m.w, url, m.vico.cookie)), ...plus, _suite: suite }, m.vico.cookie)
  const joindre = async (nom: string, commande = '') => {
    const corps = new FormData()
    corps.append('commande', commande)
    corps.append('fichier', new Blob([`%PDF-1.7\n% ${nom}\ntrailer\n<<>>\n%%EOF\n`]), nom)
    expect((await m.w.post(paths.bilans.pieces(d, b), corps, m.vico.cookie)).status).toBe(303)
  }
  await envoyer('ajouter', { ...COMMANDE, 'c.objet': 'Portail' })
  await envoyer('ajouter', { ...COMMANDE, 'c.objet': 'Formation', 'c.ht': '120', 'c.ttc': '144' })
  const { rows } = await m.w.owner.query('select id, objet from commande where bilan_id = $1 order by objet desc', [b])
  expect(rows.map(r => r.objet)).toEqual(['Portail', 'Formation'])
  await joindre('portail.pdf', rows[0].id)
  await joindre('formation.pdf', rows[1].id)
  await joindre('photo.pdf')
  expect((await envoyer(`retirer:${rows[0].id}`)).status).toBe(303)
  const page = await (await m.w.get(paths.bilans.pieces(d, b), m.vico.cookie)).text()
  expect(['portail.pdf', 'formation.pdf', 'photo.pdf'].map(nom => page.includes(nom))).toEqual([false, true, true])
})
