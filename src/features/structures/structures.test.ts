import { afterAll, beforeAll, expect, test } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { openWorld, type World } from '../../test/world.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())

type Compte = Awaited<ReturnType<World['compte']>>
const rejoindre = (c: Compte, structure: string, fonction = 'secrétaire de mairie') =>
  w.post(paths.structures.rejoindre, { structure, fonction }, c.cookie)
const appartenances = (structure: string) =>
  w.auGuichet(tx =>
    tx
      .selectFrom('appartenance')
      .select(['id', 'compte_id', 'etat', 'preuve', 'fonction', 'active_le'])
      .where('structure_id', '=', structure)
      .orderBy('demandee_le')
      .orderBy('id')
      .execute(),
  )
const etatDe = async (structure: string, compte: Compte) =>
  (await appartenances(structure)).filter(a => a.compte_id === compte.id).at(-1)?.etat
const appartenanceDe = async (structure: string, compte: Compte) =>
  (await appartenances(structure)).filter(a => a.compte_id === compte.id).at(-1)?.id ?? ''
const agent = (role: 'referent_departemental' | 'referent_regional' | 'administrateur' | 'lecteur', departements: string[] = []) =>
  w.compte({ nom: `Agent ${role}`, roles: [{ role, departements, volets: [] }] })

test('je rejoins une commune sans membre : j’entre tout de suite, sur ma parole', async () => {
  const s = await w.structure('Sartène')
  const moi = await w.compte({ nom: 'Claire' })
  const r = await rejoindre(moi, s.id, '  directrice  ')
  expect(r.status).toBe(303)
  expect(r.headers.get('location')).toBe(`${paths.structures.voir(s.id)}?fait=rejointe`)
  expect(await appartenances(s.id)).toMatchObject([{ compte_id: moi.id, etat: 'active', preuve: 'declaree', fonction: 'directrice' }])
  const page = await (await w.get(paths.structures.voir(s.id), moi.cookie)).text()
  expect(page).toContain('Claire (vous)')
  expect(page).toContain('Pas encore vérifié')
  // « Déclarée » is said of a structure that somebody declared by hand
  const liste = await (await w.get(paths.structures.rejoindre, moi.cookie)).text()
  expect(liste).toContain('Vous dites agir pour elle, et rien ne le prouve encore.')
  expect(`${page}${liste}`).not.toContain('Déclarée')
  expect((await w.journal()).filter(e => e.action === 'appartenance.demander')).toHaveLength(1)
})

test('un double clic ne fait qu’une appartenance', async () => {
  const s = await w.structure('Bonifacio')
  const moi = await w.compte()
  const reponses = await Promise.all([rejoindre(moi, s.id), rejoindre(moi, s.id), rejoindre(moi, s.id)])
  expect(reponses.map(r => r.status)).toEqual([303, 303, 303])
  expect(await appartenances(s.id)).toHaveLength(1)
})

test('six personnes réclament ensemble une structure vide : une entre, cinq attendent', async () => {
  const s = await w.structure('Calvi')
  const six = await Promise.all(Array.from({ length: 6 }, () => w.compte()))
  await Promise.all(six.map(c => rejoindre(c, s.id)))
  const etats = (await appartenances(s.id)).map(a => a.etat).sort()
  expect(etats).toEqual(['active', 'demandee', 'demandee', 'demandee', 'demandee', 'demandee'])
})

test('ma commune a déjà un membre : il est prévenu, il m’accepte, je suis prévenu', async () => {
  const s = await w.structure('Corte')
  const ancien = await w.compte({ structures: ['Corte'] })
  const moi = await w.compte({ nom: 'Dominique' })
  const r = await rejoindre(moi, s.id)
  expect(r.headers.get('location')).toBe(`${paths.structures.rejoindre}?fait=demandee`)
  expect((await w.courriels()).find(m => m.destinataire === ancien.courriel)?.texte).toContain('Dominique')
  expect((await w.get(paths.structures.voir(s.id), moi.cookie)).status).toBe(404)
  expect(await (await w.get(paths.structures.voir(s.id), ancien.cookie)).text()).toContain('Demandes à accepter')
  const id = await appartenanceDe(s.id, moi)
  expect((await w.post(paths.structures.acceptation(s.id, id), {}, ancien.cookie)).status).toBe(303)
  expect((await w.get(paths.structures.voir(s.id), moi.cookie)).status).toBe(200)
  expect((await w.courriels()).find(m => m.destinataire === moi.courriel)?.sujet).toContain('Vous avez rejoint Corte')
  expect((await w.post(paths.structures.acceptation(s.id, id), {}, ancien.cookie)).status).toBe(303)
  expect((await w.courriels()).filter(m => m.destinataire === moi.courriel)).toHaveLength(1)
})

test('je ne peux pas m’accepter moi-même, ni un inconnu m’accepter', async () => {
  const s = await w.structure('Porto-Vecchio')
  await w.compte({ structures: ['Porto-Vecchio'] })
  const moi = await w.compte()
  await rejoindre(moi, s.id)
  const id = await appartenanceDe(s.id, moi)
  const ailleurs = await w.compte({ structures: ['Bastia'] })
  for (const c of [moi, ailleurs, await agent('lecteur'), await agent('referent_departemental', ['2B'])])
    expect((await w.post(paths.structures.acceptation(s.id, id), {}, c.cookie)).status).toBe(404)
  expect(await etatDe(s.id, moi)).toBe('demandee')
  // the right membership under another structure's address
  const bastia = await w.structure('Bastia')
  expect((await w.post(paths.structures.acceptation(bastia.id, id), {}, ailleurs.cookie)).status).toBe(404)
})

test('une structure désertée ne se reprend pas sur parole : le service accepte', async () => {
  const s = await w.structure('Propriano')
  const partant = await w.compte({ structures: ['Propriano'] })
  const id = await appartenanceDe(s.id, partant)
  const refus = await w.post(paths.structures.retrait(s.id, id), {}, partant.cookie)
  expect(refus.status).toBe(422)
  expect(await refus.text()).toContain('Vous êtes le dernier membre')
  expect(await etatDe(s.id, partant)).toBe('active')
  expect((await w.post(paths.structures.retrait(s.id, id), { confirme: 'oui' }, partant.cookie)).status).toBe(303)
  expect((await w.get(paths.structures.voir(s.id), partant.cookie)).status).toBe(404)

  expect((await w.courriels()).filter(m => m.sujet === 'Propriano n’a plus de membre').map(m => m.destinataire)).toEqual([
    'guichet@guichet.example',
  ])

  const suivant = await w.compte({ nom: 'Ange' })
  await rejoindre(suivant, s.id)
  expect(await etatDe(s.id, suivant)).toBe('demandee')
  const [referent, autre] = [await agent('referent_departemental', ['2A']), await agent('referent_departemental', ['2B'])]
  expect(await (await w.get(paths.instruction.appartenances, referent.cookie)).text()).toContain('Ange, pour Propriano')
  expect(await (await w.get(paths.instruction.appartenances, autre.cookie)).text()).not.toContain('Propriano')
  const demande = await appartenanceDe(s.id, suivant)
  expect((await w.post(paths.instruction.confirmation(demande), {}, autre.cookie)).status).toBe(404)
  expect((await w.post(paths.instruction.confirmation(demande), {}, referent.cookie)).status).toBe(303)
  expect((await appartenances(s.id)).find(a => a.id === demande)).toMatchObject({ etat: 'active', preuve: 'referent' })
})

test('un collègue retiré perd l’accès à l’instant et ne peut plus agir', async () => {
  const s = await w.structure('Ghisonaccia')
  const [moi, parti] = [await w.compte({ structures: ['Ghisonaccia'] }), await w.compte({ structures: ['Ghisonaccia'] })]
  const chemin = paths.structures.retrait(s.id, await appartenanceDe(s.id, parti))
  const avant = await w.post(chemin, {}, moi.cookie)
  expect([avant.status, await etatDe(s.id, parti)]).toEqual([422, 'active'])
  expect(await avant.text()).toContain('Les dossiers, brouillons compris, restent à la structure')
  expect((await w.post(chemin, { confirme: 'oui' }, moi.cookie)).status).toBe(303)
  expect((await w.get(paths.structures.voir(s.id), parti.cookie)).status).toBe(404)
  expect((await w.post(paths.structures.invitations(s.id), { courriel: 'ami@guichet.example' }, parti.cookie)).status).toBe(404)
  expect((await w.post(paths.structures.retrait(s.id, await appartenanceDe(s.id, moi)), {}, parti.cookie)).status).toBe(404)
  const dit = (await w.courriels()).find(m => m.destinataire === parti.courriel)
  expect(dit?.sujet).toContain('Vous ne faites plus partie')
  expect(dit?.texte).toContain(moi.courriel)
  expect(dit?.texte).toContain('Les dossiers, brouillons compris, restent à la structure')
  // comes back: must be accepted again
  await rejoindre(parti, s.id)
  expect(await etatDe(s.id, parti)).toBe('demandee')
})

test('deux membres se retirent l’un l’autre au même instant : un seul y parvient', async () => {
  const s = await w.structure('Biguglia')
  const [a, b] = [await w.compte({ structures: ['Biguglia'] }), await w.compte({ structures: ['Biguglia'] })]
  const [ia, ib] = [await appartenanceDe(s.id, a), await appartenanceDe(s.id, b)]
  const reponses = await Promise.all([
    w.post(paths.structures.retrait(s.id, ib), { confirme: 'oui' }, a.cookie),
    w.post(paths.structures.retrait(s.id, ia), { confirme: 'oui' }, b.cookie),
  ])
  expect(reponses.map(r => r.status).sort()).toEqual([303, 404])
  expect((await appartenances(s.id)).filter(x => x.etat === 'active')).toHaveLength(1)
})

test('j’invite une collègue : elle entre sans attendre, avec l’adresse invitée', async () => {
  const s = await w.structure('Borgo')
  const moi = await w.compte({ nom: 'Paule', structures: ['Borgo'] })
  const inviter = (courriel: string) => w.post(paths.structures.invitations(s.id), { courriel }, moi.cookie)
  expect((await inviter(' Collegue@Guichet.example ')).status).toBe(303)
  const mail = (await w.courriels()).find(m => m.destinataire === 'collegue@guichet.example')
  expect(mail?.sujet).toBe('Une invitation à rejoindre Borgo')
  expect(mail?.texte).toContain('une personne qui dit s’appeler «\u00a0Paule\u00a0» et qui écrit de')
  expect(mail?.lien).toContain(paths.connexion)
  const encore = await inviter('collegue@guichet.example')
  expect(encore.status).toBe(422)
  expect(await encore.text()).toContain('déjà invitée')
  expect((await w.courriels()).filter(m => m.destinataire === 'collegue@guichet.example')).toHaveLength(1)

  const collegue = await w.compte({ courriel: 'collegue@guichet.example' })
  expect(await (await w.get(paths.structures.rejoindre, collegue.cookie)).text()).toContain('vous invite à rejoindre Borgo')
  await rejoindre(collegue, s.id)
  expect(await etatDe(s.id, collegue)).toBe('active')
  expect(await (await inviter('collegue@guichet.example')).text()).toContain('fait déjà partie')
})

test('une adresse non vérifiée ne profite pas d’une invitation', async () => {
  const s = await w.structure('Lucciana')
  const moi = await w.compte({ structures: ['Lucciana'] })
  await w.post(paths.structures.invitations(s.id), { courriel: 'usurpe@guichet.example' }, moi.cookie)
  const usurpateur = await w.compte({ courriel: 'usurpe@guichet.example' })
  await w.db.updateTable('compte').set({ email_verified: false }).where('id', '=', usurpateur.id).execute()
  await rejoindre(usurpateur, s.id)
  expect(await etatDe(s.id, usurpateur)).toBe('demandee')
})

test('le référent qui confirme peut retenir le domaine des adresses : la collègue suivante est prouvée d’emblée', async () => {
  const s = await w.structure('Furiani')
  await rejoindre(await w.compte({ courriel: 'secretariat@furiani.example' }), s.id)
  const [premiere] = await appartenances(s.id)
  expect(premiere).toMatchObject({ preuve: 'declaree' })
  const referent = await agent('referent_departemental', ['2B'])
  await w.post(paths.instruction.confirmation(premiere!.id), { domaine: 'oui' }, referent.cookie)
  await rejoindre(await w.compte({ courriel: 'accueil@Furiani.example' }), s.id)
  expect((await appartenances(s.id)).map(a => a.preuve).sort()).toEqual(['domaine', 'referent'])
})

test('une boîte publique ne prouve jamais rien, même confirmée', async () => {
  const t = await w.structure('Prunelli-di-Fiumorbo')
  await rejoindre(await w.compte({ courriel: 'quelquun@gmail.com' }), t.id)
  const [premiere] = await appartenances(t.id)
  await w.post(paths.instruction.confirmation(premiere!.id), { domaine: 'oui' }, (await agent('referent_departemental', ['2B'])).cookie)
  await rejoindre(await w.compte({ courriel: 'autre@gmail.com' }), t.id)
  expect((await appartenances(t.id)).map(a => a.preuve).sort()).toEqual(['declaree', 'referent'])
})

test('un agent qui instruit ne dépose pas : on le lui dit', async () => {
  const s = await w.structure('Aléria')
  const r = await rejoindre(await agent('referent_departemental', ['2A']), s.id)
  expect(r.status).toBe(422)
  expect(await r.text()).toContain('Votre compte instruit les dossiers')
  expect(await appartenances(s.id)).toEqual([])
})

test('sans compte on me demande d’entrer ; une structure qui n’existe pas, une page introuvable', async () => {
  expect((await w.get(paths.structures.rejoindre)).headers.get('location')).toBe(`${paths.connexion}?retour=%2Fmon-espace%2Fstructures`)
  const moi = await w.compte()
  expect((await w.get(paths.structures.voir(nouvelId()), moi.cookie)).status).toBe(404)
  expect((await w.get('/mon-espace/structures/pas-un-id', moi.cookie)).status).toBe(404)
  const r = await rejoindre(moi, nouvelId())
  expect(r.status).toBe(422)
  expect((await w.get(paths.instruction.appartenances, moi.cookie)).status).toBe(404)
  const site = { origin: 'https://mechant.example', 'sec-fetch-site': 'cross-site' }
  expect((await w.post(paths.structures.rejoindre, { structure: nouvelId(), fonction: 'x' }, moi.cookie, site)).status).toBe(403)
})

test('sans script : je tape un nom, je choisis dans la liste, mes réponses sont gardées', async () => {
  const moi = await w.compte()
  const envoi = await w.post(paths.structures.rejoindre, { q: 'ajacio', structure: '', fonction: 'maire' }, moi.cookie)
  expect(envoi.status).toBe(303)
  const liste = await (await w.get(envoi.headers.get('location') ?? '', moi.cookie)).text()
  expect(liste).toContain('2\u00a0structures trouvées')
  expect(liste).toContain('name="fonction" value="maire"')
  const oubli = await w.post(paths.structures.rejoindre, { q: 'ajacio', choix: 'oui', fonction: 'maire' }, moi.cookie)
  expect(oubli.status).toBe(422)
  expect(await oubli.text()).toContain('Choisissez une structure dans la liste')
})
