import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { entrerParLien, navigateur, oublierLimites } from '../../test/navigateur.ts'
import { commencer, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { prouverParSiret } from './index.ts'

/**
 * A stranger who declares, invites and asks as fast as they can: what they cannot take, and whom they cannot flood.
 */
let w: World
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
})
afterAll(() => w.close())
beforeEach(() => oublierLimites(w))

type Compte = Awaited<ReturnType<World['compte']>>
const rejoindre = (c: Compte, structure: string) => w.post(paths.structures.rejoindre, { structure, fonction: 'maire' }, c.cookie)
const liens = (structure: string) =>
  w.auGuichet(tx =>
    tx
      .selectFrom('appartenance')
      .select(['id', 'compte_id', 'etat', 'preuve'])
      .where('structure_id', '=', structure)
      .orderBy('id')
      .execute(),
  )
const lien = async (structure: string, c: Compte) => (await liens(structure)).filter(a => a.compte_id === c.id).at(-1)
const prouver = (c: Compte, structure: string) =>
  w.auGuichet(tx =>
    tx
      .updateTable('appartenance')
      .set({ preuve: 'referent' })
      .where('structure_id', '=', structure)
      .where('compte_id', '=', c.id)
      .execute(),
  )
const vides = (n: number) =>
  w.auGuichet(tx =>
    tx
      .selectFrom('structure as s')
      .select(['s.id', 's.nom', 's.siren'])
      .where('s.type', '=', 'commune')
      .where('s.departement', '=', '2B')
      .where(eb => eb.not(eb.exists(eb.selectFrom('appartenance as a').select('a.id').whereRef('a.structure_id', '=', 's.id'))))
      .orderBy('s.nom')
      .limit(n)
      .execute(),
  )
const recus = async (courriel: string) => (await w.courriels()).filter(m => m.destinataire === courriel)

// Before: 55 communes in 5.7 s.
test('je déclare vingt communes d’un coup : trois s’ouvrent, les autres attendent le service ; en quitter une n’en rend pas', async () => {
  const inconnu = await w.compte()
  const communes = await vides(20)
  await Promise.all(communes.map(s => rejoindre(inconnu, s.id)))
  const etats = await Promise.all(communes.map(async s => (await lien(s.id, inconnu))?.etat))
  expect(etats.filter(e => e === 'active')).toHaveLength(3)
  expect(etats.filter(e => e === 'demandee')).toHaveLength(17)
  const [premiere] = communes.filter((_, i) => etats[i] === 'active')
  await w.post(paths.structures.retrait(premiere!.id, (await lien(premiere!.id, inconnu))!.id), { confirme: 'oui' }, inconnu.cookie)
  const [autre] = await vides(1)
  const r = await rejoindre(inconnu, autre!.id)
  expect(r.headers.get('location')).toBe(`${paths.structures.rejoindre}?fait=au_service`)
  expect(await (await w.get(r.headers.get('location') ?? '', inconnu.cookie)).text()).toContain('Votre demande est envoyée au service')
  const service = await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2B'], volets: [] }] })
  expect(await (await w.get(paths.instruction.appartenances, service.cookie)).text()).toContain(`pour ${autre!.nom}`)
  await w.post(paths.instruction.confirmation((await lien(autre!.id, inconnu))!.id), {}, service.cookie)
  expect(await lien(autre!.id, inconnu)).toMatchObject({ etat: 'active', preuve: 'referent' })
})

test('une commune déclarée puis quittée compte trente jours\u00a0: la quatrième attend le service, puis ne l’attend plus', async () => {
  const moi = await w.compte()
  const [a, b, c, d, e] = (await vides(5)).map(s => s.id) as [string, string, string, string, string]
  const quitter = async (s: string) => w.post(paths.structures.retrait(s, (await lien(s, moi))!.id), { confirme: 'oui' }, moi.cookie)
  for (const s of [a, b, c]) await rejoindre(moi, s)
  for (const s of [a, b]) await quitter(s)
  w.regler('2021-10-12T10:00:00')
  await rejoindre(moi, d)
  expect((await lien(d, moi))?.etat).toBe('demandee')
  w.regler('2021-10-13T10:00:01')
  await rejoindre(moi, e)
  expect((await lien(e, moi))?.etat).toBe('active')
  w.regler('2021-09-13T10:00:00')
})

// Before: 55 mails to one victim. Seen to fail: without `compterEnvoi` in `inviter`.
test('six communes complices invitent la même boîte, ensemble : cinq courriels, puis une phrase, et l’adresse reste écrite', async () => {
  const six = await vides(6)
  const membres = await Promise.all(six.map(s => w.compte({ structures: [s.nom] })))
  const r = await Promise.all(
    six.map((s, i) => w.post(paths.structures.invitations(s.id), { courriel: 'victime@guichet.example' }, membres[i]!.cookie)),
  )
  expect(r.map(x => x.status).sort()).toEqual([303, 303, 303, 303, 303, 422])
  const page = await r.find(x => x.status === 422)!.text()
  expect(page).toContain('Cette adresse a déjà reçu 5\u00a0courriels de cette sorte en un jour')
  expect(page).toContain('value="victime@guichet.example"')
  expect(await recus('victime@guichet.example')).toHaveLength(5)
})

test('un compte fait partir soixante courriels en une heure, et pas un de plus ; un autre compte n’en souffre pas', async () => {
  const [s, t] = await vides(2)
  const [moi, autre] = [await w.compte({ structures: [s!.nom] }), await w.compte({ structures: [t!.nom] })]
  const inviter = async (i: number) => {
    const r = await w.post(paths.structures.invitations(s!.id), { courriel: `c${i}@guichet.example` }, moi.cookie)
    await w.auGuichet(tx => tx.deleteFrom('invitation').where('structure_id', '=', s!.id).execute())
    return r
  }
  let refus: Response | undefined
  for (let i = 0; i < 61; i++) refus = await inviter(i)
  expect(refus?.status).toBe(422)
  expect(await refus?.text()).toContain('Vous avez fait partir 60\u00a0courriels en une heure')
  const demande = await rejoindre(moi, t!.id)
  expect([demande.status, await lien(t!.id, moi)]).toEqual([422, undefined])
  expect((await w.post(paths.structures.invitations(t!.id), { courriel: 'c@guichet.example' }, autre.cookie)).status).toBe(303)
})

// Seen to fail: without the limit of the guichet.
test('mille courriels partent du guichet en une heure ; le suivant attend, de qui qu’il vienne', async () => {
  const [s] = await vides(1)
  const moi = await w.compte({ structures: [s!.nom] })
  const inviter = (courriel: string) => w.post(paths.structures.invitations(s!.id), { courriel }, moi.cookie)
  expect((await inviter('premier@guichet.example')).status).toBe(303)
  await w.owner.query('update limite_acte set nombre = 1000 where cle = $1', [
    createHash('sha256').update(`envoi|guichet|${w.guichetId}`).digest('hex'),
  ])
  const refus = await inviter('dernier@guichet.example')
  expect([refus.status, await refus.text()]).toEqual([422, expect.stringContaining('Trop de courriels partent du guichet en ce moment')])
  expect(await recus('dernier@guichet.example')).toEqual([])
})

test('quinze inconnus demandent à rejoindre ma commune : dix courriels, et les quinze demandes sur sa page', async () => {
  const [s] = await vides(1)
  const moi = await w.compte({ structures: [s!.nom] })
  for (let i = 0; i < 15; i++) await rejoindre(await w.compte({ nom: 'Inconnu' }), s!.id)
  expect(await recus(moi.courriel)).toHaveLength(10)
  expect((await liens(s!.id)).filter(a => a.etat === 'demandee')).toHaveLength(15)
})

test('un nom n’est ni un texte, ni une adresse, ni un numéro ; un ancien qui l’est ne part pas', async () => {
  const n = navigateur(w)
  await entrerParLien(w, n, 'nom@guichet.example')
  for (const nom of [
    'Écrivez à x@mechant.example',
    'www.mechant.example',
    'mechant.example',
    'Appelez le 06 12 34 56 78',
    'a'.repeat(61),
  ]) {
    const r = await n.post(paths.compte.nom, { nom })
    expect(r.status, nom).toBe(422)
    expect(await r.text()).toContain(nom.slice(0, 20))
  }
  for (const nom of ['Jean-Paul d’Istria', 'M. Ange O’Hara', 'Anne\nMarie'])
    expect((await n.post(paths.compte.nom, { nom })).status, nom).toBe(303)
  const [s] = await vides(1)
  const ancien = await w.compte({ nom: 'Votre compte est bloqué : https://mechant.example 0612345678', structures: [s!.nom] })
  await w.post(paths.structures.invitations(s!.id), { courriel: 'invitee@guichet.example' }, ancien.cookie)
  const [mail] = await recus('invitee@guichet.example')
  expect(`${mail?.sujet} ${mail?.texte}`).not.toMatch(/mechant|0612|bloqué/)
  expect(mail?.texte).toContain(`une personne qui écrit de ${ancien.courriel}`)
})

test('une commune prise sur parole : la personne prouvée entre aussitôt, retire l’autre, garde ses brouillons', async () => {
  const inconnu = await w.compte({ structures: ['Zonza'] })
  const s = await w.structure('Zonza')
  const brouillon = await commencer(w, inconnu.cookie)
  await w.post(paths.structures.invitations(s.id), { courriel: 'complice@guichet.example' }, inconnu.cookie)
  const maire = await w.compte({ nom: 'Marie' })
  await w.auGuichet(tx =>
    tx
      .insertInto('siret_prouve')
      .values({ compte_id: maire.id, siret: `${s.siren}00010`, prouve_le: w.horloge.instant })
      .execute(),
  )
  await rejoindre(maire, s.id)
  expect(await lien(s.id, maire)).toMatchObject({ etat: 'active', preuve: 'proconnect' })
  expect((await recus(inconnu.courriel)).at(-1)?.texte).toContain('Il est prouvé qu’elle agit pour la structure')

  const [sien, celui] = [(await lien(s.id, maire))!.id, (await lien(s.id, inconnu))!.id]
  const refus = await w.post(paths.structures.retrait(s.id, sien), { confirme: 'oui' }, inconnu.cookie)
  expect(refus.status).toBe(422)
  expect(await refus.text()).toContain('Il est prouvé qu’elle agit pour la structure, et pas encore que vous agissez pour elle')
  expect((await lien(s.id, maire))?.etat).toBe('active')

  expect((await w.post(paths.structures.retrait(s.id, celui), { confirme: 'oui' }, maire.cookie)).status).toBe(303)
  expect((await w.get(paths.dossiers.voir(brouillon), inconnu.cookie)).status).toBe(404)
  expect((await w.get(paths.dossiers.etape(brouillon, 'projet'), maire.cookie)).status).toBe(200)
  // seen to fail: without the mail, the one before names her as well
  const fin = (await recus(inconnu.courriel)).at(-1)
  expect([fin?.sujet, fin?.texte]).toEqual(['Vous ne faites plus partie de Zonza', expect.stringContaining('«\u00a0Marie\u00a0»')])
  // the accomplice that they had invited waits like anybody
  const complice = await w.compte({ courriel: 'complice@guichet.example' })
  await rejoindre(complice, s.id)
  expect((await lien(s.id, complice))?.etat).toBe('demandee')
})

test('qui attendait entre dès que ProConnect le prouve, sauf si un membre prouvé est là pour l’accepter', async () => {
  const [s, t] = await vides(2)
  const [a, b] = [await w.compte({ structures: [s!.nom] }), await w.compte({ structures: [t!.nom] })]
  await prouver(b, t!.id)
  const moi = await w.compte()
  for (const x of [s!, t!]) {
    await rejoindre(moi, x.id)
    expect((await lien(x.id, moi))?.etat).toBe('demandee')
    await prouverParSiret(w.ctx(), moi.id, `${x.siren}00010`)
  }
  expect(await lien(s!.id, moi)).toMatchObject({ etat: 'active', preuve: 'proconnect' })
  expect(await lien(t!.id, moi)).toMatchObject({ etat: 'demandee', preuve: 'proconnect' })
  expect((await lien(s!.id, a))?.etat).toBe('active')
})

test('une invitation se retire : elle ne fait plus entrer, et seul un membre la retire', async () => {
  const [s] = await vides(1)
  const [moi, ailleurs] = [await w.compte({ structures: [s!.nom] }), await w.compte({ structures: ['Bastia'] })]
  await w.post(paths.structures.invitations(s!.id), { courriel: 'reprise@guichet.example' }, moi.cookie)
  const { id } = await w.auGuichet(tx =>
    tx.selectFrom('invitation').select('id').where('courriel', '=', 'reprise@guichet.example').executeTakeFirstOrThrow(),
  )
  const chemin = paths.structures.retraitInvitation(s!.id, id)
  expect(await (await w.get(paths.structures.voir(s!.id), moi.cookie)).text()).toContain(`action="${chemin}"`)
  expect((await w.post(chemin, {}, ailleurs.cookie)).status).toBe(404)
  expect((await w.post(chemin, {}, moi.cookie)).headers.get('location')).toContain('fait=invitation_retiree')
  expect((await w.post(chemin, {}, moi.cookie)).status).toBe(404)
  const invitee = await w.compte({ courriel: 'reprise@guichet.example' })
  await rejoindre(invitee, s!.id)
  expect((await lien(s!.id, invitee))?.etat).toBe('demandee')
})
