import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chercherDehors, estPublique, lireAilleurs, meneDedans } from './ailleurs.ts'

let serveur: Server
let port: number
let demandes = 0
beforeAll(async () => {
  serveur = createServer((q, r) => {
    demandes++
    if (q.url === '/lent') return
    if (q.url === '/ailleurs') return void r.writeHead(302, { location: '/ici' }).end()
    r.end(q.url === '/long' ? 'x'.repeat(5000) : 'voici')
  }).listen(0, '127.0.0.1')
  await once(serveur, 'listening')
  port = (serveur.address() as AddressInfo).port
})
afterAll(() => {
  serveur.closeAllConnections()
  serveur.close()
})
const lire = (chemin: string, interne: boolean, hote = '127.0.0.1') =>
  lireAilleurs(`http://${hote}:${port}${chemin}`, { delaiMs: 400, octets: 1000, interne })

it('une adresse interne n’est demandée que si l’installation l’a nommée', async () => {
  expect(await lire('/ici', true)).toBe('voici')
  demandes = 0
  for (const hote of ['127.0.0.1', 'localhost', '[::1]', '0.0.0.0']) {
    expect(await lire('/ici', false, hote)).toBeUndefined()
    expect(await lireAilleurs(`https://${hote}:${port}/ici`, { delaiMs: 400, octets: 1000, interne: false })).toBeUndefined()
  }
  expect(demandes).toBe(0)
})

it('ce qui est lent, trop long ou renvoie ailleurs n’est pas lu', async () => {
  for (const chemin of ['/lent', '/long', '/ailleurs']) expect(await lire(chemin, true), chemin).toBeUndefined()
})

// seen to fail: when every address found is taken
it('un nom qui désigne une machine interne est refusé quand il se cherche, et pas seulement quand il se lit', async () => {
  const chercher = (nom: string, all: boolean) =>
    new Promise((resoudre, rejeter) => chercherDehors(nom, { all }, (e, a) => (e ? rejeter(e) : resoudre(a))))
  for (const all of [true, false]) await expect(chercher('localhost', all)).rejects.toThrow()
})

it('les adresses de cette machine, des réseaux locaux, de la documentation et de leurs formes cachées ne sont pas publiques', () => {
  for (const ip of [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
  ])
    expect(estPublique(ip), ip).toBe(false)
  for (const ip of [
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'pas une adresse',
  ])
    expect(estPublique(ip), ip).toBe(false)
  for (const ip of ['8.8.8.8', '185.1.2.3', '2a01:e0a::1']) expect(estPublique(ip), ip).toBe(true)
  for (const url of ['https://localhost./', 'https://a.localhost', 'https://base', 'https://x.internal.', 'https://0177.0.0.1'])
    expect(meneDedans(url), url).toBe(true)
  expect(meneDedans('https://annuaire.example')).toBe(false)
})
