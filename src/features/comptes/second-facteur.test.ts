import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import {
  codeTotp,
  entrerParLien,
  lienDuCourriel,
  type Navigateur,
  navigateur,
  oublierCodes,
  oublierLimites,
} from '../../test/navigateur.ts'
import { openWorld, type World } from '../../test/world.ts'

let w: World
beforeAll(async () => {
  w = await openWorld({ env: { GUICHET_MODE: 'production', PROXY_DE_CONFIANCE: '127.0.0.1' } })
})
afterAll(() => w.close())
beforeEach(() => oublierLimites(w))

const connecte = async (n: Navigateur) => (await n.get(paths.compte.voir)).status === 200
const secretDe = (html: string) => (/class="gt-secret">([^<]+)</.exec(html)?.[1] ?? '').replaceAll(' ', '')
const codesDe = (html: string) => [...html.matchAll(/<code>([A-Za-z0-9]{5}-[A-Za-z0-9]{5})<\/code>/g)].map(m => m[1] ?? '')

/** Signs in by link and enrols an application. */
async function inscrire(n: Navigateur, courriel: string) {
  await entrerParLien(w, n, courriel)
  expect((await n.post(paths.compte.secondFacteur)).headers.get('location')).toBe(paths.compte.secondFacteurCode)
  const page = await (await n.get(paths.compte.secondFacteurCode)).text()
  const secret = secretDe(page)
  const confirmation = await n.post(paths.compte.secondFacteurCode, { code: codeTotp(secret) })
  const html = await confirmation.text()
  expect(confirmation.status, html.slice(0, 300)).toBe(200)
  await oublierCodes(w)
  return { page, secret, codes: codesDe(html) }
}

/** Gives the second factor again in an open session. */
async function confirmer(n: Navigateur, secret: string) {
  await oublierCodes(w)
  const r = await n.post(paths.compte.confirmation, { code: codeTotp(secret), retour: paths.compte.secondFacteur })
  expect(r.headers.get('location')).toBe(paths.compte.secondFacteur)
}

// Seen to fail: with a wrong code that marks the session all the same (`isAPIError` out of the hook of `auth.ts`), with a session that acts before its code
// (`attendSecondFacteur` out of `lireActeur`), with an agent who keeps their roles without a second factor (`enAttente`).
test('j’enregistre une application : le dessin, le secret en toutes lettres, puis mes codes de secours une seule fois', async () => {
  const n = navigateur(w)
  const { page, secret, codes } = await inscrire(n, 'inscrit@guichet.example')
  expect(page).toContain('<svg role="img" aria-label="QR code')
  expect(secret).toMatch(/^[A-Z2-7]{32,}$/)
  expect(codes).toHaveLength(10)
  expect(await connecte(n)).toBe(true)
  expect((await n.get(paths.compte.secondFacteurCode)).headers.get('location')).toBe(paths.compte.secondFacteur)
  expect(codesDe(await (await n.get(paths.compte.secondFacteur)).text())).toEqual([])
  expect((await w.journal()).map(e => e.action)).toContain('compte.second_facteur.ajouter')
})

test('un lien ouvert ne suffit plus : le code est encore demandé, et rien ne s’ouvre avant', async () => {
  const { secret } = await inscrire(navigateur(w), 'lien@guichet.example')
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
  const { codes } = await inscrire(navigateur(w), 'secours@guichet.example')
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

test('dix codes faux ferment cette session un quart d’heure, même le bon ne passe plus', async () => {
  const { secret } = await inscrire(navigateur(w), 'force@guichet.example')
  const n = navigateur(w)
  await entrerParLien(w, n, 'force@guichet.example')
  for (let i = 0; i < 10; i++) expect((await n.post(paths.connexionCode, { code: codeTotp(secret, 100 + i) })).status).toBe(422)
  const bloque = await n.post(paths.connexionCode, { code: codeTotp(secret) })
  expect(bloque.status).toBe(429)
  expect(await bloque.text()).toContain('Trop d’essais')
  await w.db
    .updateTable('limite_acte')
    .set({ jusqua: new Date(Date.now() - 1000) })
    .execute()
  expect((await n.post(paths.connexionCode, { code: codeTotp(secret) })).status).toBe(303)
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
  await inscrire(n, 'agent@guichet.example')
  expect((await n.get(paths.instruction.appartenances)).status).toBe(200)
})

test('je retire mon application, le code donné une nouvelle fois : il n’est plus demandé', async () => {
  const n = navigateur(w)
  const { secret } = await inscrire(n, 'retrait@guichet.example')
  await confirmer(n, secret)
  expect((await n.post(paths.compte.secondFacteurRetrait)).headers.get('location')).toContain('fait=second_facteur')
  expect(await connecte(n)).toBe(true)
  const autre = navigateur(w)
  expect((await entrerParLien(w, autre, 'retrait@guichet.example')).headers.get('location')).toBe(paths.structures.rejoindre)
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

/** A link, without forgetting what was counted. */
const lienDe = async (courriel: string) => {
  await w.db.deleteFrom('limite_debit').execute()
  await w.auGuichet(tx => tx.deleteFrom('courriel').where('destinataire', '=', courriel).execute())
  await navigateur(w).post(paths.connexionLien, { courriel })
  return lienDuCourriel(w, courriel)
}
const depuis = (adresse: number) => ({ 'x-forwarded-for': `198.51.100.${adresse}` })

// Seen to fail: with the count after the code is looked at, 120 are (43 with better-auth's own count, before).
test('cent vingt codes au même instant, de cent vingt adresses : dix sont regardés', async () => {
  const { secret } = await inscrire(navigateur(w), 'rafale@guichet.example')
  const n = navigateur(w)
  await entrerParLien(w, n, 'rafale@guichet.example')
  const r = await Promise.all(
    Array.from({ length: 120 }, (_, i) => n.post(paths.connexionCode, { code: codeTotp(secret, 100 + i) }, depuis(i))),
  )
  expect(r.filter(x => x.status === 422)).toHaveLength(10)
  expect(r.filter(x => x.status === 429)).toHaveLength(110)
  // neither the address nor the session of the owner is the other's
  const proprietaire = navigateur(w)
  await proprietaire.post((await lienDe('rafale@guichet.example')).split('?')[0] ?? '', {}, depuis(200))
  expect((await proprietaire.post(paths.connexionCode, { code: codeTotp(secret) }, depuis(200))).status).toBe(303)
  expect(await connecte(proprietaire)).toBe(true)
})

test('d’une seule adresse, ouvrir d’autres sessions ne donne pas plus de vingt codes ; le propriétaire entre d’ailleurs', async () => {
  const { secret } = await inscrire(navigateur(w), 'sessions@guichet.example')
  const statuts: number[] = []
  for (let s = 0; s < 3; s++) {
    const n = navigateur(w)
    await n.post((await lienDe('sessions@guichet.example')).split('?')[0] ?? '')
    for (let i = 0; i < 10; i++) statuts.push((await n.post(paths.connexionCode, { code: codeTotp(secret, 100 + i) })).status)
  }
  expect(statuts.filter(x => x === 422)).toHaveLength(20)
  const proprietaire = navigateur(w)
  await proprietaire.post((await lienDe('sessions@guichet.example')).split('?')[0] ?? '', {}, depuis(201))
  expect((await proprietaire.post(paths.connexionCode, { code: codeTotp(secret) }, depuis(201))).status).toBe(303)
})

test('après un mot de passe aussi, cent vingt codes ensemble : dix au plus sont regardés', async () => {
  const moi = navigateur(w)
  await entrerParLien(w, moi, 'defi@guichet.example')
  await moi.post(paths.compte.motDePasse, { nouveau: 'quatre mots sans rapport' })
  await moi.post(paths.compte.secondFacteur, { mot_de_passe: 'quatre mots sans rapport' })
  const secret = secretDe(await (await moi.get(paths.compte.secondFacteurCode)).text())
  await moi.post(paths.compte.secondFacteurCode, { code: codeTotp(secret) })
  const n = navigateur(w)
  await n.post(paths.connexion, { courriel_mdp: 'defi@guichet.example', mot_de_passe: 'quatre mots sans rapport' })
  const r = await Promise.all(
    Array.from({ length: 120 }, (_, i) => n.post(paths.connexionCode, { code: codeTotp(secret, 100 + i) }, depuis(i))),
  )
  expect(r.filter(x => x.status === 422)).toHaveLength(10)
})

// Seen to fail: without `prendrePas`, six sessions open with one code.
test('un code sert une fois : six sessions le donnent ensemble, une entre ; celui d’avant ne sert plus', async () => {
  const { secret } = await inscrire(navigateur(w), 'rejeu@guichet.example')
  const six = await Promise.all(Array.from({ length: 6 }, () => navigateur(w)))
  for (const n of six) {
    await w.auGuichet(tx => tx.deleteFrom('courriel').where('destinataire', '=', 'rejeu@guichet.example').execute())
    await entrerParLien(w, n, 'rejeu@guichet.example')
  }
  const code = codeTotp(secret, 1)
  const r = await Promise.all(six.map((n, i) => n.post(paths.connexionCode, { code }, depuis(i))))
  expect(r.map(x => x.status).sort()).toEqual([303, 422, 422, 422, 422, 422])
  const perdants = six.filter((_, i) => r[i]?.status === 422)
  expect(await (await perdants[0]!.post(paths.connexionCode, { code })).text()).toContain('Ce code a déjà servi')
  expect((await perdants[1]!.post(paths.connexionCode, { code: codeTotp(secret) })).status).toBe(422)
})

// Seen to fail: without `versConfirmation` in each route, all of them pass.
test('ce qui affaiblit mon compte redemande le second facteur, et rien n’est fait avant', async () => {
  const n = navigateur(w)
  const { secret } = await inscrire(n, 'affaiblir@guichet.example')
  const { id } = await w.db.selectFrom('compte').select('id').where('email', '=', 'affaiblir@guichet.example').executeTakeFirstOrThrow()
  const cle = { public_key: 'x', credential_id: 'aff', counter: 0, device_type: 'singleDevice', backed_up: false }
  const { id: idCle } = await w.db
    .insertInto('cle_acces')
    .values({ user_id: id, name: 'Mairie', ...cle })
    .returning('id')
    .executeTakeFirstOrThrow()
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
  await confirmer(n, secret)
  expect((await n.post(paths.compte.cleAcces(idCle))).headers.get('location')).toContain('fait=cle')
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
  const { secret } = await inscrire(n, courriel)
  await ailleurs.post((await lienDe(courriel)).split('?')[0] ?? '')
  expect((await ailleurs.post(paths.connexionCode, { code: codeTotp(secret) })).status).toBe(303)
  for (const x of [n, ailleurs]) expect((await x.get(paths.instruction.appartenances)).status).toBe(200)
  await confirmer(n, secret)
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
