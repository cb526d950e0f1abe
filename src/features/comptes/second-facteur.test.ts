import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { codeTotp, entrerParLien, navigateur, oublierCodes, oublierLimites } from '../../test/navigateur.ts'
import { codesDe, connecte, inscrire, ouvrirProduction, secretDe } from '../../test/second-facteur.ts'
import type { World } from '../../test/world.ts'

let w: World
beforeAll(async () => {
  w = await ouvrirProduction()
})
afterAll(() => w.close())
beforeEach(() => oublierLimites(w))

// Seen to fail: with a wrong code that marks the session all the same (`isAPIError` out of the hook of `auth.ts`), with a session that acts before its code
// (`attendSecondFacteur` out of `lireActeur`), with an agent who keeps their roles without a second factor (`enAttente`).
test('j’enregistre une application : le dessin, le secret en toutes lettres, puis mes codes de secours une seule fois', async () => {
  const n = navigateur(w)
  const { page, secret, codes } = await inscrire(w, n, 'inscrit@guichet.example')
  expect(page).toContain('<svg role="img" aria-label="QR code')
  expect(secret).toMatch(/^[A-Z2-7]{32,}$/)
  expect(codes).toHaveLength(10)
  expect(await connecte(n)).toBe(true)
  expect((await n.get(paths.compte.secondFacteurCode)).headers.get('location')).toBe(paths.compte.secondFacteur)
  expect(codesDe(await (await n.get(paths.compte.secondFacteur)).text())).toEqual([])
  expect((await w.journal()).map(e => e.action)).toContain('compte.second_facteur.ajouter')
})

test('un lien ouvert ne suffit plus : le code est encore demandé, et rien ne s’ouvre avant', async () => {
  const { secret } = await inscrire(w, navigateur(w), 'lien@guichet.example')
  const n = navigateur(w)
  const entree = await entrerParLien(w, n, 'lien@guichet.example', paths.compte.voir)
  expect(entree.headers.get('location')).toBe(`${paths.connexionCode}?retour=%2Fcompte`)
  for (const page of [paths.compte.voir, paths.compte.secondFacteur, paths.structures.rejoindre])
    expect((await n.get(page)).headers.get('location')).toContain(paths.connexion)
  expect((await n.post(paths.compte.secondFacteurRetrait)).headers.get('location')).toContain(paths.connexion)
  expect((await n.get('/api/auth/passkey/generate-register-options')).status).toBe(401)

  await oublierLimites(w)
  const faux = await n.post(paths.connexionCode, { code: codeTotp(secret, 50), retour: paths.compte.voir })
  expect(faux.status).toBe(422)
  expect(await faux.text()).toContain('Ce code est faux')
  // a wrong code must not count as a right one
  expect(await connecte(n)).toBe(false)
  const juste = await n.post(paths.connexionCode, { code: codeTotp(secret), retour: paths.compte.voir })
  expect(juste.headers.get('location')).toBe(paths.compte.voir)
  expect(await connecte(n)).toBe(true)
})

test('un code de secours remplace l’application, une fois', async () => {
  const { codes } = await inscrire(w, navigateur(w), 'secours@guichet.example')
  const essayer = async (code: string) => {
    const n = navigateur(w)
    await entrerParLien(w, n, 'secours@guichet.example')
    await oublierLimites(w)
    return { statut: (await n.post(paths.connexionCode, { code })).status, n }
  }
  const premier = await essayer(codes[0] ?? '')
  expect(premier.statut).toBe(303)
  expect(await connecte(premier.n)).toBe(true)
  expect((await essayer(codes[0] ?? '')).statut).toBe(422)
  expect((await essayer((codes[1] ?? '').replace('-', ''))).statut).toBe(303)
  expect((await essayer('pas un code')).statut).toBe(422)
})

test('mot de passe puis code : la session ne s’ouvre qu’après les deux', async () => {
  const moi = navigateur(w)
  await entrerParLien(w, moi, 'deux@guichet.example')
  await moi.post(paths.compte.motDePasse, { nouveau: 'quatre mots sans rapport' })
  await oublierLimites(w)
  expect((await moi.post(paths.compte.secondFacteur, { mot_de_passe: 'faux' })).status).toBe(422)
  expect((await moi.post(paths.compte.secondFacteur, { mot_de_passe: 'quatre mots sans rapport' })).status).toBe(303)
  const secret = secretDe(await (await moi.get(paths.compte.secondFacteurCode)).text())
  await moi.post(paths.compte.secondFacteurCode, { code: codeTotp(secret) })
  await oublierCodes(w)

  const n = navigateur(w)
  await oublierLimites(w)
  const entree = await n.post(paths.connexion, { courriel_mdp: 'deux@guichet.example', mot_de_passe: 'quatre mots sans rapport' })
  expect(entree.headers.get('location')).toBe(paths.connexionCode)
  expect(await connecte(n)).toBe(false)
  expect((await n.get(paths.connexionCode)).status).toBe(200)
  expect((await n.post(paths.connexionCode, { code: codeTotp(secret, 40) })).status).toBe(422)
  expect((await n.post(paths.connexionCode, { code: codeTotp(secret) })).status).toBe(303)
  expect(await connecte(n)).toBe(true)
})

test('un agent sans second facteur est conduit à en ajouter un ; ensuite ses pages s’ouvrent', async () => {
  const agent = await w.compte({
    courriel: 'agent@guichet.example',
    roles: [{ role: 'administrateur', departements: [], volets: [] }],
    secondFacteur: false,
  })
  expect(agent.id).toBeTruthy()
  const n = navigateur(w)
  const entree = await entrerParLien(w, n, 'agent@guichet.example')
  expect(entree.headers.get('location')).toBe(paths.compte.secondFacteur)
  const porte = (await n.get(paths.instruction.appartenances)).headers.get('location') ?? ''
  expect(porte).toContain(paths.connexionCode)
  expect((await n.get(porte)).headers.get('location')).toBe(`${paths.compte.secondFacteur}?retour=%2Finstruction%2Fappartenances`)
  expect(await (await n.get(paths.compte.secondFacteur)).text()).toContain('Ajoutez un second facteur pour continuer')
  await inscrire(w, n, 'agent@guichet.example')
  expect((await n.get(paths.instruction.appartenances)).status).toBe(200)
})

test('une clé d’accès posée sur mon compte demande la même garde : sans elle, le lien n’ouvre rien', async () => {
  const n = navigateur(w)
  await entrerParLien(w, n, 'cle@guichet.example')
  const { id } = await w.db.selectFrom('compte').select('id').where('email', '=', 'cle@guichet.example').executeTakeFirstOrThrow()
  const cle = { public_key: 'x', credential_id: 'ident', counter: 0, device_type: 'singleDevice', backed_up: false }
  await w.db
    .insertInto('cle_acces')
    .values({ user_id: id, name: 'Mairie', ...cle })
    .execute()
  expect(await connecte(n)).toBe(false)
  const page = await (await n.get(paths.connexionCode)).text()
  expect(page).toContain('Utiliser ma clé d’accès')
  expect(page).not.toContain('name="code"')
  // a key that did not check its holder is worth one factor: refused alone
  const reponse = { id: 'ident', response: { authenticatorData: Buffer.alloc(37).toString('base64url') } }
  expect(
    (
      await w.app.request('http://localhost:3000/api/auth/passkey/verify-authentication', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
        body: JSON.stringify({ response: reponse }),
      })
    ).status,
  ).toBe(401)
})

test('les autres portes de la bibliothèque ne sont pas ouvertes', async () => {
  for (const chemin of [
    '/api/auth/sign-in/email',
    '/api/auth/sign-up/email',
    '/api/auth/get-session',
    '/api/auth/two-factor/enable',
    '/api/auth/update-user',
  ])
    expect((await navigateur(w).post(chemin, {})).status, chemin).toBe(404)
})
