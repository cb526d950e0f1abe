import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createApp } from '../../app.tsx'
import { paths } from '../../paths.ts'
import { oublierLimites } from '../navigateur.ts'
import { openWorld, URL_TEST, type World } from '../world.ts'

/**
 * What guards accounts and mailboxes is counted in the database: two processes of the site, which share nothing else, count together. Real processes, behind nginx:
 * `pannes/production.panne.ts`.
 */
let w: World
let processus: World['app'][]
beforeAll(async () => {
  w = await openWorld({ env: { GUICHET_MODE: 'production', PROXY_DE_CONFIANCE: '127.0.0.1' } })
  processus = [w.app, createApp({ ...w.deps, assetsDir: w.dossierFichiers })]
})
afterAll(() => w.close())
beforeEach(() => oublierLimites(w))

/** Sends a form to one process, then the other, in turn. */
const envoyer = (n: number, chemin: string, corps: Record<string, string>, adresse: string) =>
  processus[n % 2]!.request(URL_TEST + chemin, {
    method: 'POST',
    headers: { origin: URL_TEST, 'x-forwarded-for': adresse },
    body: new URLSearchParams(corps),
  })
async function alternes(nombre: number, chemin: string, corps: (n: number) => Record<string, string>, adresse: (n: number) => string) {
  const statuts: number[] = []
  for (let n = 0; n < nombre; n++) statuts.push((await envoyer(n, chemin, corps(n), adresse(n))).status)
  return statuts
}
const lien = (n: number) => ({ courriel: `mairie-${n}@guichet.example` })

// Seen to fail: with `storage: 'memory'` in `rateLimit`, forgetting what the database counts changes nothing (these two processes of a test share their memory).
it('les liens de connexion\u00a0: le sixième de la minute attend, quel que soit le processus', async () => {
  expect(await alternes(7, paths.connexionLien, lien, () => '192.0.2.1')).toEqual([303, 303, 303, 303, 303, 429, 429])
  expect((await envoyer(0, paths.connexionLien, lien(9), '192.0.2.2')).status).toBe(303)
  await oublierLimites(w)
  expect((await envoyer(0, paths.connexionLien, lien(9), '192.0.2.1')).status).toBe(303)
})

it('un réseau IPv6 compte pour un, quelle que soit la machine qui demande', async () => {
  expect((await alternes(7, paths.connexionLien, lien, n => `2001:db8::${n + 1}`)).slice(-2)).toEqual([429, 429])
})

it('les mots de passe\u00a0: le quatrième essai attend, quel que soit le processus', async () => {
  const faux = (n: number) => ({ courriel_mdp: `mairie-${n}@guichet.example`, mot_de_passe: 'un mot de passe faux' })
  expect(await alternes(5, paths.connexion, faux, () => '192.0.2.3')).toEqual([422, 422, 422, 429, 429])
})

// Seen to fail: without the lock of `ecrireLienConnexion`, eleven mails (so it was).
it('vingt personnes qui demandent au même instant un lien pour une même boîte ne l’inondent pas\u00a0: cinq courriels', async () => {
  const courriel = 'visee@guichet.example'
  const r = await Promise.all(Array.from({ length: 20 }, (_, n) => envoyer(n, paths.connexionLien, { courriel }, `198.51.100.${n}`)))
  expect(r.map(x => x.status)).toEqual(Array(20).fill(303))
  expect((await w.courriels()).filter(c => c.destinataire === courriel)).toHaveLength(5)
})
