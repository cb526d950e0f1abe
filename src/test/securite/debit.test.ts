import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEBITS, limiteDebit } from '../../debit.tsx'
import type { Env } from '../../http.ts'
import { reseauDe } from '../../lib/adresse-ip.ts'
import { paths } from '../../paths.ts'
import { publier, SLUG } from '../vico.ts'
import { openWorld, URL_TEST, type World } from '../world.ts'

/** Seen to fail: without `limiteDebit` in `app.tsx`, the 121st simulation is answered; with the header of anybody believed, every request is a new visitor. */
let w: World
beforeAll(async () => {
  w = await openWorld({ env: { GUICHET_MODE: 'production', PROXY_DE_CONFIANCE: '127.0.0.1' } })
  await publier(w)
})
afterAll(() => w.close())
const demander = (chemin: string, adresse: string, methode = 'GET') =>
  w.app.request(URL_TEST + chemin, { method: methode, headers: { 'x-forwarded-for': `6.6.6.6, ${adresse}`, origin: URL_TEST } })
const SIMULER = `${paths.eligibilite.resultat(SLUG)}?x=1`

describe('ce qui coûte cher est compté par adresse', () => {
  it('la 121e simulation de la minute attend, et le site dit combien\u00a0; le voisin passe', async () => {
    // counts are those of the machine's minute: one that ends now would begin them again
    const reste = 60_000 - (Date.now() % 60_000)
    if (reste < 8000) await sleep(reste)
    for (let n = 0; n < 120; n++) expect((await demander(SIMULER, '192.0.2.1')).status, String(n)).not.toBe(429)
    const trop = await demander(SIMULER, '192.0.2.1')
    expect(trop.status).toBe(429)
    expect(Number(trop.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await trop.text()).toContain('Trop d’essais')
    expect((await demander(SIMULER, '192.0.2.2')).status).not.toBe(429)
    // the rest of the site is not closed to whoever asked too much
    expect((await demander(paths.accueil, '192.0.2.1')).status).toBe(200)
  })

  it.each([
    ['recherches', 'GET', paths.structures.recherche],
    ['fichiers', 'GET', paths.donneesOuvertes.subventions()],
    ['fichiers', 'GET', paths.appels.cahierDesCharges(SLUG)],
    ['fichiers', 'GET', paths.appels.laureatsFeuilles.csv(SLUG)],
    ['fichiers', 'GET', paths.dossiers.zip('x')],
    ['verifications', 'POST', paths.verifier],
    ['envois', 'POST', paths.dossiers.pieces('x')],
    ['envois', 'POST', paths.dossiers.octets('x', 'budget', 'y')],
    ['envois', 'POST', paths.dossiers.importPlan('x')],
    ['envois', 'POST', paths.bilans.importCommandes('x', 'y')],
    ['envois', 'POST', paths.dossiers.echanges('x')],
    ['envois', 'POST', paths.actes.signature('x', 'y')],
  ])('%s\u00a0: %s %s', (nom, methode, chemin) => {
    expect(DEBITS.find(d => d.methode === methode && d.motif.test(chemin))?.nom).toBe(nom)
  })

  it('la minute suivante, on recommence\u00a0; un réseau IPv6 compte pour un', async () => {
    let instant = 0
    const app = new Hono<Env>()
    app.use(
      async (c, next) => {
        c.set('adresseClient', c.req.header('x-adresse')!)
        await next()
      },
      limiteDebit(
        () => w.deps as never,
        () => instant,
      ),
    )
    app.onError((_e, c) => c.text('refus', 429))
    app.get('/a.pdf', c => c.text('ok'))
    const statut = async (adresse: string) => (await app.request('/a.pdf', { headers: { 'x-adresse': adresse } })).status
    for (let n = 0; n < 240; n++) expect(await statut(`2001:db8:0:1::${n.toString(16)}`)).toBe(200)
    expect(await statut('2001:db8:0:1::ffff')).toBe(429)
    expect(await statut('2001:db8:0:2::1')).toBe(200)
    instant = 60_000
    expect(await statut('2001:db8:0:1::1')).toBe(200)
  })

  // Seen to fail: with the first four groups taken as they are written, « 2001:db8::1 » and « 2001:db8::2 » were two visitors (so they were).
  it.each([
    ['2001:db8::1', '2001:db8::2'],
    ['2001:db8::1', '2001:db8:0:0:ffff::'],
    ['2001:db8:0:1::9', '2001:0DB8:0000:0001:1:2:3:4'],
    ['::1', '::2'],
  ])('%s et %s sont d’un même réseau', (un, autre) => {
    expect(reseauDe(un)).toBe(reseauDe(autre))
    expect(reseauDe(un)).not.toBe(reseauDe('2001:db8:0:2::1'))
    expect(reseauDe('192.0.2.1')).toBe('192.0.2.1')
  })
})
