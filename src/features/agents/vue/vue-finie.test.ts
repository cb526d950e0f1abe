import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { oublierLimites } from '../../../test/navigateur.ts'
import { lisible } from '../../../test/vico.ts'
import { type MondeVues, ouvrirVues } from '../../../test/vue-comme.ts'
import { openWorld } from '../../../test/world.ts'
import { finirVuesPassees } from './finir.ts'

const { administration: a, instruction: i, vueComme } = paths
let m: MondeVues
let w: MondeVues['w']
/** Whoever is seen, in the tests that change them. */
let vue: { id: string }
/** Fresh for each test. */
let admin: { id: string; cookie: string; courriel: string }
beforeAll(async () => {
  m = await ouvrirVues()
  w = m.w
})
beforeEach(async () => {
  await oublierLimites(w)
  admin = await m.administratrice()
})
afterAll(() => w.close())

const voir = (qui: { id: string }, par: { cookie: string } = admin) => m.voir(qui, par)
const page = (chemin: string, qui: { cookie: string } = admin) => m.page(chemin, qui)

describe('jamais', () => {
  test.each(['membre_comite', 'signataire', 'administrateur'] as const)('les pages de qui est %s, fût-ce d’un autre appel', async role => {
    const qui = await w.compte({
      nom: 'Quelqu’un',
      roles: [
        { role, departements: [], volets: [] },
        { role: 'referent_departemental', departements: ['2A'], volets: [] },
      ],
    })
    const r = await voir(qui)
    expect([r.status, await m.ouvertes(admin)]).toEqual([409, []])
  })

  test('les pages de qui siège dans une séance, quoique son rôle soit repris', async () => {
    const ancien = await w.compte({ nom: 'Ancien membre', roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
    await m.sieger(ancien.id)
    const r = await voir(ancien)
    expect([r.status, await lisible(r)]).toEqual([409, expect.stringContaining('ses notes et ses intérêts restent secrets')])
  })

  test('les siennes, celles de qui est suspendu, ou d’un inconnu', async () => {
    expect((await voir(admin)).status).toBe(409)
    expect((await voir({ id: nouvelId() })).status).toBe(404)
    await w.post(a.suspension(m.collegue.id), {}, admin.cookie)
    expect((await voir(m.collegue)).status).toBe(409)
    await w.post(a.finSuspension(m.collegue.id), {}, admin.cookie)
    expect(await m.ouvertes(admin)).toEqual([])
  })

  test('par qui n’administre pas, ni par qui administre un autre guichet', async () => {
    expect((await voir(m.ailleurs, m.referent)).status).toBe(404)
    const autre = await openWorld()
    const etrangere = await autre.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
    expect((await autre.post(a.vueAgent(m.referent.id), {}, etrangere.cookie)).status).toBe(404)
    await autre.close()
  })

  test('en production, les pages de qui n’a pas son second facteur, et ne lit donc rien', async () => {
    const prod = await openWorld({ env: { GUICHET_MODE: 'production' } })
    const par = await prod.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
    const sans = await prod.compte({ roles: [{ role: 'lecteur', departements: [], volets: [] }] })
    const r = await prod.post(a.vueAgent(sans.id), {}, par.cookie)
    expect([r.status, await lisible(r)]).toEqual([409, expect.stringContaining('pas encore de second facteur')])
    await prod.owner.query('update compte set two_factor_enabled = true where id = $1', [sans.id])
    expect((await prod.post(a.vueAgent(sans.id), {}, par.cookie)).status).toBe(303)
    await prod.close()
  })
})

describe('la vue finit', () => {
  test('au bout de dix minutes\u00a0: la demande suivante n’est plus celle de l’autre, ni un acte de la mienne, et le journal le dit une fois', async () => {
    await voir(m.referent)
    await m.perimer()
    const avant = (await m.finies()).length
    const rs = await Promise.all(Array.from({ length: 6 }, () => w.post(a.titreAgent(m.referent.id), { titre: 'Piège' }, admin.cookie)))
    expect(rs.some(r => r.headers.get('location') === vueComme.finie)).toBe(true)
    expect((await m.finies()).slice(avant)).toMatchObject([{ donnees: { raison: 'terme' } }])
    expect((await page(vueComme.finie)).texte).toContain('Vous êtes revenu à votre compte')
    expect((await page(a.agents)).statut).toBe(200)
  })

  test('sans que je revienne\u00a0: le guichet la ferme de lui-même, une fois', async () => {
    await voir(m.referent)
    expect(await finirVuesPassees(w.ctx(), w.horloge.instant)).toBe(0)
    await m.perimer()
    const avant = (await m.finies()).length
    await Promise.all([finirVuesPassees(w.ctx(), w.horloge.instant), finirVuesPassees(w.ctx(), w.horloge.instant)])
    expect((await m.finies()).length).toBe(avant + 1)
  })

  test.each([
    ['la personne est suspendue', () => w.owner.query('delete from role where compte_id = $1', [vue.id])],
    ['elle entre au comité', () => m.donner(vue.id, 'membre_comite')],
    ['elle devient signataire', () => m.donner(vue.id, 'signataire')],
    ['je n’administre plus', () => w.owner.query('delete from role where compte_id = $1', [admin.id])],
  ])('dès que %s', async (_, changer) => {
    vue = await w.compte({ nom: 'Vue', roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
    await voir(vue)
    expect((await page(i.boite)).statut).toBe(200)
    await changer()
    expect((await page(i.boite)).vers).toBe(vueComme.finie)
    expect((await m.finies()).at(-1)).toMatchObject({ objet_id: vue.id, donnees: { raison: 'droit' } })
    expect(await m.ouvertes(admin)).toEqual([])
  })

  test('ma session fermée, la vue ne suit aucune autre\u00a0; celle d’une autre session n’est pas la mienne', async () => {
    await voir(m.referent)
    const { rows } = await w.owner.query('select session_id from vue_comme where compte_id = $1', [admin.id])
    const meme = await w.compte({ nom: 'Autre administratrice', roles: [{ role: 'administrateur', departements: [], volets: [] }] })
    expect((await page(a.agents, meme)).texte).not.toContain('Vous voyez les pages de')
    // a line that names the session of somebody else shows nothing to them
    await w.owner.query('update vue_comme set compte_id = $1 where session_id = $2', [meme.id, rows[0].session_id])
    expect((await page(a.agents)).texte).not.toContain('Vous voyez les pages de')
  })
})

test('six fois à la fois, elle commence une fois, et un courriel part', async () => {
  const qui = await w.compte({ nom: 'Vue six fois', roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
  await Promise.all(Array.from({ length: 6 }, () => voir(qui)))
  expect(await m.ouvertes(admin)).toEqual([{ vu_id: qui.id }])
  expect((await w.courriels()).filter(c => c.destinataire === qui.courriel)).toHaveLength(1)
})

test('vingt fois par jour au plus', async () => {
  for (let n = 0; n < 20; n++) {
    expect((await voir(m.referent)).status).toBe(303)
    await w.post(vueComme.retour, {}, admin.cookie)
  }
  expect((await voir(m.referent)).status).toBe(409)
})
