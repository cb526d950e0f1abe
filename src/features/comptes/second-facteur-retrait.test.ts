import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { codeTotp, entrerParLien, navigateur, oublierLimites } from '../../test/navigateur.ts'
import { confirmer, connecte, inscrire, lienDe, ouvrirProduction } from '../../test/second-facteur.ts'
import type { World } from '../../test/world.ts'

let w: World
beforeAll(async () => {
  w = await ouvrirProduction()
})
afterAll(() => w.close())
beforeEach(() => oublierLimites(w))

test('je retire mon application, le code donné une nouvelle fois : il n’est plus demandé', async () => {
  const n = navigateur(w)
  const { secret } = await inscrire(w, n, 'retrait@guichet.example')
  await confirmer(w, n, secret)
  expect((await n.post(paths.compte.secondFacteurRetrait)).headers.get('location')).toContain('fait=second_facteur')
  expect(await connecte(n)).toBe(true)
  const autre = navigateur(w)
  expect((await entrerParLien(w, autre, 'retrait@guichet.example')).headers.get('location')).toBe(paths.structures.rejoindre)
})

// Seen to fail: without `versConfirmation` in each route, all of them pass.
test('ce qui affaiblit mon compte redemande le second facteur, et rien n’est fait avant', async () => {
  const n = navigateur(w)
  const { secret } = await inscrire(w, n, 'affaiblir@guichet.example')
  const { id } = await w.db.selectFrom('compte').select('id').where('email', '=', 'affaiblir@guichet.example').executeTakeFirstOrThrow()
  const cle = { public_key: 'x', credential_id: 'aff', counter: 0, device_type: 'singleDevice', backed_up: false }
  const { id: idCle } = await w.db
    .insertInto('cle_acces')
    .values({ user_id: id, name: 'Mairie', ...cle })
    .returning('id')
    .executeTakeFirstOrThrow()
  await w.db
    .insertInto('cle_acces')
    .values({ user_id: id, name: 'Maison', ...cle, credential_id: 'autre' })
    .execute()
  const actes: [string, Record<string, string>][] = [
    [paths.compte.secondFacteurRetrait, {}],
    [paths.compte.codesSecours, {}],
    [paths.compte.cleAcces(idCle), {}],
    [paths.compte.motDePasse, { nouveau: 'quatre mots sans rapport' }],
    [paths.conservation.suppression, { compris: 'oui' }],
  ]
  const avant = await w.db.selectFrom('second_facteur').selectAll().where('user_id', '=', id).executeTakeFirst()
  for (const [chemin, corps] of actes)
    expect((await n.post(chemin, corps)).headers.get('location'), chemin).toContain(`${paths.compte.confirmation}?retour=`)
  expect((await n.get('/api/auth/passkey/generate-register-options')).status).toBe(401)
  expect(await w.db.selectFrom('second_facteur').selectAll().where('user_id', '=', id).executeTakeFirst()).toEqual(avant)
  expect(await (await n.get(paths.compte.voir)).text()).toContain('donnez d’abord votre second facteur')

  expect((await n.post(paths.compte.confirmation, { code: codeTotp(secret, 60) })).status).toBe(422)
  await confirmer(w, n, secret)
  expect((await n.post(paths.compte.cleAcces(idCle))).headers.get('location')).toContain('fait=cle')
  // that one, and no other
  expect(await w.db.selectFrom('cle_acces').select('name').where('user_id', '=', id).execute()).toEqual([{ name: 'Maison' }])
  expect((await n.post(paths.compte.codesSecours)).status).toBe(200)
  expect((await n.post(paths.compte.motDePasse, { nouveau: 'quatre mots sans rapport' })).headers.get('location')).toContain(
    'fait=mot_de_passe',
  )
  const sujets = (await w.courriels()).filter(m => m.destinataire === 'affaiblir@guichet.example' && m.sujet.includes('protection'))
  expect(sujets.map(m => m.texte.split('\n\n')[1]?.split('. ')[0]).sort()).toEqual([
    'De nouveaux codes de secours remplacent les précédents',
    'Le mot de passe de votre compte a changé',
    'Une application donne maintenant le second facteur de votre compte',
    'Une clé d’accès est retirée de votre compte',
  ])
  await w.db
    .updateTable('session_http')
    .set({ confirmee_le: new Date(Date.now() - 6 * 60_000) })
    .where('user_id', '=', id)
    .execute()
  expect((await n.post(paths.compte.secondFacteurRetrait)).headers.get('location')).toContain(paths.compte.confirmation)
})

// Seen to fail: without the trigger `oublier_second_facteur` and with other sessions left open, both sessions keep the inbox.
test('un agent retire son second facteur : ses pages du service tombent à l’instant, dans toutes ses sessions', async () => {
  const courriel = 'agente@guichet.example'
  await w.compte({ courriel, roles: [{ role: 'administrateur', departements: [], volets: [] }], secondFacteur: false })
  const [n, ailleurs] = [navigateur(w), navigateur(w)]
  const { secret } = await inscrire(w, n, courriel)
  await ailleurs.post((await lienDe(w, courriel)).split('?')[0] ?? '')
  expect((await ailleurs.post(paths.connexionCode, { code: codeTotp(secret) })).status).toBe(303)
  for (const x of [n, ailleurs]) expect((await x.get(paths.instruction.appartenances)).status).toBe(200)
  await confirmer(w, n, secret)
  await n.post(paths.compte.secondFacteurRetrait)
  for (const x of [n, ailleurs]) expect((await x.get(paths.instruction.appartenances)).status).toBe(303)
  expect((await ailleurs.get(paths.compte.voir)).status).toBe(303)
})

test('retirer la dernière clé, par quelque voie que ce soit, fait tomber la marque des sessions ouvertes', async () => {
  const a = await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  const cle = { public_key: 'x', credential_id: 'seule', counter: 0, device_type: 'singleDevice', backed_up: false }
  await w.db
    .insertInto('cle_acces')
    .values({ user_id: a.id, name: 'Seule', ...cle })
    .execute()
  expect((await w.get(paths.instruction.appartenances, a.cookie)).status).toBe(200)
  await w.owner.query('delete from cle_acces where user_id = $1', [a.id])
  expect((await w.get(paths.instruction.appartenances, a.cookie)).status).toBe(303)
})
