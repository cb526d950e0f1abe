import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { analyser, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { URL_TEST } from '../../../test/world.ts'

const i = paths.instruction
let m: MondeInstruction
let id: string
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
})
afterAll(() => m.w.close())

type Qui = { cookie: string }
/** What a page that was open sends: the changed fields, with the marks of what it showed. */
const taper = (champs: Record<string, string>, base: Record<string, string> = {}, qui: Qui = m.referent) =>
  m.w.app.request(URL_TEST + i.analyse(id), {
    method: 'PUT',
    headers: { origin: URL_TEST, cookie: qui.cookie },
    body: new URLSearchParams({ ...champs, _base: JSON.stringify(base), _page: 'page' }),
  })
const rapport = async () => (await m.w.owner.query('select points_forts, reserves, avis from rapport where dossier_id = $1', [id])).rows[0]

it('ce qu’on tape s’enregistre champ par champ ; la réponse donne de quoi continuer', async () => {
  const r = await taper({ points_forts: 'Un portail.' })
  expect(r.status).toBe(200)
  const dit = (await r.json()) as { marques: Record<string, string>; revision: number }
  expect(dit.revision).toBe(1)
  expect((await taper({ points_forts: 'Un portail utile.' }, dit.marques)).status).toBe(200)
  expect(await rapport()).toMatchObject({ points_forts: 'Un portail utile.' })
})

it('un collègue a changé le même champ : rien ne s’écrase, le reste est enregistré, et garder la sienne suffit', async () => {
  await taper({ points_forts: 'Le sien.' }, {}, m.collegue)
  const r = await taper({ points_forts: 'Le mien.', reserves: 'Aucune.' })
  expect(r.status).toBe(409)
  const dit = (await r.json()) as { conflits: { nom: string; html: string }[] }
  expect(dit.conflits).toMatchObject([{ nom: 'points_forts', par: 'Seconde référente de la Corse-du-Sud' }])
  expect(dit.conflits[0]!.html).toContain('Le sien.')
  expect(await rapport()).toMatchObject({ points_forts: 'Le sien.', reserves: 'Aucune.' })
  expect((await taper({ points_forts: 'Le mien.', '_choix.points_forts': 'mienne' })).status).toBe(200)
  expect(await rapport()).toMatchObject({ points_forts: 'Le mien.' })
})

it('six pages à la fois : une passe, cinq l’apprennent', async () => {
  const six = await Promise.all(Array.from({ length: 6 }, (_, n) => taper({ reserves: `Réserve ${n}.` })))
  expect(six.map(r => r.status).sort()).toEqual([200, 409, 409, 409, 409, 409])
})

it('trop long, ce champ attend et les autres passent ; terminée, la fiche ne change plus ; ailleurs elle n’existe pas', async () => {
  const r = await taper({ points_forts: 'x'.repeat(1501), avis: 'favorable' })
  expect(r.status).toBe(200)
  expect(((await r.json()) as { sauf?: string }).sauf).toBeTruthy()
  expect(await rapport()).toMatchObject({ points_forts: '', avis: 'favorable' })
  expect((await taper({ reserves: 'Non.' }, {}, m.ailleurs)).status).toBe(404)
  id = await m.dossier()
  expect((await analyser(m, id)).status).toBe(303)
  expect((await taper({ reserves: 'Trop tard.' })).status).toBe(409)
})
