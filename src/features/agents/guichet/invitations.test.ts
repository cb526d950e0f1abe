import { afterAll, beforeAll, expect, test } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { entrerParLien, navigateur, oublierLimites } from '../../../test/navigateur.ts'
import { lisible, publier, SLUG } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { INVITATIONS_PAR_JOUR } from './compter-invitation.ts'
import { INVITATIONS_MAX } from './invitations.queries.ts'
import { perimerInvitations } from './perimer-invitations.ts'

const { administration: a } = paths
let w: World
let admin: { id: string; cookie: string }
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  admin = await w.compte({ nom: 'Administration du guichet', roles: [{ role: 'administrateur', departements: [], volets: [] }] })
})
afterAll(() => w.close())

const INVITEE = {
  courriel: 'Nouvelle@Guichet.example',
  nom: 'Nouvelle instructrice',
  titre: 'Chargée de mission',
  role: 'referent_departemental',
}
const inviter = async (corps: Record<string, string | string[]> = {}) => {
  await oublierLimites(w)
  return w.post(a.invitationsAgents, { ...INVITEE, appel: SLUG, departement: '2B', ...corps }, admin.cookie)
}
const lire = async (chemin: string) => (await lisible(await w.get(chemin, admin.cookie))).replaceAll('\u00a0', ' ')
const lienDe = async (courriel: string) =>
  (await w.courriels()).filter(c => c.destinataire === courriel && c.lien?.startsWith('/invitation/')).at(-1)!.lien!
const invitation = async (courriel: string) =>
  (await w.owner.query('select id from invitation_agent where courriel = $1 and finie_le is null', [courriel])).rows[0]?.id as string
const rolesDe = async (courriel: string) =>
  (
    await w.owner.query(
      'select r.role, p.departements from compte c join role r on r.compte_id = c.id left join perimetre p on p.role_id = r.id where c.email = $1 order by 1',
      [courriel],
    )
  ).rows.map(r => [r.role, r.departements])

test('j’invite une personne\u00a0: rien ne lui est donné avant qu’elle accepte\u00a0; son lien sert une fois, puis elle entre', async () => {
  expect((await inviter()).headers.get('location')).toBe(`${a.agents}?fait=invitee`)
  const courriel = 'nouvelle@guichet.example'
  expect(await lire(a.agents)).toMatch(
    /Nouvelle instructrice nouvelle@guichet.example Référent départemental Invitée le .*, lien valable jusqu’au/,
  )
  expect(await rolesDe(courriel)).toEqual([])
  const lien = await lienDe(courriel)
  // looking at the page, as a scanner of mails does, uses nothing
  for (let i = 0; i < 3; i++) expect(await lisible(await w.get(lien))).toContain('vous propose')
  const rs = await Promise.all(Array.from({ length: 6 }, () => w.post(lien, {})))
  expect(rs.map(r => r.status).sort()).toEqual([303, 410, 410, 410, 410, 410])
  expect(await rolesDe(courriel)).toEqual([['referent_departemental', ['2B']]])
  expect((await w.get(lien)).status).toBe(410)
  expect((await w.journal()).filter(e => e.action === 'compte.invitation_acceptee')).toHaveLength(1)
  const suite = rs.find(r => r.status === 303)!.headers.get('location')!
  expect(await lisible(await w.get(suite))).toContain('Invitation acceptée')
  // the link opened no session: the sign-in link, mailed to the same address, does
  expect(rs.flatMap(r => r.headers.getSetCookie())).toEqual([])
  const n = navigateur(w)
  await entrerParLien(w, n, courriel)
  expect((await n.get(paths.instruction.boite)).status).toBe(200)
  expect(await lire(a.agents)).toContain('Chargée de mission')
})

test('la base ne garde pas le lien, seulement son empreinte', async () => {
  await inviter({ courriel: 'gardee@guichet.example' })
  const jeton = (await lienDe('gardee@guichet.example')).split('/').at(-1)!
  const { rows } = await w.owner.query('select * from invitation_agent')
  expect(JSON.stringify(rows)).not.toContain(jeton)
})

test('une adresse qui a déjà un compte reçoit le rôle, et n’en a pas un second\u00a0; la page n’en dit rien', async () => {
  const connue = await w.compte({ nom: 'Mairie', courriel: 'mairie@guichet.example' })
  const [r1, r2] = [
    await inviter({ courriel: connue.courriel, nom: 'Une personne' }),
    await inviter({ courriel: 'inconnue@guichet.example' }),
  ]
  expect([r1.status, r1.headers.get('location')]).toEqual([r2.status, r2.headers.get('location')])
  await w.post(await lienDe(connue.courriel), {})
  const { rows } = await w.owner.query('select id, name from compte where email = $1', [connue.courriel])
  expect(rows).toEqual([{ id: connue.id, name: 'Mairie' }])
  expect(await rolesDe(connue.courriel)).toEqual([['referent_departemental', ['2B']]])
})

test('qui travaille déjà ici a une page\u00a0: on y va plutôt que de l’inviter', async () => {
  const r = await inviter({ courriel: 'nouvelle@guichet.example' })
  const html = await r.text()
  expect(r.status).toBe(422)
  expect(html).toContain('Cette personne travaille déjà dans ce guichet')
  expect(html).toMatch(new RegExp(`href="${a.agents}/[0-9a-f-]{36}"`))
})

test.each([
  ['sans adresse', { courriel: '' }, 'Indiquez l’adresse de la personne'],
  ['une adresse mal écrite', { courriel: 'pas une adresse' }, 'incomplète ou mal écrite'],
  ['sans nom', { nom: '' }, 'Indiquez le nom de la personne'],
  ['sans rôle', { role: [] }, 'Cochez au moins un rôle'],
  ['un signataire', { role: 'signataire' }, 'Un signataire se désigne sur la page d’un appel'],
  ['un rôle sans appel', { appel: '' }, 'Ce rôle se donne pour un appel'],
  ['un département d’ailleurs', { departement: '13' }, 'Un département coché n’est pas de cet appel'],
  ['deux fois la même adresse', { courriel: 'gardee@guichet.example' }, 'Une invitation attend déjà à cette adresse'],
])('%s\u00a0: la page le dit, garde ce qui est tapé, et rien ne part', async (_, corps, phrase) => {
  const avant = (await w.courriels()).length
  const r = await inviter(corps)
  const html = await r.text()
  expect([r.status, html.replaceAll('&#39;', "'").includes(phrase)]).toEqual([422, true])
  if (!('titre' in corps)) expect(html).toContain('Chargée de mission')
  expect((await w.courriels()).length).toBe(avant)
})

test('six fois à la fois pour une adresse, une invitation part', async () => {
  await oublierLimites(w)
  const corps = { ...INVITEE, courriel: 'six@guichet.example', appel: SLUG, departement: '2B' }
  const rs = await Promise.all(Array.from({ length: 6 }, () => w.post(a.invitationsAgents, corps, admin.cookie)))
  expect(rs.map(r => r.status).sort()).toEqual([303, 422, 422, 422, 422, 422])
  expect((await w.courriels()).filter(c => c.destinataire === 'six@guichet.example')).toHaveLength(1)
})

test('renvoyée, l’invitation a un autre lien, et le premier ne sert plus\u00a0; retirée, aucun', async () => {
  const courriel = 'gardee@guichet.example'
  const premier = await lienDe(courriel)
  const id = await invitation(courriel)
  await oublierLimites(w)
  expect((await w.post(a.renvoiInvitation(id), {}, admin.cookie)).headers.get('location')).toBe(`${a.agents}?fait=renvoyee`)
  const second = await lienDe(courriel)
  expect([(await w.get(premier)).status, (await w.get(second)).status]).toEqual([410, 200])
  expect((await w.post(a.retraitInvitation(id), {}, admin.cookie)).headers.get('location')).toBe(`${a.agents}?fait=retiree`)
  expect([(await w.get(second)).status, (await w.post(second, {})).status]).toEqual([410, 410])
  for (const acte of [a.renvoiInvitation(id), a.retraitInvitation(id), a.renvoiInvitation(nouvelId())])
    expect((await w.post(acte, {}, admin.cookie)).status).toBe(404)
  expect(await rolesDe(courriel)).toEqual([])
})

test('passé sept jours, ou une fois son auteur suspendu, le lien ne donne plus rien', async () => {
  await inviter({ courriel: 'tardive@guichet.example' })
  const lien = await lienDe('tardive@guichet.example')
  w.regler('2021-09-20T10:00:01')
  expect((await w.post(lien, {})).status).toBe(410)
  expect(await lire(a.agents)).toContain('lien périmé depuis le')
  w.regler('2021-09-13T10:00:00')
  const autre = await w.compte({ nom: 'Seconde administratrice', roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  await w.owner.query('update invitation_agent set invitee_par = $1 where courriel = $2', [autre.id, 'tardive@guichet.example'])
  await w.post(a.suspension(autre.id), {}, admin.cookie)
  expect((await w.post(lien, {})).status).toBe(410)
  expect(await rolesDe('tardive@guichet.example')).toEqual([])
})

test('un compte envoie trente invitations par jour au plus', async () => {
  await oublierLimites(w)
  const statuts = []
  for (let n = 0; n <= INVITATIONS_PAR_JOUR.compte; n++) {
    await w.owner.query('delete from invitation_agent where nom = $1', ['Du jour'])
    const corps = { courriel: `jour-${n}@guichet.example`, nom: 'Du jour', role: 'direction' }
    statuts.push((await w.post(a.invitationsAgents, corps, admin.cookie)).status)
  }
  expect([new Set(statuts.slice(0, -1)), statuts.at(-1)]).toEqual([new Set([303]), 422])
})

test('une adresse reçoit cinq invitations par jour au plus, et un guichet en laisse attendre cinquante', async () => {
  const courriel = 'assaillie@guichet.example'
  await inviter({ courriel })
  const id = await invitation(courriel)
  const rs = []
  for (let i = 0; i < 6; i++) rs.push((await w.post(a.renvoiInvitation(id), {}, admin.cookie)).headers.get('location'))
  expect(rs.at(-1)).toBe(`${a.agents}?refus=trop`)
  expect((await w.courriels()).filter(c => c.destinataire === courriel)).toHaveLength(5)
  await w.owner.query(
    `insert into invitation_agent (id, guichet_id, courriel, nom, roles, empreinte, invitee_par, invitee_le, envoyee_le, expire_le)
     select gen_random_uuid(), $1, 'p' || n || '@guichet.example', 'P', '{lecteur}', md5(n::text) || md5(n::text), $2, $3, $3, $3::timestamptz + interval '7 days'
     from generate_series(1, ${INVITATIONS_MAX}) n`,
    [w.guichetId, admin.id, w.horloge.instant],
  )
  const r = await inviter({ courriel: 'encore@guichet.example' })
  expect([r.status, await lisible(r)]).toEqual([422, expect.stringContaining('Trop d’invitations attendent une réponse')])
})

test('trois mois après la fin de son lien, une invitation n’est plus gardée', async () => {
  expect(await perimerInvitations(w.ctx(), w.horloge.instant)).toBe(0)
  const plusTard = new Date(w.horloge.instant.getTime() + 100 * 86_400_000)
  expect(await perimerInvitations(w.ctx(), plusTard)).toBeGreaterThan(INVITATIONS_MAX)
  expect((await w.owner.query('select count(*)::int as n from invitation_agent')).rows).toEqual([{ n: 0 }])
})

test('qui essaie des liens au hasard attend', async () => {
  await oublierLimites(w)
  const statuts = []
  for (let i = 0; i < 11; i++) statuts.push((await w.get(paths.invitationAgent(`lien-au-hasard-${i}`))).status)
  expect([statuts[0], statuts.at(-1)]).toEqual([410, 429])
})
