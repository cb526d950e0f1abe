import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paths } from '../../../paths.ts'
import { formulaire, type MondeSuivis, ouvrirSuivis } from '../../../test/suivi.ts'
import { lisible } from '../../../test/vico.ts'
import { URL_TEST } from '../../../test/world.ts'
import { ouvrirSuivisManquants } from '../index.ts'

/** A project whose dossier has neither milestone nor indicator: what it says of where it stands. */
let m: MondeSuivis
let d: string
let b: string
let url: string
beforeAll(async () => {
  m = await ouvrirSuivis()
})
afterAll(() => m.w.close())
beforeEach(async () => {
  ;({ dossier: d, bilan: b } = await m.unBilan('2022-01-04T10:12:00'))
  for (const t of ['jalon', 'indicateur']) await m.w.owner.query(`delete from ${t} where dossier_id = $1`, [d])
  url = paths.bilans.voir(d, b)
})
const lire = async (chemin = url, cookie = m.vico.cookie) =>
  (await lisible(await m.w.get(chemin, cookie))).replace(/[\u00a0\u202f]/g, ' ').replaceAll('&#8239;', ' ')
const envoyer = async (suite: string, plus: Record<string, string> = {}) =>
  m.w.post(url, { ...(await formulaire(m.w, url, m.vico.cookie)), ...plus, _suite: suite }, m.vico.cookie)
const DIT = { ou_en_est: 'Le marché est signé.', part_faite: '35 %' }

test('sans jalon ni indicateur, je dis où en est le projet\u00a0: l’accusé et le service le disent', async () => {
  expect(await lire()).toContain('la phrase du début suffit')
  // nothing was said before: nothing is taken from the dossier
  expect(await lire()).not.toMatch(/Repris du dossier En une phrase/)
  expect((await envoyer('rester', DIT)).status).toBe(303)
  for (const mot of ['Était vide', 'Avancement du projet : 35 %']) expect(await lire()).toContain(mot)
  // nothing else changed: it is something new
  expect((await m.w.post(paths.bilans.rien(d, b), {}, m.vico.cookie)).headers.get('location')).toBe(url)
  expect((await envoyer('deposer')).status).toBe(303)
  const { rows } = await m.w.owner.query('select ou_en_est, avancement from bilan where id = $1', [b])
  expect(rows).toEqual([{ ou_en_est: 'Le marché est signé.', avancement: 35 }])
  for (const page of [await lire(), await lire(paths.suivi.lecture(b), m.referent.cookie)])
    for (const mot of ['35 % du projet', 'Le marché est signé.']) expect(page).toContain(mot)
  expect(await lire(paths.suivi.lecture(b), m.referent.cookie)).toContain('Avancement du projet : sans pourcentage, maintenant 35 %')
  const [{ contenu }] = (await m.w.owner.query('select contenu from bilan_depot where bilan_id = $1', [b])).rows
  expect(contenu.avancement).toEqual({ texte: 'Le marché est signé.', part: 35, avant: { texte: '', part: null } })
})

// the page takes a revision that jumps for the work of somebody else
test('ce que j’écris au fil de la saisie avance la page d’un pas, et d’un seul', async () => {
  const revision = async () =>
    Number(/data-enregistrement-revision-value="(\d+)"/.exec(await (await m.w.get(url, m.vico.cookie)).text())?.[1])
  const avant = await revision()
  for (const pas of [1, 2]) {
    const r = await m.w.app.request(URL_TEST + url, {
      method: 'PUT',
      headers: { origin: URL_TEST, cookie: m.vico.cookie },
      body: new URLSearchParams({ ou_en_est: `Étape ${pas}.` }),
    })
    expect([r.status, ((await r.json()) as { revision: number }).revision]).toEqual([200, avant + pas])
    expect(await revision()).toBe(avant + pas)
  }
})

test('le bilan suivant repart de là\u00a0; ce qui n’est pas un pourcentage est dit, et rien n’est perdu', async () => {
  await envoyer('deposer', DIT)
  m.w.regler('2022-04-04T10:00:00')
  await ouvrirSuivisManquants(m.w.deps, m.w.horloge.instant)
  b = (await m.bilans(d))[1]!.id
  url = paths.bilans.voir(d, b)
  expect(await formulaire(m.w, url, m.vico.cookie)).toMatchObject({ ou_en_est: 'Le marché est signé.', part_faite: '35' })
  expect(await lire(paths.bilans.rien(d, b))).toContain('L’avancement n’a pas changé')
  for (const faux of ['120', '-3', '12,5', 'presque tout']) {
    const r = await envoyer('deposer', { part_faite: faux, ou_en_est: 'Tout est livré.' })
    expect(r.status).toBe(422)
    const page = await lisible(r)
    expect(page).toContain('écrivez un nombre entier de 0 à 100')
    expect(await formulaire(m.w, url, m.vico.cookie)).toMatchObject({ part_faite: faux, ou_en_est: 'Tout est livré.' })
  }
  expect(await lisible(await envoyer('deposer', { part_faite: '100', ou_en_est: 'x'.repeat(2001) }))).toContain('2001')
  expect((await envoyer('deposer', { part_faite: '100', ou_en_est: '' })).status).toBe(303)
  expect(await lire()).toContain('100 % du projet (avant : 35 %)')
})

// seen to fail: when the sentence is asked of projects without a milestone alone
test('un projet qui a des jalons commence aussi par une phrase\u00a0; le pourcentage, ses jalons le disent', async () => {
  ;({ dossier: d, bilan: b } = await m.unBilan('2022-01-04T10:12:00'))
  url = paths.bilans.voir(d, b)
  expect(Object.keys(await formulaire(m.w, url, m.vico.cookie))).not.toContain('part_faite')
  expect(await lire()).toMatch(/Où en est-on \?.*En une phrase.*Avancement.*Indicateurs/)
  await envoyer('deposer', DIT)
  expect(await lire(paths.suivi.lecture(b), m.referent.cookie)).toContain('Le porteur dit où en est le projet.')
  const { rows } = await m.w.owner.query('select ou_en_est, avancement from bilan where id = $1', [b])
  expect(rows).toEqual([{ ou_en_est: 'Le marché est signé.', avancement: null }])
})
