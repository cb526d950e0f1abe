import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { entrerParLien, navigateur, oublierLimites } from '../navigateur.ts'
import { openWorld, type World } from '../world.ts'

/**
 * Whoever asks cannot tell whether an address has an account: same words, same headers, same mails, and the same work but for one reading by index, lost beside the
 * scrypt that every wrong password costs. Work is counted in queries, never in time.
 * Seen to fail: when no link is mailed to an address without account, and with « Aucun compte ». Wrong passwords in a row: `compte.test.ts`.
 */
let w: World
let requetes = 0
const MOT_DE_PASSE = 'quatre mots pris au hasard'
const adresses: Record<string, string> = { inconnue: 'personne-0000@guichet.example' }
beforeAll(async () => {
  w = await openWorld({ onQuery: () => requetes++ })
  adresses.connue = (await w.compte()).courriel
  const n = navigateur(w)
  adresses['avec mot de passe'] = 'mairie-0001@guichet.example'
  await entrerParLien(w, n, adresses['avec mot de passe'])
  expect((await n.post(paths.compte.motDePasse, { actuel: '', nouveau: MOT_DE_PASSE })).headers.get('location')).toContain(
    'fait=mot_de_passe',
  )
})
afterAll(() => w.close())
beforeEach(() => oublierLimites(w))

async function demander(courriel: string, chemin: string, corps: Record<string, string>, cookie?: string) {
  await oublierLimites(w)
  const avant = (await w.courriels()).length
  requetes = 0
  const r = await w.post(chemin, corps, cookie)
  const n = requetes
  const sans = (t: string) => t.replaceAll(courriel, 'X').replaceAll(encodeURIComponent(courriel), 'X')
  return {
    statut: r.status,
    texte: sans(await r.text()),
    vers: sans(r.headers.get('location') ?? ''),
    entetes: [...r.headers.keys()].sort(),
    requetes: n,
    courriels: (await w.courriels()).length - avant,
  }
}

it.each([
  ['un mot de passe faux', paths.connexion, (c: string) => ({ courriel_mdp: c, mot_de_passe: 'un autre mot de passe' }), 1],
  ['un lien', paths.connexionLien, (c: string) => ({ courriel: c }), 0],
])('%s\u00a0: rien ne dit si l’adresse a un compte', async (_quoi, chemin, corps, lectures) => {
  const recus = []
  for (const courriel of Object.values(adresses)) recus.push(await demander(courriel, chemin, corps(courriel)))
  const [inconnue, ...connues] = recus
  expect(inconnue!.courriels).toBe(chemin === paths.connexionLien ? 1 : 0)
  for (const r of connues) {
    expect({ ...r, requetes: 0 }).toEqual({ ...inconnue, requetes: 0 })
    expect(r.requetes - inconnue!.requetes).toBeLessThanOrEqual(lectures)
    expect(r.requetes).toBeGreaterThanOrEqual(inconnue!.requetes)
  }
})

it('inviter un collègue se passe de même, que son adresse ait un compte ou non', async () => {
  const membre = await w.compte({ structures: ['Vico'] })
  const invitations = paths.structures.invitations((await w.structure('Vico')).id)
  const recus = []
  for (const courriel of [adresses.connue!, 'autre-0000@guichet.example'])
    recus.push({ ...(await demander(courriel, invitations, { courriel }, membre.cookie)), entetes: [] })
  expect(recus[0]).toMatchObject({ statut: 303, courriels: 1 })
  expect(recus[1]).toEqual(recus[0])
})

it('demander à entrer par une clé d’accès ne nomme aucune clé', async () => {
  const r = await w.get('/api/auth/passkey/generate-authenticate-options')
  expect(await r.json()).not.toHaveProperty('allowCredentials')
})
