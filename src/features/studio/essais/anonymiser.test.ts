import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { commencer, lisible, REPONSES } from '../../../test/vico.ts'

const ITN7 = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
const { studio: p } = paths

let m: MondeInstruction
let admin: string
let id: string
let dossier: { id: string; numero: string }
beforeAll(async () => {
  m = await ouvrirInstruction()
  admin = m.administratrice.cookie
  const r = await m.w.post(p.accueil, { source: ITN7 }, admin)
  id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
  const depose = await m.dossier()
  const { rows } = await m.w.owner.query('select numero from dossier where id = $1', [depose])
  dossier = { id: depose, numero: rows[0].numero }
})
afterAll(() => m.w.close())
const source = async () => (await m.w.get(p.fichier(id), admin)).text()

// seen to fail: with the answers of `texte_court` kept
it('un dossier déposé devient un essai\u00a0: ses nombres, ses dates et ses choix, et pas un mot de personne', async () => {
  const avant = await source()
  const r = await m.w.post(p.essaiDuDossier(id), { numero: dossier.numero.toLowerCase() }, admin)
  expect(r.headers.get('location')).toContain('fait=anonyme')
  const apres = await source()
  expect(apres.startsWith(avant.trimEnd())).toBe(true)
  const ajoute = apres.slice(avant.trimEnd().length)
  for (const garde of [
    'volet: volet_3',
    '2022-01-03',
    'usagers_beneficiaires: 1860',
    'aide: 10 000 €',
    'prestation: 10 000 €',
    'feuille_de_route: approuvee',
  ])
    expect(ajoute).toContain(garde)
  const textes = Object.values(REPONSES).flatMap(e =>
    Object.entries(e).flatMap(([champ, v]) =>
      champ.startsWith('_') || /\.(nature|ht)$/.test(champ) ? [] : [v].flat().filter(x => / /.test(x) && /[a-zé]{4}/.test(x)),
    ),
  )
  expect(textes.length).toBeGreaterThan(10)
  for (const t of textes) expect(ajoute, t).not.toContain(t)
  const { rows } = await m.w.owner.query(
    'select nom, siren, code_insee from structure s join dossier d on d.structure_id = s.id where d.id = $1',
    [dossier.id],
  )
  for (const t of [rows[0].nom, rows[0].siren, rows[0].code_insee, 'guichet.example', '04 65', dossier.numero])
    expect(ajoute, t).not.toContain(t)
  // its own rules judge it as they judged the dossier, and the history says what was done
  expect(ajoute).toContain('depose: ')
  expect(await lisible(await m.w.get(p.brouillon(id), admin))).toContain('Essai « Dossier réel rendu anonyme » ajouté')
})

it('un numéro qui n’existe pas, ou qui n’est pas encore déposé, ne donne rien', async () => {
  const avant = await source()
  m.w.regler('2021-09-13T10:00:00')
  const brouillon = await commencer(m.w, m.porteur.cookie)
  const { rows } = await m.w.owner.query('select numero from dossier where id = $1', [brouillon])
  for (const numero of ['ITN7-9999', rows[0].numero, '']) {
    const r = await m.w.post(p.essaiDuDossier(id), { numero }, admin)
    expect([r.status, await lisible(r)]).toEqual([
      422,
      expect.stringMatching(/Aucun dossier déposé ne porte ce numéro|Écrivez le numéro du dossier/),
    ])
  }
  expect(await source()).toBe(avant)
})

it('un dossier que je ne peux pas lire n’existe pas : celui de ma propre commune', async () => {
  const avant = await source()
  const elue = (await m.w.compte({ structures: ['Vico'], roles: [roleDe('administrateur')] })).cookie
  const r = await m.w.post(p.essaiDuDossier(id), { numero: dossier.numero }, elue)
  expect([r.status, await lisible(r)]).toEqual([422, expect.stringContaining('Aucun dossier déposé ne porte ce numéro')])
  expect(await source()).toBe(avant)
})

it('un référent, qui peut pourtant lire ce dossier, n’ajoute pas d’essai', async () => {
  const avant = await source()
  expect((await m.w.post(p.essaiDuDossier(id), { numero: dossier.numero }, m.referent.cookie)).status).toBe(404)
  expect(await source()).toBe(avant)
})
