import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { connexionNue } from '../../test/courses.ts'
import { agent, autorite, delegation, enregistrer, fonctionDe, nommer } from '../../test/signataires.ts'
import { type MondeSuivis, NOTIFIE, ouvrirSuivis } from '../../test/suivi.ts'
import { lisible, SLUG } from '../../test/vico.ts'

/** Somebody who signs by delegation subdelegates to the head of a service, within what they hold. */
const { administration: a } = paths
let m: MondeSuivis
let qui: Awaited<ReturnType<typeof autorite>>
let chef: { id: string; cookie: string; fonction: string }
const DATES = { arrete_le: '04/01/2021', publiee_le: '05/01/2021', du: '06/01/2021', au: '31/12/2021' }
beforeAll(async () => {
  m = await ouvrirSuivis()
  m.w.regler(NOTIFIE)
  qui = await autorite(m.w, m.admin.cookie)
  const compte = await agent(m.w, 'Chef de bureau')
  const mots = {
    prenom: 'Sacha',
    nom: 'Essai',
    qualite: 'la cheffe du bureau des dotations',
    service: 'Bureau des dotations',
    depuis: '01/01/2020',
  }
  expect((await nommer(m.w, m.admin.cookie, compte.id, mots)).status).toBe(303)
  chef = { ...compte, fonction: await fonctionDe(m.w, compte.id) }
}, 120_000)
afterAll(() => m.w.close())
beforeEach(async () => {
  m.w.regler(NOTIFIE)
  for (const { id } of (await m.w.owner.query('select id from delegation where finie_le is null order by mere_id is null')).rows)
    await m.w.post(a.finDelegation(SLUG, id), { motif: 'Fin de l’essai.' }, m.admin.cookie)
})

const texte = async (r: Response | Promise<Response>) => (await lisible(await r)).replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')
const poser = async (v: Record<string, string> = {}) => {
  const cle = nouvelId()
  const r = await enregistrer(
    m.w,
    m.admin.cookie,
    delegation(qui.prefet.fonction, qui.secretaire.fonction, { cle, ...DATES, plafond_total: '', subdelegable: 'oui', ...v }),
  )
  expect(r.status).toBe(303)
  return cle
}
const subdeleguer = async (mere: string, v: Record<string, string> = {}, cookie = m.admin.cookie) => {
  const cle = nouvelId()
  const r = await enregistrer(
    m.w,
    cookie,
    delegation('', chef.fonction, { cle, ...DATES, plafond_acte: '10 000', plafond_total: '', mere, ...v }),
  )
  return { cle, status: r.status, dit: await texte(r) }
}
const etablir = (dossier: string, signataire = chef.fonction) =>
  m.w.post(paths.suiviDossier.acte(dossier), { duree: '12', signataire }, m.admin.cookie)
const laureat = async () => ((await m.laureats(1)) as [string])[0]

describe('subdéléguer', () => {
  it('dans ce que tient qui subdélègue\u00a0: la page le dit, et l’acte vise les deux arrêtés', async () => {
    const mere = await poser()
    const fille = await subdeleguer(mere, { arrete_numero: 'R20-SUB-001' })
    expect(fille.status).toBe(303)
    expect(await texte(m.w.get(a.delegations(SLUG), m.admin.cookie))).toContain('Subdélégation de la délégation du 4 janvier 2021')
    const d = await laureat()
    expect((await etablir(d)).status).toBe(303)
    const { rows } = await m.w.owner.query('select contenu::text as contenu, delegation_id from acte where dossier_id = $1', [d])
    expect(rows[0].delegation_id).toBe(fille.cle)
    for (const mot of ['par subdélégation', 'portant délégation de signature', 'portant subdélégation de signature', 'R20-SUB-001'])
      expect(rows[0].contenu.replaceAll('\u00a0', ' ')).toContain(mot)
  })

  it.each([
    ['au-delà du plafond par acte', { plafond_acte: '23 000,01' }, 'Qui subdélègue ne va pas au-delà de 23 000 €'],
    ['sans plafond quand il y en a un', { plafond_acte: '' }, 'Qui subdélègue ne va pas au-delà de 23 000 €'],
    ['avant son premier jour', { publiee_le: '05/01/2021', du: '05/01/2021' }, 'Qui subdélègue ne signe que depuis le 6 janvier 2021'],
    ['après son dernier jour', { au: '01/01/2022' }, 'Qui subdélègue ne signe que jusqu’au 31 décembre 2021'],
    ['sans dernier jour', { au: '' }, 'Qui subdélègue ne signe que jusqu’au 31 décembre 2021'],
    ['d’autres actes', { nature_versement: 'oui' }, 'Qui subdélègue ne signe pas ces actes'],
    ['pour tous les appels', { tous: 'oui' }, 'Qui subdélègue ne signe que pour cet appel'],
    ['à subdéléguer encore', { subdelegable: 'oui' }, 'Une subdélégation ne se subdélègue pas'],
  ])('%s\u00a0: refusé', async (_, plus, phrase) => {
    const r = await subdeleguer(await poser(), plus)
    expect([r.status, r.dit]).toEqual([422, expect.stringContaining(phrase)])
  })

  it('d’une délégation qui ne le permet pas, ou qui a pris fin\u00a0: refusé, par la page et par la base', async () => {
    const fermee = await poser({ subdelegable: '' })
    expect((await subdeleguer(fermee)).dit).toContain('ne permet pas de subdéléguer')
    const c = await connexionNue(m.w)
    const inserer = `insert into delegation (id, guichet_id, delegant_id, delegue_id, arrete_numero, arrete_le, recueil, publiee_le, natures, du, au, fichier_nom, taille, sha256, cle, enregistree_par, enregistree_le, mere_id)
      select gen_random_uuid(), guichet_id, delegue_id, $2, 'X', arrete_le, recueil, publiee_le, natures, du, au, fichier_nom, taille, sha256, gen_random_uuid()::text, enregistree_par, enregistree_le, id from delegation where id = $1`
    await expect(c.query(inserer, [fermee, chef.fonction])).rejects.toThrow('reste dans ce que tient')
    await c.end()
  })

  it('elle prend fin avec celle dont elle vient, et les deux personnes l’apprennent', async () => {
    const mere = await poser()
    await subdeleguer(mere)
    const avant = (await m.w.courriels()).length
    await m.w.post(a.finDelegation(SLUG, mere), { motif: 'Nouvel arrêté.' }, m.admin.cookie)
    const nouveaux = (await m.w.courriels()).slice(avant)
    expect(nouveaux.filter(c => c.sujet.includes('prend fin'))).toHaveLength(4)
    const r = await etablir(await laureat())
    expect([r.status, await texte(r)]).toEqual([422, expect.stringContaining('La délégation du 4 janvier 2021 a pris fin')])
  })

  it('ce qui est signé sous elle compte pour celle dont elle vient\u00a0; six à la fois n’en passent pas le plafond', async () => {
    const mere = await poser({ plafond_total: '27 000' })
    expect((await subdeleguer(mere, { plafond_total: '27 000' })).status).toBe(303)
    const ids = await m.laureats(6)
    const rs = await Promise.all(ids.map((d, i) => etablir(d, i % 2 === 0 ? chef.fonction : qui.secretaire.fonction)))
    expect(rs.map(r => r.status).sort()).toEqual([303, 303, 303, 422, 422, 422])
    const { rows } = await m.w.owner.query(
      'select sum(ajout)::int as n from emploi_delegation where rendu_le is null and (delegation_id = $1 or delegation_id in (select id from delegation where mere_id = $1))',
      [mere],
    )
    expect(rows[0].n).toBe(2_700_000)
  })

  it('qui la reçoit ne l’enregistre pas', async () => {
    const { rows } = await m.w.owner.query(
      "insert into role (id, guichet_id, compte_id, role) values (gen_random_uuid(), $1, $2, 'administrateur') returning id",
      [m.w.guichetId, chef.id],
    )
    const r = await subdeleguer(await poser(), {}, chef.cookie)
    expect([200, 303].includes(r.status)).toBe(false)
    await m.w.owner.query('delete from role where id = $1', [rows[0].id])
  })
})
