import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { JUMEAU, publierJumeau } from '../../test/appel-jumeau.ts'
import { agent, fonctionDe, nommer, PREFET, SECRETAIRE } from '../../test/signataires.ts'
import { lisible, publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { appelConnu } from '../appels/index.ts'
import { donnerRole } from './donner-role.ts'
import { phraseRefus } from './lignes.ts'
import { retirerRole } from './retirer-role.ts'
import { signatairesDe } from './signataires.queries.ts'

const { administration: a } = paths
let w: World
let admin: Awaited<ReturnType<World['compte']>>
let prefet: Awaited<ReturnType<World['compte']>>
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  await publierJumeau(w)
  admin = await w.compte({
    nom: 'Administration',
    roles: [
      { role: 'administrateur', departements: [], volets: [] },
      { role: 'lecteur', departements: [], volets: [], appels: [] },
    ],
  })
  prefet = await agent(w, 'Préfet')
})
afterAll(() => w.close())

const lire = async (chemin: string, cookie = admin.cookie) => (await lisible(await w.get(chemin, cookie))).replaceAll('\u00a0', ' ')
const page = () => lire(a.personnes(SLUG))
const deLAppel = async (slug = SLUG) => {
  const appel = (await w.owner.query('select id from appel where slug = $1', [slug])).rows[0].id
  return (await w.auGuichet(tx => signatairesDe(tx, w.guichetId, appel))).map(s => s.qualite)
}
const erreur = async (v: Record<string, string | string[]>, compte = prefet.id) => {
  const r = await nommer(w, admin.cookie, compte, v)
  return [r.status, (await lisible(r)).replaceAll('\u00a0', ' ')] as const
}

test('un appel sans signataire le dit, à sa page, avant sa publication et à la page des personnes\u00a0; rien n’est empêché', async () => {
  expect(await page()).toContain('Aucun signataire n’est désigné pour cet appel.')
  expect(await lire(a.appel(SLUG))).toContain('Personne n’est désigné pour signer.')
  expect(await lire(a.publication(SLUG, 1))).toContain('Personne n’est désigné pour signer.')
  expect(await deLAppel()).toEqual([])
})

test.each<[string, Record<string, string>, string]>([
  ['sans prénom', { ...PREFET, prenom: '' }, 'Indiquez le prénom'],
  ['sans nom', { ...PREFET, nom: '' }, 'Indiquez le nom'],
  ['sans qualité', { ...PREFET, qualite: '' }, 'Indiquez la qualité, telle qu’elle s’imprime'],
  ['sans service', { ...PREFET, service: '' }, 'Indiquez le service'],
  ['trop longue', { ...PREFET, qualite: 'x'.repeat(121) }, 'Raccourcissez à 120 caractères'],
  ['qui n’est pas encore là', { ...PREFET, depuis: '14/09/2021' }, 'Ce jour n’est pas venu'],
  ['un jour qui n’existe pas', { ...PREFET, depuis: '31/11/2020' }, 'n’est pas un jour'],
])('une désignation %s est refusée, ce qui est tapé reste', async (_, v, phrase) => {
  const r = await nommer(w, admin.cookie, prefet.id, v)
  const html = await r.clone().text()
  expect([r.status, (await lisible(r)).replaceAll('\u00a0', ' ').includes(phrase)]).toEqual([422, true])
  for (const tape of Object.values(v).filter(x => x !== '')) expect(html).toContain(`value="${tape}"`)
  expect(await deLAppel()).toEqual([])
})

test('une personne d’ailleurs, ou un département d’ailleurs, n’est pas désignée', async () => {
  const porteur = await w.compte({ structures: ['Vico'] })
  expect((await erreur(PREFET, porteur.id))[1]).toContain('Choisissez une personne')
  expect((await erreur({ ...PREFET, departement_signe: ['75'] }))[1]).toContain('Un département coché n’est pas de cet appel')
})

test('le préfet est désigné pour cet appel et pour lui seul\u00a0: la page, le journal et son menu le disent', async () => {
  const r = await nommer(w, admin.cookie, prefet.id, { ...PREFET, en_propre: 'oui', depuis: '01/02/2021' })
  expect(r.headers.get('location')).toBe(`${a.personnes(SLUG)}?fait=nomme`)
  // the same again changes nothing
  await Promise.all(
    Array.from({ length: 6 }, () => nommer(w, admin.cookie, prefet.id, { ...PREFET, en_propre: 'oui', depuis: '01/02/2021' })),
  )
  expect((await w.owner.query('select count(*)::int as n from signataire')).rows[0].n).toBe(1)
  const lue = await page()
  for (const mot of ['Le préfet de Corse', 'Camille Exemple, Préfecture de Corse', 'Tout, en son nom', 'depuis le 1er février 2021'])
    expect(lue).toContain(mot)
  expect(await lire(a.appel(SLUG))).not.toContain('Personne n’est désigné pour signer.')
  expect([await deLAppel(), await deLAppel(JUMEAU.slug)]).toEqual([['le préfet de Corse'], []])
  expect(await lire(paths.signatures.accueil, prefet.cookie)).toContain('Tout, en son nom')
  const [dite] = (await w.journal()).filter(e => e.action === 'compte.role_donne')
  expect(dite).toMatchObject({
    objet_id: prefet.id,
    donnees: { role: 'signataire', appels: [SLUG], qualite: 'le préfet de Corse', en_propre: true },
  })
  await w.owner.query("delete from role where compte_id = $1 and role = 'lecteur'", [prefet.id])
  // a signatory alone reads no dossier, no figure and no page of the administration
  for (const adresse of [
    paths.instruction.boite,
    paths.instruction.bord,
    paths.suivi.portefeuille,
    a.personnes(SLUG),
    paths.comite.accueil,
  ])
    expect((await w.get(adresse, prefet.cookie)).status, adresse).toBe(404)
})

test('ce que ses lettres disent de lui ne change pas en cours de fonction\u00a0; un autre appel se donne comme les autres rôles', async () => {
  expect((await erreur({ ...PREFET, qualite: 'la préfète de Corse', en_propre: 'oui' }))[1]).toContain(
    'Cette personne signe déjà comme « Camille Exemple, le préfet de Corse »',
  )
  // seen to fail: nothing offered the prefect for another call, and the form above refused them
  const jumeau = await (await w.get(a.personnes(JUMEAU.slug), admin.cookie)).text()
  expect(await lire(a.personnes(JUMEAU.slug))).toContain('Déjà signataires dans ce guichet')
  expect(jumeau).not.toContain(`value="${prefet.id}"`)
  const role = /name="role" value="([^"]+)"[^>]*\/?>\s*<button[^>]*>\s*Désigner pour cet appel/.exec(jumeau)?.[1]
  expect((await w.post(a.personnes(JUMEAU.slug), { role: role ?? '' }, admin.cookie)).status).toBe(303)
  expect(await deLAppel(JUMEAU.slug)).toEqual(['le préfet de Corse'])
  expect(await lire(a.personnes(JUMEAU.slug))).not.toContain('Déjà signataires')
})

// seen to fail: without the refusal, the administration made itself the authority
test('nul ne se désigne signataire, ni par le formulaire, ni en se donnant un appel, ni en reprenant une liste', async () => {
  expect((await erreur({ ...PREFET, en_propre: 'oui' }, admin.id))[1]).toContain('nul ne se nomme signataire')
  const autre = await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  expect((await nommer(w, autre.cookie, admin.id, SECRETAIRE)).status).toBe(303)
  const role = (await w.owner.query("select id from role where compte_id = $1 and role = 'signataire'", [admin.id])).rows[0].id
  // seen to fail: without « demandeur » in the query, one press was offered to whom it was then refused
  expect(await lire(a.personnes(JUMEAU.slug))).not.toContain('Déjà signataires')
  expect(await lire(a.personnes(JUMEAU.slug), autre.cookie)).toContain('Déjà signataires')
  const r = await w.post(a.personnes(JUMEAU.slug), { role }, admin.cookie)
  expect([r.status, (await lisible(r)).includes('nul ne se nomme signataire')]).toEqual([422, true])
  const lignes = (await w.owner.query('select id from perimetre where role_id = $1', [role])).rows.map(l => l.id)
  await w.post(a.reprisePersonnes(JUMEAU.slug), { comme: SLUG, ligne: lignes }, admin.cookie)
  expect(await deLAppel(JUMEAU.slug)).toEqual(['le préfet de Corse'])
})

test('à la fin de ses fonctions il ne signe plus rien, sur aucun appel, et n’y revient que désigné à nouveau', async () => {
  const id = await fonctionDe(w, prefet.id)
  expect(await lire(a.finSignataire(SLUG, id))).toContain('Dès maintenant, cette personne ne signe plus rien')
  expect((await w.post(a.finSignataire(SLUG, id), {}, prefet.cookie)).status).toBe(404)
  const fins = await Promise.all(Array.from({ length: 6 }, () => w.post(a.finSignataire(SLUG, id), {}, admin.cookie)))
  expect(fins.some(r => r.status === 303)).toBe(true)
  expect([await deLAppel(JUMEAU.slug), (await deLAppel()).includes('le préfet de Corse')]).toEqual([[], false])
  expect((await w.journal()).filter(e => e.action === 'compte.role_retire' && e.objet_id === prefet.id)).toHaveLength(1)
  expect((await w.get(a.finSignataire(SLUG, id), admin.cookie)).status).toBe(404)
  await expect(w.owner.query('update signataire set fin_le = null where id = $1', [id])).rejects.toThrow('ne reprend pas')
  expect((await nommer(w, admin.cookie, prefet.id, { ...PREFET, qualite: 'la préfète de Corse', en_propre: 'oui' })).status).toBe(303)
  expect(await deLAppel()).toContain('la préfète de Corse')
})

test('la commande désigne un signataire avec ce qu’il signe, et son départ y met fin', async () => {
  const ou = { territoire: ['2A', '2B'], lire: appelConnu }
  const saisie = { courriel: 'sous-prefet@guichet.example', role: 'signataire', appels: [SLUG], departements: ['2B'], volets: [] }
  const sans = await donnerRole(w.ctx(), saisie, ou)
  expect(sans).toMatchObject({ ok: false, error: { kind: 'fonction' } })
  expect(!sans.ok && phraseRefus(sans.error, { ...saisie, territoire: [] })).toContain('--signature "Prénom;Nom;')
  expect((await w.owner.query('select count(*)::int as n from compte where email = $1', [saisie.courriel])).rows[0].n).toBe(0)
  const fonction = { ...SECRETAIRE, qualite: 'le sous-préfet de Calvi', depuis: '', enPropre: false }
  expect(await donnerRole(w.ctx(), { ...saisie, fonction }, ou)).toEqual({ ok: true, value: { nouveau: true } })
  // for every call, without saying it again; never under other words
  expect((await donnerRole(w.ctx(), { ...saisie, appels: 'tous' }, ou)).ok).toBe(true)
  const autre = await donnerRole(w.ctx(), { ...saisie, fonction: { ...fonction, nom: 'Autre' } }, ou)
  expect(!autre.ok && phraseRefus(autre.error, { ...saisie, territoire: [] })).toContain('signe déjà comme')
  expect([(await deLAppel()).includes('le sous-préfet de Calvi'), await deLAppel(JUMEAU.slug)]).toEqual([true, ['le sous-préfet de Calvi']])
  expect((await retirerRole(w.ctx(), { ...saisie, appels: [] })).ok).toBe(true)
  expect(await deLAppel(JUMEAU.slug)).toEqual([])
  expect((await w.owner.query("select fin_le from signataire where qualite = 'le sous-préfet de Calvi'")).rows[0].fin_le).toEqual(
    w.horloge.instant,
  )
})
