import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createApp } from '../../app.tsx'
import { paths } from '../../paths.ts'
import { entrerParLien, navigateur, oublierLimites } from '../../test/navigateur.ts'
import { openWorld, type World } from '../../test/world.ts'
import { ouvrirSession } from './index.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())
beforeEach(() => oublierLimites(w))

test('je vois mes sessions, j’en ferme une, puis toutes les autres', async () => {
  const appareils = [
    'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Mozilla/5.0 (iPhone) AppleWebKit/605 Version/18 Mobile Safari/604',
    'curl/8',
  ]
  const [moi, tel, script] = await Promise.all(appareils.map(async () => navigateur(w)))
  if (!moi || !tel || !script) throw new Error('three browsers')
  for (const n of [moi, tel, script]) await entrerParLien(w, n, 'sessions@guichet.example')
  const lignes = await w.db
    .selectFrom('session_http as s')
    .innerJoin('compte as c', 'c.id', 's.user_id')
    .select('s.id')
    .where('c.email', '=', 'sessions@guichet.example')
    .orderBy('s.created_at')
    .execute()
  for (const [i, { id }] of lignes.entries())
    await w.db
      .updateTable('session_http')
      .set({ user_agent: appareils[i] ?? null })
      .where('id', '=', id)
      .execute()

  const page = await (await moi.get(paths.compte.voir)).text()
  expect(page).toContain('Firefox sur Windows')
  expect(page).toContain('Safari sur iPhone')
  expect(page).toContain('Appareil inconnu')
  expect(page.match(/Cette session/g)).toHaveLength(1)
  expect((await moi.post(paths.compte.session(lignes[1]?.id ?? ''))).status).toBe(303)
  expect((await tel.get(paths.compte.voir)).status).toBe(303)
  expect((await script.get(paths.compte.voir)).status).toBe(200)
  expect((await moi.post(paths.compte.sessions)).status).toBe(303)
  expect((await script.get(paths.compte.voir)).status).toBe(303)
  expect((await moi.get(paths.compte.voir)).status).toBe(200)
})

test('je ne ferme pas la session d’une autre personne', async () => {
  const [moi, autre] = [navigateur(w), navigateur(w)]
  await entrerParLien(w, moi, 'moi@guichet.example')
  await entrerParLien(w, autre, 'autre@guichet.example')
  const { id } = await w.db
    .selectFrom('session_http as s')
    .innerJoin('compte as c', 'c.id', 's.user_id')
    .select('s.id')
    .where('c.email', '=', 'autre@guichet.example')
    .executeTakeFirstOrThrow()
  expect((await moi.post(paths.compte.session(id))).status).toBe(404)
  expect((await autre.get(paths.compte.voir)).status).toBe(200)
})

test('je donne mon nom\u00a0; vide, ou qui n’en est pas un, la page revient avec lui', async () => {
  const n = navigateur(w)
  await entrerParLien(w, n, 'nom@guichet.example')
  expect((await n.post(paths.compte.nom, { nom: ' Andrée d’Istria ' })).status).toBe(303)
  expect(await (await n.get(paths.compte.voir)).text()).toContain('value="Andrée d’Istria"')
  const refus = await n.post(paths.compte.nom, { nom: 'Andrée <b>' })
  expect([refus.status, await refus.text()]).toEqual([422, expect.stringContaining('value="Andrée &lt;b&gt;"')])
  expect((await n.post(paths.compte.nom, { nom: '  ' })).status).toBe(422)
  const recus = (await w.courriels()).filter(m => m.destinataire === 'nom@guichet.example')
  expect(recus.filter(m => m.sujet.includes('protection'))).toEqual([])
})

test('une session expirée n’ouvre plus rien', async () => {
  const n = navigateur(w)
  await entrerParLien(w, n, 'expire@guichet.example')
  await sql`update session_http set expires_at = clock_timestamp() - interval '1 second'`.execute(w.db)
  expect((await n.get(paths.compte.voir)).status).toBe(303)
  await entrerParLien(w, n, 'expire@guichet.example')
  const page = await (await n.get(paths.compte.voir)).text()
  expect([page.includes('Cette session'), page.includes('action="/compte/sessions/')]).toEqual([true, false])
})

test('la démonstration ouvre une session sans mot de passe, second facteur compris', async () => {
  const compte = await w.compte()
  const cookie = await ouvrirSession(w.deps, compte.id)
  expect(cookie).toMatch(/^guichet\.session_token=.*; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
  expect((await w.get(paths.compte.voir, cookie.split(';')[0])).status).toBe(200)
  expect(await ouvrirSession({ ...w.deps, urlPublique: 'https://x.example' }, compte.id)).toMatch(/^__Secure-guichet\..*; Secure$/)
})

// Seen to fail: with the prefix optional in the name that is read.
test('en https, un cookie sans son préfixe n’ouvre rien\u00a0: une page en clair ou un site voisin peut le poser', async () => {
  const compte = await w.compte()
  const deps = { ...w.deps, urlPublique: 'https://x.example' }
  const app = createApp({ ...deps, assetsDir: w.dossierFichiers })
  const page = async (cookie: string) => (await app.request('https://x.example/compte', { headers: { cookie } })).status
  const cookie = (await ouvrirSession(deps, compte.id)).split(';')[0]!
  const nu = cookie.replace('__Secure-', '')
  expect(nu).toBe(cookie.slice('__Secure-'.length))
  expect([await page(cookie), await page(`${nu}; ${cookie}`), await page(nu), await page(`x__Secure-${nu}`)]).toEqual([200, 200, 303, 303])
  // nor does it lead to the page of the code, between a password and its session
  const code = async (c: string) => (await app.request('https://x.example/connexion/code', { headers: { cookie: c } })).status
  expect([await code('__Secure-guichet.two_factor=x'), await code('guichet.two_factor=x')]).toEqual([200, 303])
})
