import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { lienDuCourriel, oublierLimites } from '../navigateur.ts'
import { commencer, joindre, publier, SLUG } from '../vico.ts'
import { openWorld, URL_TEST, type World } from '../world.ts'
import { adressesServies, nomAdresse, remplie } from './adresses-servies.ts'

/**
 * Requests that no page of ours would send, at every address.
 * Seen to fail: without `csrf` (a form that does not say where it comes from passed), without `refuserAilleurs` (JSON and unknown types passed), without `secureHeaders`, with a `retourSur` that takes any text, and
 * before the pages of a link said `no-store`.
 */
const MECHANT = 'mechant.example'
let w: World
let cookie: string
let id: string
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  cookie = (await w.compte({ structures: ['Vico'] })).cookie
  id = await commencer(w, cookie)
})
afterAll(() => w.close())

const servies = (...methodes: string[]) => adressesServies(w).filter(r => methodes.includes(r.methode))
const adresse = (chemin: string) =>
  remplie(chemin, { id, slug: SLUG, code: 'budget', etape: 'projet', formulaire: 'projet', numero: '1', jeton: 'jeton' })
const demander = (methode: string, chemin: string, entetes: Record<string, string>, corps?: BodyInit) =>
  w.app.request(URL_TEST + chemin, { method: methode, headers: { cookie, ...entetes }, ...(corps === undefined ? {} : { body: corps }) })
/** Ends the session of this reader, or sets the clock. */
const HORS_SUJET = /^\/(deconnexion|compte\/|demo\/(session|horloge))/

describe('une requête venue d’ailleurs', () => {
  it.each([
    ['un formulaire', 'application/x-www-form-urlencoded', { origin: `https://${MECHANT}`, 'sec-fetch-site': 'cross-site' }],
    ['un formulaire avec un fichier', 'multipart/form-data; boundary=x', { origin: `https://${MECHANT}` }],
    ['un texte', 'text/plain', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['un formulaire qui ne dit pas d’où il vient', 'application/x-www-form-urlencoded', {}],
    ['des octets sans genre', '', { origin: `https://${MECHANT}` }],
    ['du JSON', 'application/json', { origin: `https://${MECHANT}`, 'sec-fetch-site': 'cross-site' }],
    ['un genre inventé', 'application/x-autre', { origin: 'null' }],
    [
      'un formulaire d’un sous-domaine',
      'application/x-www-form-urlencoded',
      { origin: `http://autre.localhost:3000`, 'sec-fetch-site': 'same-site' },
    ],
  ])(
    '%s est refusé à chaque adresse, et n’écrit rien',
    async (_quoi, type, entetes) => {
      const avant = (await w.journal()).length
      const passe: string[] = []
      for (const r of servies('POST', 'PUT', 'DELETE', 'PATCH')) {
        const corps = type ? 'titre=x' : new Uint8Array([0x74])
        const reponse = await demander(r.methode, adresse(r.chemin), { ...(type ? { 'content-type': type } : {}), ...entetes }, corps)
        if (reponse.status !== 403) passe.push(`${nomAdresse(r)} ${reponse.status}`)
      }
      expect(passe).toEqual([])
      expect((await w.journal()).length).toBe(avant)
    },
    30_000,
  )

  it('aucune page ne s’ouvre aux scripts d’un autre site, sauf les données ouvertes', async () => {
    const ouvertes: string[] = []
    for (const r of servies('GET')) {
      const { headers, body } = await demander('GET', adresse(r.chemin), { origin: `https://${MECHANT}` })
      if (headers.get('access-control-allow-origin')) ouvertes.push(r.chemin)
      expect(headers.get('access-control-allow-credentials'), r.chemin).toBeNull()
      expect(headers.get('x-content-type-options'), r.chemin).toBe('nosniff')
      expect(headers.get('content-security-policy'), r.chemin).toMatch(/frame-ancestors '(none|self)'/)
      await body?.cancel()
    }
    expect(ouvertes.filter(c => !/^\/(donnees|p|suivre-l-argent)\//.test(c))).toEqual([])
    const prealable = await demander('OPTIONS', paths.dossiers.depot(id), {
      origin: `https://${MECHANT}`,
      'access-control-request-method': 'PUT',
    })
    expect(prealable.headers.get('access-control-allow-origin')).toBeNull()
  }, 30_000)
})

it('une page qui porte un jeton ou une adresse n’est gardée par personne', async () => {
  for (const chemin of [
    paths.connexionLienRecu('jeton'),
    `${paths.connexionLien}?courriel=mairie@guichet.example`,
    paths.connexionCode,
    paths.avis.voir('jeton'),
    paths.nouvelles.voir('jeton'),
  ]) {
    const r = await w.get(chemin)
    expect(r.headers.get('cache-control'), chemin).toBe('no-store')
    expect(r.headers.get('referrer-policy'), chemin).toBe('same-origin')
  }
})

describe('on n’est jamais envoyé ailleurs', () => {
  // other shapes, at random, are in `analyseurs-http.test.ts`
  it.each([`//${MECHANT}`, `/x\r\nset-cookie: a=b`])(
    'par « %j », quel que soit le champ',
    async piege => {
      const champs = ['retour', 'callbackURL', 'redirect', 'url', 'next', 'suite', 'liste', 'vue', 'errorCallbackURL']
      const saisie = new URLSearchParams(champs.map(c => [c, piege]))
      for (const r of servies('GET', 'POST').filter(r => !HORS_SUJET.test(r.chemin) || r.chemin.startsWith('/demo/'))) {
        const chemin = `${adresse(r.chemin)}?${saisie}`
        for (const session of HORS_SUJET.test(r.chemin) ? [''] : ['', cookie]) {
          const corps = r.methode === 'POST' ? saisie : undefined
          const reponse = await demander(r.methode, chemin, { origin: URL_TEST, cookie: session }, corps)
          const ou = reponse.headers.get('location')
          if (ou) expect(new URL(ou, URL_TEST).origin, nomAdresse(r)).toBe(URL_TEST)
          expect(reponse.headers.get('set-cookie') ?? '', nomAdresse(r)).not.toContain('a=b')
          await reponse.body?.cancel()
        }
      }
    },
    30_000,
  )

  it('ni par le nom d’hôte que la requête annonce\u00a0: liens, courriels et fichiers gardent le nôtre', async () => {
    const entetes = { 'x-forwarded-host': MECHANT, forwarded: `host=${MECHANT}`, 'x-forwarded-proto': 'javascript' }
    await oublierLimites(w)
    await w.post(paths.connexionLien, { courriel: 'hote@guichet.example' }, undefined, entetes)
    expect(await lienDuCourriel(w, 'hote@guichet.example')).toMatch(/^\/connexion\/lien\//)
    for (const r of servies('GET')) {
      const reponse = await demander('GET', adresse(r.chemin), entetes)
      expect([await reponse.text(), ...reponse.headers.values()].join(' '), r.chemin).not.toContain(MECHANT)
    }
  }, 30_000)
})

// Seen to fail: without `refuserHote`, and with every name taken when `HOTES` is set.
it('un nom d’hôte qui n’est pas le nôtre n’ouvre aucune page\u00a0; le nôtre, ceux que l’on a réglés et les adresses en chiffres, si', async () => {
  for (const methode of ['GET', 'POST'] as const)
    for (const r of servies(methode)) {
      if (r.chemin === paths.sante) continue
      const reponse = await demander(methode, adresse(r.chemin), {
        host: MECHANT,
        origin: `http://${MECHANT}`,
        'sec-fetch-site': 'same-origin',
      })
      expect([reponse.status, (await reponse.text()).includes(MECHANT)], r.chemin).toEqual([421, false])
    }
  const autres = await openWorld({ env: { HOTES: 'guichet.maison, Salle.example' } })
  const statut = async (host: string, monde = w) => (await monde.get(paths.appels.liste, undefined, { host })).status
  for (const host of ['localhost', 'localhost:3000', '127.0.0.1:3000', '[::1]:3000', '192.168.1.7', 'LOCALHOST'])
    expect(await statut(host), host).toBe(200)
  for (const host of ['guichet.maison:3000', 'salle.example'])
    expect([await statut(host), await statut(host, autres)], host).toEqual([421, 200])
  const piegees = ['localhost.mechant.example', '127.0.0.1.mechant.example', 'localhost@mechant.example', 'mechant.example#localhost', '']
  for (const host of piegees) expect(await statut(host, autres), host).toBe(421)
  expect((await w.get(paths.sante, undefined, { host: 'web:3000' })).status).toBe(200)
  await autres.close()
}, 30_000)

it('une méthode déguisée n’en est pas une autre', async () => {
  for (const nom of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
    expect((await demander('GET', paths.deconnexion, { [nom]: 'POST' })).status).toBe(404)
    const r = await demander(
      'POST',
      `${paths.espace}?_method=DELETE`,
      { [nom]: 'DELETE', origin: URL_TEST },
      new URLSearchParams({ _method: 'DELETE' }),
    )
    expect(r.status).toBe(404)
  }
  for (const methode of ['DELETE', 'PATCH', 'PROPFIND'])
    expect((await demander(methode, paths.dossiers.voir(id), { origin: URL_TEST })).status).toBe(404)
  expect((await w.get(paths.espace, cookie)).status).toBe(200)
})

// Seen to fail: with a type that nobody asked for kept as a PDF (`juger`), a drawing and a page come in.
describe('un fichier envoyé ne devient jamais une page de notre site', () => {
  // the requests above may have given the first dossier up
  beforeAll(async () => {
    cookie = (await w.compte({ structures: ['Olmeto'] })).cookie
    id = await commencer(w, cookie)
  })
  const polyglottes: [string, string, string][] = [
    ['un PDF qui est aussi une page', '%PDF-1.7\n<html><script>alert(1)</script></html>\ntrailer\n<<>>\n%%EOF\n', 'budget.pdf'],
    ['un PDF nommé page', '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n', 'budget.html'],
  ]
  it.each(polyglottes)('%s', async (_quoi, octets, nom) => {
    expect((await joindre(w, cookie, id, 'budget', new Blob([octets], { type: 'text/html' }), nom)).status).toBe(303)
    const { rows } = await w.owner.query("select id, nom from piece where dossier_id = $1 and code = 'budget' order by id desc limit 1", [
      id,
    ])
    expect(rows[0].nom).toMatch(/\.pdf$/)
    const { headers, status } = await w.get(paths.dossiers.piece(id, 'budget', rows[0].id), cookie)
    expect([status, headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([200, 'application/pdf', 'nosniff'])
    expect(headers.get('content-disposition')).toMatch(/^(attachment|inline)/)
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/)
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  })

  it.each([
    ['un dessin SVG qui porte un script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'budget.svg'],
    ['une page', '<!doctype html><script>alert(1)</script>', 'budget.html'],
    ['une page nommée PDF', '<!doctype html><script>alert(1)</script>', 'budget.pdf'],
    ['une image qui n’en est pas une', 'GIF89a/*<svg/onload=alert(1)>*/', 'budget.pdf'],
  ])('%s est refusé', async (_quoi, octets, nom) => {
    expect((await joindre(w, cookie, id, 'budget', new Blob([octets]), nom)).status).toBe(422)
  })
})
