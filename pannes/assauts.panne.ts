import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../src/paths.ts'
import { codeTotp, entrerParLien, navigateur } from '../src/test/navigateur.ts'
import type { Programme } from '../src/test/programme.ts'
import { inscrire, lienDe, ouvrirProduction } from '../src/test/second-facteur.ts'
import type { World } from '../src/test/world.ts'
import { type Machine, ouvrirMachine } from './guichet.ts'

/** What a stranger with a fast program would try, on the built program and over sockets: the same as `second-facteur-essais.test.ts` and `abus.test.ts` play in process. */
let w: World
let m: Machine
let p: Programme
beforeAll(async () => {
  w = await ouvrirProduction()
  m = await ouvrirMachine(w)
  // codes of an application follow the clock of the machine
  m.reglerDe(0)
  p = await m.demarrer({ env: { PROXY_DE_CONFIANCE: '127.0.0.1' } })
})
afterAll(() => m?.fermer())

type Demande = { chemin: string; corps?: Record<string, string>; cookie?: string | undefined; adresse: number }
const poster = ({ chemin, corps = {}, cookie = '', adresse }: Demande) =>
  fetch(p.url + chemin, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: p.url, cookie, 'x-forwarded-for': `198.51.100.${adresse}` },
    body: new URLSearchParams(corps),
  })
const cookieDe = (r: Response) =>
  r.headers
    .getSetCookie()
    .map(c => c.split(';')[0])
    .join('; ')

it('cent vingt codes du second facteur au même instant : dix sont regardés, et le propriétaire entre d’ailleurs', async () => {
  const { secret } = await inscrire(w, navigateur(w), 'rafale@guichet.example')
  const voleur = navigateur(w)
  await entrerParLien(w, voleur, 'rafale@guichet.example')
  const r = await Promise.all(
    Array.from({ length: 120 }, (_, i) =>
      poster({ chemin: paths.connexionCode, corps: { code: codeTotp(secret, 100 + i) }, cookie: voleur.cookie(), adresse: i }),
    ),
  )
  expect(r.map(x => x.status).filter(s => s === 422)).toHaveLength(10)
  expect(r.map(x => x.status).filter(s => s === 429)).toHaveLength(110)
  const lien = (await lienDe(w, 'rafale@guichet.example')).split('?')[0]!
  const cookie = cookieDe(await poster({ chemin: lien, adresse: 200 }))
  const entree = await poster({ chemin: paths.connexionCode, corps: { code: codeTotp(secret) }, cookie, adresse: 200 })
  expect(entree.status).toBe(303)
  const compte = await fetch(p.url + paths.compte.voir, { headers: { cookie: `${cookie}; ${cookieDe(entree)}` }, redirect: 'manual' })
  expect(compte.status).toBe(200)
})

it('un inconnu rejoint cinquante-cinq communes et en invite une boîte, tout à la fois : trois s’ouvrent, la victime reçoit cinq courriels', async () => {
  const inconnu = await w.compte({ nom: 'Votre compte est bloqué : www.mechant.example' })
  const communes = await w.auGuichet(tx =>
    tx
      .selectFrom('structure as s')
      .select('s.id')
      .where('s.type', '=', 'commune')
      .where(eb => eb.not(eb.exists(eb.selectFrom('appartenance as a').select('a.id').whereRef('a.structure_id', '=', 's.id'))))
      .orderBy('s.nom')
      .limit(55)
      .execute(),
  )
  expect(communes).toHaveLength(55)
  const { cookie } = inconnu
  const rejointes = await Promise.all(
    communes.map(({ id }, i) =>
      poster({ chemin: paths.structures.rejoindre, corps: { structure: id, fonction: 'maire' }, cookie, adresse: i }),
    ),
  )
  expect(rejointes.filter(r => r.status >= 500)).toEqual([])
  await Promise.all(
    communes.map(({ id }, i) =>
      poster({ chemin: paths.structures.invitations(id), corps: { courriel: 'victime@guichet.example' }, cookie, adresse: i }),
    ),
  )
  const { rows } = await w.owner.query<{ etat: string; n: number }>(
    'select etat, count(*)::int as n from appartenance where compte_id = $1 group by 1 order by 1',
    [inconnu.id],
  )
  expect(rows).toEqual([
    { etat: 'active', n: 3 },
    { etat: 'demandee', n: 52 },
  ])
  const recus = (await w.courriels()).filter(c => c.destinataire === 'victime@guichet.example')
  expect(recus.length).toBeLessThanOrEqual(5)
  expect(recus.length).toBeGreaterThan(0)
  for (const c of recus) expect(`${c.sujet} ${c.texte}`).not.toMatch(/mechant|bloqué/)
})
