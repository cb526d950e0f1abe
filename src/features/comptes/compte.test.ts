import { hashPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { entrerParLien, navigateur, oublierLimites } from '../../test/navigateur.ts'
import { openWorld, type World } from '../../test/world.ts'
import { appareilEnMots } from './appareil.ts'
import { compterEssai } from './essais-mot-de-passe.ts'
import { motDePasseCommun } from './mots-de-passe-communs.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())
beforeEach(() => oublierLimites(w))

const BON = 'quatre mots sans rapport'
const vieillir = () => sql`update session_http set created_at = created_at - interval '1 hour'`.execute(w.db)
const parMotDePasse = async (courriel_mdp: string, mot_de_passe: string) => {
  const n = navigateur(w)
  return { n, r: await n.post(paths.connexion, { courriel_mdp, mot_de_passe }) }
}

test('je choisis un mot de passe, il ouvre ensuite mon compte', async () => {
  const n = navigateur(w)
  await entrerParLien(w, n, 'mdp@guichet.example')
  expect((await n.post(paths.compte.motDePasse, { nouveau: BON })).headers.get('location')).toBe(`${paths.compte.voir}?fait=mot_de_passe`)
  const { r, n: autre } = await parMotDePasse('MDP@guichet.example ', BON)
  expect(r.status).toBe(303)
  expect((await autre.get(paths.compte.voir)).status).toBe(200)
})

test('mot de passe faux ou adresse inconnue : la même réponse', async () => {
  const n = navigateur(w)
  await entrerParLien(w, n, 'connu@guichet.example')
  await n.post(paths.compte.motDePasse, { nouveau: BON })
  const [faux, inconnu] = [
    await parMotDePasse('connu@guichet.example', 'autre chose'),
    await parMotDePasse('jamais@guichet.example', 'autre chose'),
  ]
  expect([faux.r.status, inconnu.r.status]).toEqual([422, 422])
  const page = async (r: Response, courriel: string) => (await r.text()).replaceAll(courriel, 'X')
  const html = await page(faux.r, 'connu@guichet.example')
  expect(html).toBe(await page(inconnu.r, 'jamais@guichet.example'))
  expect(html).toContain('Adresse ou mot de passe incorrect')
  expect(html).not.toContain('autre chose')
})

test('trois essais de mot de passe, puis il faut attendre', async () => {
  const statuts = []
  for (let i = 0; i < 5; i++) statuts.push((await parMotDePasse('personne@guichet.example', `essai ${i}`)).r.status)
  expect(statuts).toEqual([422, 422, 422, 429, 429])
})

test('dix mots de passe faux de suite bloquent l’adresse un quart d’heure, avec ou sans compte ; le lien ouvre toujours', async () => {
  const n = navigateur(w)
  await entrerParLien(w, n, 'force@guichet.example')
  await n.post(paths.compte.motDePasse, { nouveau: BON })
  const essayer = async (courriel: string, mdp: string) => {
    await oublierLimites(w)
    return (await parMotDePasse(courriel, mdp)).r
  }
  /** Nine wrong ones: one that is typed, and eight that are only counted, since each costs a scrypt. Every single one is counted in the next test. */
  const neufFaux = async (courriel: string) => {
    expect((await essayer(courriel, 'faux')).status).toBe(422)
    await sql`update essai_mot_de_passe set echecs = echecs + 8 where echecs = 1`.execute(w.db)
  }
  await neufFaux('force@guichet.example')
  expect((await essayer('FORCE@guichet.example', BON)).status).toBe(303)
  for (const courriel of ['force@guichet.example', 'fantome@guichet.example']) {
    await neufFaux(courriel)
    expect((await essayer(courriel, 'encore faux')).status).toBe(422)
  }
  const bon = await essayer('force@guichet.example', BON)
  const fantome = await essayer('fantome@guichet.example', BON)
  expect([bon.status, fantome.status]).toEqual([429, 429])
  const page = (await bon.text()).replaceAll('force@', 'x@')
  expect(page).toContain('Attendez 15 minutes, ou demandez un lien de connexion')
  expect(page).toBe((await fantome.text()).replaceAll('fantome@', 'x@'))
  expect((await entrerParLien(w, navigateur(w), 'force@guichet.example')).status).toBe(303)
  await sql`update essai_mot_de_passe set dernier = dernier - interval '15 minutes'`.execute(w.db)
  expect((await essayer('force@guichet.example', BON)).status).toBe(303)
})

test('vingt essais au même instant sont vingt essais : dix au plus sont regardés, ceux que la limite de débit arrête ne comptent pas', async () => {
  const essais = await Promise.all(Array.from({ length: 20 }, () => compterEssai(w.db, 'rafale@guichet.example')))
  expect(essais.filter(Boolean)).toHaveLength(10)
  for (let i = 0; i < 13; i++) await parMotDePasse('presse@guichet.example', 'faux')
  await oublierLimites(w)
  expect((await parMotDePasse('presse@guichet.example', 'faux')).r.status).toBe(422)
})

test.each([
  ['court', 'au moins 12 caractères'],
  ['aaaaaaaaaaaaaaaa', 'se devine trop facilement'],
  ['faible-mot-de-passe', 'se devine trop facilement'],
  ['motdepasse123', 'parmi les premiers que l’on essaie'],
  ['M0tDeP4sse2026!', 'parmi les premiers que l’on essaie'],
  ['azertyuiop12', 'parmi les premiers que l’on essaie'],
  ['Bienvenue2026', 'parmi les premiers que l’on essaie'],
  ['Préfecture-2026', 'parmi les premiers que l’on essaie'],
  ['123456789012', 'parmi les premiers que l’on essaie'],
  ['jetaimejetaime', 'parmi les premiers que l’on essaie'],
  ['soleil-marseille', 'parmi les premiers que l’on essaie'],
  ['x'.repeat(200), '128 caractères au plus'],
])('le mot de passe « %s » est refusé : %s', async (nouveau, message) => {
  const n = navigateur(w)
  await entrerParLien(w, n, `faible@boite-${[...nouveau].length}-${nouveau.codePointAt(0)}.guichet.example`)
  const r = await n.post(paths.compte.motDePasse, { nouveau })
  expect(r.status).toBe(422)
  expect(await r.text()).toContain(message)
})

test.each(['quatre mots sans rapport', 'cheval agrafe pile correct', 'xK9#vLp2qRw8', 'soleil847362915', 'truite-lampe-voisin-bleu'])(
  'le mot de passe « %s » n’est pas dit commun',
  async nouveau => {
    expect(motDePasseCommun(nouveau)).toBe(false)
  },
)

test('le nom de ma commune ou le mien, avec l’année, se devine : refusé', async () => {
  const moi = await w.compte({ nom: 'Dominique Casanova', structures: ['Vico', 'Porto-Vecchio'] })
  const essayer = async (nouveau: string) => (await w.post(paths.compte.motDePasse, { nouveau }, moi.cookie)).text()
  for (const x of ['PortoVecchio2026', 'CasanovaVico12']) expect(await essayer(x), x).toContain('parmi les premiers que l’on essaie')
})

test('un mot de passe commun d’avant ouvre toujours le compte', async () => {
  const n = navigateur(w)
  await entrerParLien(w, n, 'ancien@guichet.example')
  await n.post(paths.compte.motDePasse, { nouveau: BON })
  await sql`update identite set password = ${await hashPassword('motdepasse123')} where user_id = (select id from compte where email = 'ancien@guichet.example')`.execute(
    w.db,
  )
  expect((await parMotDePasse('ancien@guichet.example', 'motdepasse123')).r.headers.get('location')).toBe(paths.structures.rejoindre)
})

test('plus tard, changer de mot de passe demande l’actuel et ferme les autres sessions', async () => {
  const n = navigateur(w)
  await entrerParLien(w, n, 'change@guichet.example')
  await n.post(paths.compte.motDePasse, { nouveau: BON })
  const ailleurs = navigateur(w)
  await entrerParLien(w, ailleurs, 'change@guichet.example')
  await vieillir()
  expect(await (await n.get(paths.compte.voir)).text()).toContain('Mot de passe actuel')
  const refus = await n.post(paths.compte.motDePasse, { actuel: 'faux', nouveau: 'un tout autre secret' })
  expect(refus.status).toBe(422)
  expect(await refus.text()).toContain('Ce n’est pas votre mot de passe actuel')
  expect((await n.post(paths.compte.motDePasse, { actuel: BON, nouveau: 'un tout autre secret' })).status).toBe(303)
  expect((await n.get(paths.compte.voir)).status).toBe(200)
  expect((await ailleurs.get(paths.compte.voir)).status).toBe(303)
  await oublierLimites(w)
  expect((await parMotDePasse('change@guichet.example', BON)).r.status).toBe(422)
  expect((await parMotDePasse('change@guichet.example', 'un tout autre secret')).r.status).toBe(303)
})

test('mot de passe oublié : un lien, puis j’en mets un autre sans connaître l’ancien', async () => {
  const n = navigateur(w)
  await entrerParLien(w, n, 'oubli@guichet.example')
  await n.post(paths.compte.motDePasse, { nouveau: BON })
  await vieillir()
  const neuf = navigateur(w)
  await entrerParLien(w, neuf, 'oubli@guichet.example')
  expect(await (await neuf.get(paths.compte.voir)).text()).not.toContain('Mot de passe actuel')
  expect((await neuf.post(paths.compte.motDePasse, { nouveau: 'retrouvé sans effort' })).status).toBe(303)
  expect((await n.get(paths.compte.voir)).status).toBe(303)
})

test('les appareils se disent en mots', () => {
  expect(appareilEnMots('Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0')).toBe('Edge sur Windows')
  expect(appareilEnMots('Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36')).toBe('Chrome sur Android')
  expect(appareilEnMots(null)).toBe('Appareil inconnu')
})
