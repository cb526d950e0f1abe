import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { type ClientRequest, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import type { Ctx } from '../../http.ts'
import { paths } from '../../paths.ts'
import { openWorld, URL_TEST, type World } from '../../test/world.ts'
import { publierFichier } from '../appels/index.ts'
import { TAILLE_MAX } from '../fichiers/index.ts'
import { servirPiece } from './pieces-servir.ts'

let w: World
let serveur: Server
let url: string
let cookie: string
beforeAll(async () => {
  w = await openWorld()
  const appel = await w.auGuichet(tx => publierFichier(tx, w.ctx(), readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')))
  if (!appel.ok) throw new Error(appel.error[0]?.message)
  cookie = (await w.compte({ structures: ['Vico'] })).cookie
  const id = nouvelId()
  const { id: structure_id } = await w.structure('Vico')
  const { appelId: appel_id, versionId: appel_version_id } = appel.value
  const dates = { cree_le: w.horloge.instant, modifie_le: w.horloge.instant }
  const valeurs = { id, guichet_id: w.guichetId, appel_id, appel_version_id, structure_id, numero: 'ESSAI-1', etat: 'brouillon', ...dates }
  await w.auGuichet(tx => tx.insertInto('dossier').values(valeurs).execute())
  serveur = serve({ fetch: w.app.fetch, port: 0, hostname: '127.0.0.1' }) as Server
  await once(serveur, 'listening')
  url = `http://127.0.0.1:${(serveur.address() as AddressInfo).port}${paths.dossiers.pieces(id)}`
})
afterAll(async () => {
  serveur.closeAllConnections()
  serveur.close()
  await w.close()
})

const surDisque = () =>
  readdirSync(w.dossierFichiers, { recursive: true, withFileTypes: true })
    .filter(f => f.isFile())
    .map(f => f.name)
const DEBUT = '--x\r\ncontent-disposition: form-data; name="fichier-annexes"; filename="plans.pdf"\r\n\r\n'
/** A form with a file that begins as a PDF, 9 bytes; the rest is to be written. */
const poster = (taille: number): ClientRequest => {
  const r = request(url, {
    method: 'POST',
    headers: { origin: URL_TEST, cookie, 'content-type': 'multipart/form-data; boundary=x', 'content-length': taille },
  })
  r.write(`${DEBUT}%PDF-1.7\n`)
  return r
}

test('la connexion tombe en plein envoi\u202f: rien ne reste sur le disque', async () => {
  const r = poster(20_000_000)
  r.on('error', () => {})
  for (let i = 0; i < 30; i++) r.write(Buffer.alloc(100_000))
  await vi.waitFor(() => expect(surDisque()).toEqual([expect.stringMatching(/\.partiel$/)]), 10_000)
  r.destroy()
  await vi.waitFor(() => expect(surDisque()).toEqual([]), 10_000)
})

test('un octet de trop\u202f: la réponse arrive jusqu’au navigateur, avec sa phrase', { timeout: 60_000 }, async () => {
  const fin = '\r\n--x--\r\n'
  const r = poster(DEBUT.length + TAILLE_MAX + 1 + fin.length)
  const reponse = once(r, 'response')
  const bloc = Buffer.alloc(1_000_000)
  for (let reste = TAILLE_MAX - 8; reste > 0; reste -= bloc.length) if (!r.write(bloc.subarray(0, reste))) await once(r, 'drain')
  r.end(fin)
  const [recue] = (await reponse) as [IncomingMessage]
  const texte = Buffer.concat(await recue.toArray()).toString()
  expect([recue.statusCode, texte]).toEqual([422, expect.stringContaining('dépasse 200\u00a0Mo')])
  expect(surDisque()).toEqual([])
})

const piece = { id: 'p', code: 'annexes', nom: 'a.png', type: 'png', taille: 3, sha256: '', cle: '2021/absente', deposeeLe: new Date(0) }

test('une image affichée est mise au bac à sable, un PDF n’a droit à rien', async () => {
  const stockage = { ...w.deps.stockage, lire: () => Readable.from([Buffer.from('abc')]) }
  const seul = new Hono()
    .get('/png', c => servirPiece(c as unknown as Ctx, stockage, piece, { inline: true }))
    .get('/pdf', c => servirPiece(c as unknown as Ctx, stockage, { ...piece, type: 'pdf' }, { inline: true }))
  const png = await seul.request('/png')
  expect([png.headers.get('content-security-policy'), await png.text()]).toEqual([
    expect.stringMatching(/^sandbox; default-src 'none'/),
    'abc',
  ])
  expect((await seul.request('/pdf')).headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
  expect(await (await seul.request('/png', { method: 'HEAD' })).text()).toBe('')
})

test('des octets disparus du disque font une erreur, pas un fichier tronqué', async () => {
  const seul = new Hono().get('/', c => servirPiece(c as unknown as Ctx, w.deps.stockage, piece)).onError((_e, c) => c.text('erreur', 500))
  expect((await seul.request('/')).status).toBe(500)
})
