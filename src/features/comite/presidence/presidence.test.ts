import { describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { actesDuComite } from '../../../test/comite.ts'
import { ouvrirSalle } from '../../../test/salle.ts'
import { URL_TEST } from '../../../test/world.ts'

const p = paths.comite
const s = ouvrirSalle()
type Qui = { id: string; cookie: string }
const admin = () => s.m.administratrice
const membre = async (qui: Qui) =>
  (await s.q('select id from seance_membre where seance_id = $1 and compte_id = $2', [s.seance, qui.id])).rows[0].id as string
const presider = async (qui: Qui) => s.q('update seance set president_id = $2 where id = $1', [s.seance, await membre(qui)])
const suppleer = async (...qui: Qui[]) =>
  s.q('update seance_membre set supplee = true where seance_id = $1 and compte_id = any($2)', [s.seance, qui.map(x => x.id)])
const president = async () =>
  (await s.q('select m.compte_id as id from seance x join seance_membre m on m.id = x.president_id where x.id = $1', [s.seance])).rows[0]
    ?.id
const prendre = (qui: Qui) => s.m.w.post(p.prisePresidence(s.seance), {}, qui.cookie)
const reprendre = (qui: Qui) => s.m.w.post(p.reprisePresidence(s.seance), {}, qui.cookie)
const ceder = async (a: Qui, qui: Qui) => s.m.w.post(p.presidence(s.seance), { membre: await membre(a) }, qui.cookie)
const signaler = (qui: Qui) =>
  s.m.w.app.request(URL_TEST + p.suiviSalle(s.seance), {
    method: 'PUT',
    headers: { origin: URL_TEST, cookie: qui.cookie },
    body: new URLSearchParams({ dossier: s.dossiers[0]!, retenu: '' }),
  })
const plusTard = (secondes: number) => s.m.w.horloge.regler(new Date(s.m.w.horloge.instant.getTime() + secondes * 1000))
const actes = async () => (await actesDuComite(s.m.w, s.seance)).map(e => e.action).filter(a => a.includes('presidence'))
const salle = (qui: Qui) => s.lire(s.m.w.get(p.salle(s.seance), qui.cookie))

describe('la présidence', () => {
  it('je la passe à un membre, qui décide\u00a0; je la reprends d’un geste\u00a0; le journal le dit', async () => {
    await presider(s.m.regionale)
    expect(await salle(s.m.regionale)).toContain('Passer la présidence')
    expect((await ceder(s.m.hauteCorse, s.m.regionale)).status).toBe(303)
    expect(await president()).toBe(s.m.hauteCorse.id)
    expect((await s.decider(s.dossiers[0]!, {}, s.m.regionale.cookie)).status).toBe(403)
    expect((await s.decider(s.dossiers[0]!, {}, s.m.hauteCorse.cookie)).status).toBe(303)
    expect(await salle(s.m.regionale)).toContain('Reprendre la présidence')
    expect((await reprendre(s.m.corseDuSud)).status).toBe(403)
    for (const _ of [1, 2]) expect((await reprendre(s.m.regionale)).status).toBe(303)
    expect(await president()).toBe(s.m.regionale.id)
    expect(await actes()).toEqual(['comite.presidence_cedee', 'comite.presidence_reprise'])
    expect(await salle(s.m.hauteCorse)).not.toContain('Reprendre la présidence')
  })

  it('elle ne se passe pas à un absent, ni à qui n’a pas déclaré ses intérêts, ni à un inconnu\u00a0; un membre ne la passe pas', async () => {
    await presider(s.m.regionale)
    await s.q("update seance_membre set presence = 'excuse' where seance_id = $1 and compte_id = $2", [s.seance, s.m.hauteCorse.id])
    await s.q(
      `insert into seance_membre (id, guichet_id, seance_id, compte_id, siege, college, presence)
        select gen_random_uuid(), guichet_id, id, $2, 9, 'autre', 'present' from seance where id = $1`,
      [s.seance, s.m.suppleante.id],
    )
    for (const a of [s.m.hauteCorse, s.m.suppleante]) expect((await ceder(a, s.m.regionale)).status).toBe(422)
    expect((await s.m.w.post(p.presidence(s.seance), { membre: 'rien' }, s.m.regionale.cookie)).status).toBe(422)
    expect((await ceder(s.m.regional, s.m.regional)).status).toBe(403)
    expect((await ceder(s.m.regional, s.m.porteur)).status).toBe(404)
    expect(await president()).toBe(s.m.regionale.id)
  })

  it('dont la liaison tient ne se prend pas\u00a0; perdue, un suppléant la prend, et elle revient d’un geste', async () => {
    await presider(s.m.regionale)
    await suppleer(s.m.regional)
    await signaler(s.m.regionale)
    expect((await prendre(s.m.regional)).status).toBe(409)
    expect(await salle(s.m.regional)).not.toContain('Prendre la présidence')
    plusTard(7)
    const vu = await salle(s.m.regional)
    expect(vu).toMatch(/Référente régionale préside, et son écran ne répond plus depuis \d+ h \d\d/)
    expect(vu).toContain('Prendre la présidence')
    expect(await salle(admin())).toContain('Vous conduisez la salle')
    expect(await salle(s.m.corseDuSud)).not.toContain('Prendre la présidence')
    expect((await prendre(s.m.corseDuSud)).status).toBe(409)
    expect((await prendre(s.m.regional)).status).toBe(303)
    expect(await president()).toBe(s.m.regional.id)
    await signaler(s.m.regional)
    expect((await reprendre(s.m.regionale)).status).toBe(303)
    expect(await president()).toBe(s.m.regionale.id)
    expect(await actes()).toEqual(['comite.presidence_prise', 'comite.presidence_reprise'])
    const { rows } = await s.q("select quoi from seance_mouvement where seance_id = $1 and quoi = 'preside' order by le, id", [s.seance])
    expect(rows.length).toBe(2)
  })

  it('six la prennent au même instant\u00a0: un seul l’a, et le journal le dit une fois', async () => {
    await presider(s.m.regionale)
    await suppleer(s.m.regional, s.m.corseDuSud, s.m.hauteCorse)
    await signaler(s.m.regionale)
    plusTard(7)
    for (const qui of [s.m.regional, s.m.corseDuSud, s.m.hauteCorse]) await signaler(qui)
    const six = await Promise.all([1, 2].flatMap(() => [s.m.regional, s.m.corseDuSud, s.m.hauteCorse]).map(prendre))
    expect(six.map(r => r.status).sort()).toEqual([303, 303, 409, 409, 409, 409])
    expect(await actes()).toEqual(['comite.presidence_prise'])
  })

  it('un nouveau pointage choisit qui préside et qui supplée\u00a0; il ne reste rien à reprendre', async () => {
    await presider(s.m.regionale)
    await ceder(s.m.regional, admin())
    const corps: Record<string, string> = { president: await membre(s.m.corseDuSud) }
    for (const x of s.m.sieges) corps[`presence-${await membre(x)}`] = 'present'
    corps[`supplee-${await membre(s.m.hauteCorse)}`] = 'oui'
    expect((await s.m.w.post(p.presences(s.seance), corps, admin().cookie)).status).toBe(303)
    expect((await reprendre(s.m.regionale)).status).toBe(403)
    const { rows } = await s.q('select compte_id from seance_membre where seance_id = $1 and supplee', [s.seance])
    expect(rows.map(r => r.compte_id)).toEqual([s.m.hauteCorse.id])
  })
})
