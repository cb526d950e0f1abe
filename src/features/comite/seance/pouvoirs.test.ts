import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeInstances, ouvrirInstances } from '../../../test/instances.ts'

/** A commission of four whose call lets each member hold one power; two make its quorum. */
const p = paths.comite
type Qui = { id: string; cookie: string }
let m: MondeInstances
let dossiers: string[]
let siege: Record<string, string>
beforeAll(async () => {
  m = await ouvrirInstances(t => t.replace('    quorum: 2\n', '    quorum: 2\n    pouvoirs: 1\n'))
}, 120_000)
afterAll(() => m.w.close())
beforeEach(async () => {
  await m.q("update dossier set etat = 'en_instruction' where etat = 'au_comite'")
  dossiers = await m.dossiers(2)
})

async function commission(ids: readonly string[], plus: Parameters<MondeInstances['commission']>[1] = {}) {
  const seance = await m.commission(ids, plus)
  const { rows } = await m.q('select id, compte_id from seance_membre where seance_id = $1', [seance])
  siege = Object.fromEntries(rows.map(r => [r.compte_id, r.id]))
  return seance
}
/** Presences as the form sends them: these are away, with these powers. */
function noter(
  seance: string,
  absents: readonly Qui[],
  pouvoirs: readonly (readonly [Qui, Qui])[],
  qui: { cookie: string } = m.administratrice,
) {
  const presences = Object.entries(siege).map(([compte, id]) => [
    `presence-${id}`,
    absents.some(a => a.id === compte) ? 'excuse' : 'present',
  ])
  const donnes = pouvoirs.map(([de, a]) => [`pouvoir-${siege[de.id]}`, siege[a.id]])
  return m.w.post(p.presences(seance), { ...Object.fromEntries([...presences, ...donnes]), president: siege[m.regionale.id]! }, qui.cookie)
}
const voixDe = async (dossier: string) =>
  (await m.q('select cardinality(votants) as votants, representes, mandataires from avis_instance where dossier_id = $1', [dossier]))
    .rows[0]

describe('un membre absent donne pouvoir', () => {
  it('sa voix compte dans le vote, la page et le procès-verbal disent qui a voté pour lui', async () => {
    const [a] = dossiers as [string]
    const seance = await commission([a])
    expect((await noter(seance, [m.hauteCorse], [[m.hauteCorse, m.regional]])).status).toBe(303)
    const salle = await m.lire(m.w.get(p.salleDossier(seance, a), m.regionale.cookie))
    for (const mot of [
      '3 membres présents sur 4, 1 pouvoir, quorum 2 atteint',
      '4 votants, dont 1 par pouvoir',
      'Référente de la Haute-Corse, par Second référent régional',
    ])
      expect(salle).toContain(mot)
    const trop = await m.rendre(seance, a, { pour: '3' })
    expect([trop.status, await m.lire(trop)]).toEqual([422, expect.stringContaining('il y a 4 votants, dont 1 par pouvoir')])
    expect((await m.rendre(seance, a, { pour: '4' })).status).toBe(303)
    expect(await voixDe(a)).toEqual({ votants: 3, representes: [siege[m.hauteCorse.id]], mandataires: [siege[m.regional.id]] })
    expect((await m.w.journal()).filter(e => e.action === 'comite.avis_rendu').at(-1)).toMatchObject({
      donnees: { pouvoirs: [{ de: m.hauteCorse.id, a: m.regional.id }] },
    })
    for (const adresse of [p.cloture(seance), p.procesVerbal(seance)])
      expect((await m.w.post(adresse, {}, m.administratrice.cookie)).status).toBe(303)
    const pv = await m.lire(m.w.get(p.procesVerbal(seance), m.administratrice.cookie))
    for (const mot of [
      'Présent jusqu’à 9 h 00, pouvoir à Second référent régional',
      'Par pouvoir',
      'Élus, siège 4, par Élus, siège 2',
      'Votants présents',
    ])
      expect(pv).toContain(mot)
  })

  it('un pouvoir ne fait pas le quorum', async () => {
    const [a] = dossiers as [string]
    const seance = await commission([a])
    const seule = [m.regional, m.corseDuSud, m.hauteCorse]
    expect((await noter(seance, seule, [[m.hauteCorse, m.regionale]])).status).toBe(303)
    const r = await m.rendre(seance, a, { pour: '2' })
    expect([r.status, await m.lire(r)]).toEqual([409, expect.stringContaining('1 votant présent, il en faut 2')])
  })

  it.each([
    [
      'à un absent',
      () => [
        [m.hauteCorse, m.corseDuSud],
        [m.hauteCorse, m.corseDuSud],
      ],
      'Référent de la Corse-du-Sud n’est pas là',
    ],
    ['par un présent', () => [[], [m.hauteCorse, m.corseDuSud]], 'est là et vote en personne'],
    ['à soi-même', () => [[m.hauteCorse], [m.hauteCorse, m.hauteCorse]], 'Choisissez un autre membre de la séance'],
  ] as const)('donné %s\u00a0: refusé, rien n’est noté, ce qui était choisi reste', async (_, cas, phrase) => {
    const [a] = dossiers as [string]
    const seance = await commission([a])
    const [absents, pouvoir] = cas() as unknown as [Qui[], [Qui, Qui]]
    const r = await noter(seance, absents, [pouvoir])
    expect([r.status, await m.lire(r)]).toEqual([422, expect.stringContaining(phrase)])
    expect((await m.q('select 1 from seance_membre where pouvoir_a is not null and seance_id = $1', [seance])).rowCount).toBe(0)
  })

  it('un second pouvoir au même membre\u00a0: refusé, l’appel en permet un', async () => {
    const [a] = dossiers as [string]
    const seance = await commission([a])
    const deux = [
      [m.hauteCorse, m.regional],
      [m.corseDuSud, m.regional],
    ] as const
    const r = await noter(seance, [m.hauteCorse, m.corseDuSud], deux)
    const html = (await r.text()).replace(/[\u00a0\u202f]/g, ' ')
    expect([r.status, html]).toEqual([422, expect.stringContaining('tient déjà 1 pouvoir : l’appel en permet 1 par membre')])
    expect(html.match(/selected[^>]*>Second référent régional/g)).toHaveLength(2)
    expect((await noter(seance, [m.hauteCorse, m.corseDuSud], [deux[0], [m.corseDuSud, m.regionale]])).status).toBe(303)
  })

  // seen to fail: a pointage that leaves the powers it does not name as they were ends with two powers in one hand
  it('noté par six personnes au même instant\u00a0: un des pointages reste entier, personne ne tient deux pouvoirs ni n’est donné deux fois', async () => {
    const [a] = dossiers as [string]
    const seance = await commission([a])
    const absents = [m.hauteCorse, m.corseDuSud]
    const choix = [
      [[m.hauteCorse, m.regional]],
      [[m.corseDuSud, m.regional]],
      [[m.hauteCorse, m.regionale]],
      [
        [m.hauteCorse, m.regional],
        [m.corseDuSud, m.regionale],
      ],
      [
        [m.hauteCorse, m.regional],
        [m.corseDuSud, m.regional],
      ],
      [[m.corseDuSud, m.regionale]],
    ] as const
    const six = await Promise.all(choix.map((c, i) => noter(seance, absents, c, i % 2 ? m.regionale : m.administratrice)))
    expect(six.map(r => r.status)).toEqual([303, 303, 303, 303, 422, 303])
    const { rows } = await m.q(
      'select a.compte_id as de, b.compte_id as par from seance_membre a join seance_membre b on b.id = a.pouvoir_a where a.seance_id = $1',
      [seance],
    )
    const notes = (c: readonly (readonly [Qui, Qui])[]) => c.map(([de, par]) => `${de.id} ${par.id}`).sort()
    const restes = rows.map(r => `${r.de} ${r.par}`).sort()
    expect(choix.filter((_, i) => i !== 4).map(notes)).toContainEqual(restes)
    expect(new Set(rows.map(r => r.par)).size).toBe(rows.length)
    const votants = 2 + rows.length
    expect(await m.lire(m.w.get(p.salleDossier(seance, a), m.regionale.cookie))).toContain(
      `${votants} votants, dont ${rows.length} par pouvoir`,
    )
    // opinions given while a power is taken back: each counts the voices of one pointage, never of half of it
    const [retire, ...avis] = await Promise.all([
      noter(seance, absents, []),
      ...Array.from({ length: 5 }, () => m.rendre(seance, a, { pour: String(votants) })),
    ])
    expect(retire!.status).toBe(303)
    expect(avis.filter(r => r!.status === 303).length).toBeLessThanOrEqual(1)
    const dit = (
      await m.q(
        'select pour, cardinality(votants) as presents, cardinality(representes) as pouvoirs from avis_instance where dossier_id = $1',
        [a],
      )
    ).rows
    for (const d of dit) expect(d).toEqual({ pour: votants, presents: 2, pouvoirs: rows.length })
  })

  it('qui n’est ni du guichet ni président n’en note pas', async () => {
    const [a] = dossiers as [string]
    const seance = await commission([a])
    for (const qui of [m.regional, m.lecteur, m.porteur])
      expect([403, 404]).toContain((await noter(seance, [m.hauteCorse], [[m.hauteCorse, m.regional]], qui)).status)
  })
})

describe('un pouvoir et un conflit', () => {
  it.each([
    ['qui l’a donné', () => m.hauteCorse],
    ['qui le tient', () => m.regional],
  ] as const)('%s est déporté d’un dossier\u00a0: le pouvoir n’y compte pas, et compte sur l’autre', async (_, deporte) => {
    const [a, b] = dossiers as [string, string]
    const seance = await commission(dossiers, { deporte: { id: deporte().id, dossier: a } })
    expect((await noter(seance, [m.hauteCorse], [[m.hauteCorse, m.regional]])).status).toBe(303)
    expect(await m.lire(m.w.get(p.salleDossier(seance, a), m.regionale.cookie))).toContain('Un pouvoir ne compte pas sur ce dossier')
    const restent = deporte().id === m.regional.id ? '2' : '3'
    expect((await m.rendre(seance, a, { pour: '4' })).status).toBe(422)
    expect((await m.rendre(seance, a, { pour: restent })).status).toBe(303)
    expect(await voixDe(a)).toMatchObject({ representes: [], mandataires: [] })
    expect((await m.rendre(seance, b, { pour: '4' })).status).toBe(303)
    // the database holds it whoever writes
    await expect(
      m.q('update avis_instance set representes = array[$2::uuid], mandataires = votants[1:1], pour = pour + 1 where dossier_id = $1', [
        a,
        siege[deporte().id],
      ]),
    ).rejects.toThrow('déporté')
  })

  it('déporté du seul dossier, un membre ne reçoit aucun pouvoir', async () => {
    const [a] = dossiers as [string]
    const seance = await commission([a], { deporte: { id: m.regional.id, dossier: a } })
    const r = await noter(seance, [m.hauteCorse], [[m.hauteCorse, m.regional]])
    expect([r.status, await m.lire(r)]).toEqual([422, expect.stringContaining('est déporté de tous les dossiers')])
  })

  it('le conflit découvert après le vote de qui a donné pouvoir\u00a0: la séance ne se clôt pas sur sa voix', async () => {
    const [a] = dossiers as [string]
    const seance = await commission([a])
    await noter(seance, [m.hauteCorse], [[m.hauteCorse, m.regional]])
    expect((await m.rendre(seance, a, { pour: '4' })).status).toBe(303)
    expect((await m.w.post(p.conflit(seance, a), { motif: 'Mon frère y travaille.' }, m.hauteCorse.cookie)).status).toBe(303)
    const r = await m.w.post(p.cloture(seance), {}, m.administratrice.cookie)
    expect([r.status, await m.lire(r)]).toEqual([422, expect.stringContaining('un membre déporté depuis a voté')])
    expect((await m.rendre(seance, a, { pour: '3', vue: '1' })).status).toBe(303)
    expect((await m.w.post(p.cloture(seance), {}, m.administratrice.cookie)).status).toBe(303)
  })
})
