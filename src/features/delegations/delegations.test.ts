import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { JUMEAU, publierJumeau } from '../../test/appel-jumeau.ts'
import { connexionNue } from '../../test/courses.ts'
import { agent, autorite, delegation, enregistrer, fonctionDe, nommer, PREFET, SECRETAIRE } from '../../test/signataires.ts'
import { dossierPret, lisible, publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { installerGuichet } from '../guichet/index.ts'
import { annoncerFins } from './annoncer-fins.ts'

const { administration: a } = paths
let w: World
let admin: Awaited<ReturnType<World['compte']>>
let qui: Awaited<ReturnType<typeof autorite>>
beforeAll(async () => {
  w = await openWorld({ instant: '2026-05-04T10:00:00' })
  await publier(w)
  await publierJumeau(w)
  admin = await w.compte({ nom: 'Administration', roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  qui = await autorite(w, admin.cookie)
})
afterAll(() => w.close())
beforeEach(() => w.regler('2026-05-04T10:00:00'))

const texte = async (r: Response | Promise<Response>) => (await lisible(await r)).replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')
const page = (slug = SLUG) => texte(w.get(a.delegations(slug), admin.cookie))
const form = (v: Record<string, string> = {}, fichier?: Buffer | null) =>
  delegation(qui.prefet.fonction, qui.secretaire.fonction, { cle: nouvelId(), ...v }, fichier)
/** A delegation recorded, and its id. */
async function posee(v: Record<string, string> = {}) {
  const cle = nouvelId()
  const r = await enregistrer(w, admin.cookie, form({ cle, ...v }))
  expect(r.status).toBe(303)
  return cle
}
const finir = (id: string, motif: string, cookie = admin.cookie, slug = SLUG) => w.post(a.finDelegation(slug, id), { motif }, cookie)

test('sans délégation, la page le dit et dit qui signe alors', async () => {
  expect(await page()).toContain('Aucune délégation n’est enregistrée.')
  expect(await page(JUMEAU.slug)).toContain('Désignez d’abord l’autorité et la personne qui signe pour elle')
})

test('une délégation publiée s’enregistre avec son arrêté\u00a0: la page la dit, les deux personnes et le journal aussi', async () => {
  const id = await posee()
  const lue = await page()
  for (const mot of [
    'La secrétaire générale',
    'Le préfet de Corse',
    '23 000 € par acte',
    '100 000 € en tout',
    'reste 100 000 €',
    'Du 6 mars 2026 au 31 décembre 2026',
    'n° R20-2026-03-03-001 du 3 mars 2026',
    'RAA R20-2026-03, 5 mars 2026',
    'En vigueur',
  ])
    expect(lue).toContain(mot)
  const pdf = await w.get(a.arreteDelegation(SLUG, id), admin.cookie)
  expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  const mails = (await w.courriels()).filter(c => c.sujet.includes('délégation de signature est enregistrée'))
  expect(mails.map(c => c.destinataire).sort()).toEqual([qui.prefet.courriel, qui.secretaire.courriel].sort())
  const [ligne] = (await w.journal()).filter(e => e.action === 'delegation.enregistree')
  expect(ligne).toMatchObject({ objet_id: id, donnees: { delegant: qui.prefet.id, delegue: qui.secretaire.id, plafond_acte: 2_300_000 } })
})

test('la page montrée à qui donne et à qui reçoit est la leur, et celle de personne d’autre', async () => {
  const id = (await w.owner.query('select id from delegation limit 1')).rows[0].id
  for (const p of [qui.prefet, qui.secretaire]) {
    expect(await texte(w.get(paths.signatures.accueil, p.cookie))).toContain('n° R20-2026-03-03-001')
    expect((await w.get(paths.signatures.arrete(id), p.cookie)).status).toBe(200)
  }
  const autre = await agent(w, 'Autre préfet')
  await nommer(w, admin.cookie, autre.id, { ...PREFET, en_propre: 'oui' }, JUMEAU.slug)
  expect(await texte(w.get(paths.signatures.accueil, autre.cookie))).toContain('Aucune délégation n’est enregistrée.')
  expect((await w.get(paths.signatures.arrete(id), autre.cookie)).status).toBe(404)
  // the page of another call neither lists it nor ends it
  expect(await page(JUMEAU.slug)).not.toContain('R20-2026-03-03-001')
  expect((await finir(id, 'Par la page d’un autre appel.', admin.cookie, JUMEAU.slug)).status).toBe(404)
  expect((await w.get(a.arreteDelegation(JUMEAU.slug, id), admin.cookie)).status).toBe(404)
  // a signatory administers nothing
  expect((await w.get(a.delegations(SLUG), qui.prefet.cookie)).status).toBe(404)
  expect((await enregistrer(w, qui.prefet.cookie, form())).status).toBe(404)
  expect((await finir(id, 'Par la déléguée.', qui.secretaire.cookie)).status).toBe(404)
})

describe('ce qui n’est pas une délégation publiée est refusé, avec la raison', () => {
  it.each<[string, Record<string, string>, string]>([
    ['pas encore publiée', { publiee_le: '05/05/2026', du: '06/05/2026' }, 'une délégation s’enregistre une fois publiée'],
    ['publiée avant son arrêté', { publiee_le: '02/03/2026' }, 'La publication vient avant l’arrêté'],
    ['qui commencerait avant sa publication', { du: '04/03/2026' }, 'Une délégation commence au plus tôt à sa publication, le 5 mars 2026'],
    ['qui finirait avant de commencer', { au: '05/03/2026' }, 'Le dernier jour vient avant le premier'],
    ['pour rien', { nature_decision: '', nature_acte: '' }, 'Cochez au moins une sorte d’actes'],
    ['à zéro euro', { plafond_acte: '0' }, 'Un plafond de 0 € n’ouvre rien'],
    ['illisible', { plafond_total: 'beaucoup' }, 'beaucoup'],
    ['plus petite en tout que par acte', { plafond_total: '22 999,99' }, 'plus petit que le plafond par acte'],
    ['d’une personne qui ne délègue pas', { delegant: 'x' }, 'Choisissez qui délègue'],
    ['à personne', { delegue: '' }, 'Choisissez qui reçoit la délégation'],
    ['sans numéro', { arrete_numero: '' }, 'Indiquez le numéro de l’arrêté'],
    ['sans recueil', { recueil: '' }, 'Indiquez où l’arrêté est publié'],
    ['au 31 novembre', { au: '31/11/2026' }, 'n’est pas un jour'],
  ])('%s', async (_, v, phrase) => {
    const r = await enregistrer(w, admin.cookie, form(v))
    expect(r.status).toBe(422)
    const lue = await texte(r)
    expect(lue).toContain(phrase)
    expect(lue).toContain('Choisissez à nouveau l’arrêté')
  })

  it('sans son arrêté, ou avec autre chose qu’un PDF', async () => {
    expect(await texte(enregistrer(w, admin.cookie, form({}, null)))).toContain('Joignez l’arrêté publié, en PDF')
    const r = await enregistrer(w, admin.cookie, form({}, Buffer.from('MZ un programme')))
    expect([r.status, (await w.owner.query('select count(*)::int as n from delegation')).rows[0].n]).toEqual([422, 1])
  })
})

// seen to fail: the place of whoever records was always that of the administration; then the database alone refused, by a 500
test('nul n’enregistre sa propre délégation, ni celle qu’il donne\u00a0: la page et la base le refusent', async () => {
  const chef = await w.compte({
    nom: 'Chef de bureau',
    roles: [
      { role: 'administrateur', departements: [], volets: [] },
      { role: 'lecteur', departements: [], volets: [], appels: [] },
    ],
  })
  await nommer(w, admin.cookie, chef.id, { ...SECRETAIRE, qualite: 'le chef de bureau' })
  const sienne = delegation(qui.prefet.fonction, await fonctionDe(w, chef.id), { cle: nouvelId() })
  const r = await enregistrer(w, chef.cookie, sienne)
  expect([r.status, (await texte(r)).includes('Nul n’enregistre sa propre délégation')]).toEqual([422, true])
  const c = await connexionNue(w)
  await expect(
    c.query(
      `insert into delegation (id, guichet_id, delegant_id, delegue_id, arrete_numero, arrete_le, recueil, publiee_le, natures, du, fichier_nom, taille, sha256, cle, enregistree_par, enregistree_le)
       values (gen_random_uuid(), guichet_courant(), $1, $2, '1', '2026-03-03', 'R', '2026-03-05', '{acte}', '2026-03-06', 'a', 1, repeat('0', 64), gen_random_uuid(), $3, now())`,
      [qui.prefet.fonction, await fonctionDe(w, chef.id), chef.id],
    ),
  ).rejects.toThrow('nul n’enregistre sa propre délégation')
  await c.end()
  // another one of the administration does
  expect(
    (await enregistrer(w, admin.cookie, delegation(qui.prefet.fonction, await fonctionDe(w, chef.id), { cle: nouvelId() }))).status,
  ).toBe(303)
})

test('une personne d’un autre guichet, ou d’un autre appel, ne donne ni ne reçoit de délégation ici', async () => {
  const voisin = await installerGuichet(w.owner, { ...w.deps.config.guichet, slug: 'voisin', nom: 'Guichet voisin' })
  const [loin, ailleurs] = [await agent(w, 'Préfet voisin'), await agent(w, 'Préfet du jumeau')]
  const { rows } = await w.owner.query(
    `insert into signataire (id, guichet_id, compte_id, prenom, nom, qualite, service, en_propre, depuis, nomme_le)
     values (gen_random_uuid(), $1, $2, 'Camille', 'Voisin', 'le préfet voisin', 'Ailleurs', true, '2020-01-01', now()) returning id`,
    [voisin, loin.id],
  )
  await nommer(w, admin.cookie, ailleurs.id, { ...PREFET, en_propre: 'oui' }, JUMEAU.slug)
  const avant = (await w.owner.query('select count(*)::int as n from delegation')).rows[0].n
  for (const delegant of [rows[0].id, await fonctionDe(w, ailleurs.id)]) {
    const r = await enregistrer(w, admin.cookie, delegation(delegant, qui.secretaire.fonction, { cle: nouvelId() }))
    expect([r.status, (await texte(r)).includes('Choisissez qui délègue')]).toEqual([422, true])
  }
  expect((await w.owner.query('select count(*)::int as n from delegation')).rows[0].n).toBe(avant)
  expect(await page()).not.toContain('le préfet voisin')
})

test('le même formulaire envoyé six fois à la fois enregistre une délégation', async () => {
  const cle = nouvelId()
  const avant = (await w.owner.query('select count(*)::int as n from delegation')).rows[0].n
  const envois = await Promise.all(Array.from({ length: 6 }, () => enregistrer(w, admin.cookie, form({ cle }))))
  expect(envois.map(r => r.status)).toEqual(Array(6).fill(303))
  expect((await w.owner.query('select count(*)::int as n from delegation')).rows[0].n).toBe(avant + 1)
})

test('la clé d’une délégation d’un autre appel n’en enregistre aucune, et la page le dit', async () => {
  const cle = await posee({ arrete_numero: 'A-CLE' })
  const la = await autorite(w, admin.cookie, JUMEAU.slug)
  const avant = (await w.owner.query('select count(*)::int as n from delegation')).rows[0].n
  const r = await enregistrer(
    w,
    admin.cookie,
    delegation(la.prefet.fonction, la.secretaire.fonction, { cle, arrete_numero: 'A-AUTRE' }),
    JUMEAU.slug,
  )
  const html = await texte(r)
  expect([r.status, html.includes('a déjà servi pour un autre appel'), html.includes('Choisissez à nouveau l’arrêté')]).toEqual([
    409,
    true,
    true,
  ])
  expect((await w.owner.query('select count(*)::int as n from delegation')).rows[0].n).toBe(avant)
})

test('un acte y met fin avec sa raison, une fois, et ce qui est fini ne change plus', async () => {
  const id = await posee({ arrete_numero: 'A-FINIR' })
  expect(await texte(finir(id, ''))).toContain('Dites pourquoi elle prend fin')
  expect(await texte(w.get(a.finDelegation(SLUG, id), admin.cookie))).toContain('A-FINIR')
  expect((await finir(id, 'Rapportée par l’arrêté du 2 mai 2026.')).status).toBe(303)
  const encore = await finir(id, 'Encore.')
  expect([encore.status, (await texte(encore)).includes('Cette délégation a déjà pris fin.')]).toEqual([409, true])
  expect((await w.get(a.finDelegation(SLUG, id), admin.cookie)).status).toBe(409)
  expect(await page()).toContain('Le 4 mai 2026 à 10 h 00 : Rapportée par l’arrêté du 2 mai 2026.')
  const mails = (await w.courriels()).filter(c => c.sujet === 'Une délégation de signature prend fin' && c.texte.includes('A-FINIR'))
  expect(mails).toHaveLength(2)
  expect((await w.journal()).filter(e => e.action === 'delegation.finie')).toHaveLength(1)
  await expect(w.owner.query("update delegation set fin_motif = 'autre' where id = $1", [id])).rejects.toThrow('ne change plus')
})

test('trente jours avant la fin, les deux personnes sont prévenues, une fois\u00a0; d’une délégation déjà finie, jamais', async () => {
  await posee({ arrete_numero: 'A-ANNONCER', au: '20/08/2026' })
  const finie = await posee({ arrete_numero: 'FINIE-AVANT', au: '20/08/2026' })
  await finir(finie, 'Un autre arrêté.')
  const dire = async (local: string) => {
    w.regler(local)
    return annoncerFins(w.deps, w.horloge.instant)
  }
  expect(await dire('2026-07-20T23:59:59')).toBe(0)
  expect(await dire('2026-07-21T00:00:00')).toBe(1)
  expect(await Promise.all(Array.from({ length: 6 }, () => annoncerFins(w.deps, w.horloge.instant)))).toEqual(Array(6).fill(0))
  const mails = (await w.courriels()).filter(
    c => c.sujet.replaceAll('\u00a0', ' ') === 'Une délégation de signature prend fin le 20 août 2026',
  )
  expect(mails.map(c => c.destinataire).sort()).toEqual([qui.prefet.courriel, qui.secretaire.courriel].sort())
  expect(mails[0]!.texte).toContain('A-ANNONCER')
  expect((await w.journal()).filter(e => e.action === 'delegation.preavis')).toHaveLength(1)
})

// seen to fail: without the lock of the trigger, five of the six were signed
test('six actes signés à la fois sous un plafond en tout\u00a0: ensemble ils ne le passent pas', async () => {
  const vico = await w.compte({ structures: ['Vico'] })
  w.regler('2021-09-13T10:00:00')
  const dossier = await dossierPret(w, vico.cookie)
  w.regler('2026-05-04T10:00:00')
  const id = await posee({ arrete_numero: 'LA-COURSE', plafond_total: '50 000' })
  const signer = async () => {
    const c = await connexionNue(w)
    try {
      await c.query('begin')
      await c.query('select from guichet limit 1')
      await c.query(
        `insert into emploi_delegation (id, guichet_id, delegation_id, dossier_id, nature, objet_id, montant, ajout, instant)
         values (gen_random_uuid(), guichet_courant(), $1, $2, 'acte', gen_random_uuid(), 2000000, 2000000, now())`,
        [id, dossier],
      )
      await c.query('commit')
      return 'signé'
    } catch (e) {
      return (e as Error).message
    } finally {
      await c.end()
    }
  }
  const issues = await Promise.all(Array.from({ length: 6 }, signer))
  expect(issues.filter(i => i === 'signé')).toHaveLength(2)
  expect(issues.filter(i => i === 'plafond de la délégation en tout')).toHaveLength(4)
  expect(await page()).toContain('Arrêtés, conventions et avenants : reste 10 000 €')
})
