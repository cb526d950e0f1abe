import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { lisible } from '../../../test/vico.ts'

/** A dossier of Corse-du-Sud; on 28 September 2021, its référent says that the référente of Haute-Corse replaces them in October. */
describe('les intérims', () => {
  let m: MondeInstruction
  let id: string
  const i = paths.instruction
  beforeAll(async () => {
    m = await ouvrirInstruction()
    id = await m.dossier()
    // a seat at the comité lends nothing
    await m.w.owner.query(
      "insert into role (id, guichet_id, compte_id, role, departements, volets) values ($1, $2, $3, 'membre_comite', '{2A}', '{}')",
      [nouvelId(), m.w.guichetId, m.referent.id],
    )
  })
  beforeEach(async () => {
    await m.w.owner.query('delete from interim')
    await m.w.owner.query('delete from courriel')
    m.w.regler('2021-09-28T15:12:00')
  })
  afterAll(() => m.w.close())

  type Qui = { id: string; cookie: string }
  const poser = (qui: Qui, corps: Record<string, string> = {}) =>
    m.w.post(
      i.interims,
      { remplace: m.referent.id, remplacant: m.ailleurs.id, du: '04/10/2021', au: '08/10/2021', motif: 'Congé.', ...corps },
      qui.cookie,
    )
  const interims = async () => (await m.w.owner.query('select * from interim order by accorde_le, id')).rows
  const courriels = async () => (await m.w.owner.query('select destinataire, sujet, texte from courriel order by sujet')).rows
  const lu = async (qui: Qui) => (await m.w.get(i.dossier(id), qui.cookie)).status
  const page = async (qui: Qui, chemin: string = i.interims) => lisible(await m.w.get(chemin, qui.cookie))
  const fin = async (qui: Qui) => m.w.post(i.finInterim((await interims())[0]!.id), {}, qui.cookie)
  const actes = async (action: string) => (await m.w.journal()).filter(e => e.action === action)

  it.each([
    ['une seconde avant de commencer, il n’aura pas lieu', '2021-10-03T23:59:59', 'Intérim annulé'],
    ['à l’instant où il commence, il prend fin', '2021-10-04T00:00:00', 'Fin de l’intérim'],
  ])('arrêté %s\u00a0: les deux le lisent', async (_, instant, sujet) => {
    await poser(m.administratrice)
    await m.w.owner.query('delete from courriel')
    m.w.regler(instant)
    expect((await fin(m.administratrice)).status).toBe(303)
    expect((await courriels()).map(c => c.sujet)).toEqual([sujet, sujet])
  })

  it('la page garde en vue les cinquante derniers qui ont pris fin, et tous ceux qui viennent', async () => {
    await poser(m.administratrice)
    await m.w.owner.query(
      `insert into interim select (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid(), 'motif', 'Passé ' || x || '.',
          'du', n.du - x * interval '40 days', 'au', n.au - x * interval '40 days', 'accorde_le', n.accorde_le - x * interval '40 days'))).*
        from interim n, generate_series(1, 52) x`,
    )
    const lus = [...(await page(m.administratrice)).matchAll(/Passé (\d+)\./g)].map(x => Number(x[1]))
    expect(lus).toEqual(Array.from({ length: 50 }, (_, n) => n + 1))
    expect(await page(m.administratrice)).toContain('Congé.')
  })

  it('posé par l’administratrice : les deux le savent, le journal le garde, la page le dit', async () => {
    const avant = (await actes('instruction.interim')).length
    expect((await poser(m.administratrice)).status).toBe(303)
    const [n] = await interims()
    expect(n).toMatchObject({
      remplace_id: m.referent.id,
      remplacant_id: m.ailleurs.id,
      accorde_par: m.administratrice.id,
      motif: 'Congé.',
    })
    const lus = await courriels()
    expect(lus.map(c => c.sujet)).toEqual(['Référente de la Haute-Corse vous remplace', 'Vous remplacez Référent de la Corse-du-Sud'])
    expect(lus[1]!.texte.replace(/\u00a0/g, ' ')).toContain('du 4 octobre 2021 au 8 octobre 2021 inclus')
    expect(lus[1]!.texte.replace(/\u00a0/g, ' ')).toContain('Corse-du-Sud, volets 1, 2 et 3')
    expect(await actes('instruction.interim')).toHaveLength(avant + 1)
    expect(await page(m.administratrice)).toMatch(
      /Référent de la Corse-du-Sud Référente de la Haute-Corse Corse-du-Sud, volets 1, 2 et 3 04\/10\/2021 08\/10\/2021 À venir/,
    )
  })

  it('le remplaçant lit le dossier pendant la période, à la seconde près, et la page dit qu’il agit par intérim', async () => {
    await poser(m.administratrice)
    for (const [instant, statut] of [
      ['2021-10-03T23:59:59', 404],
      ['2021-10-04T00:00:00', 200],
      ['2021-10-08T23:59:59', 200],
      ['2021-10-09T00:00:00', 404],
    ] as const) {
      m.w.regler(instant)
      expect([instant, await lu(m.ailleurs)]).toEqual([instant, statut])
      const boite = await page(m.ailleurs, i.boite)
      expect(boite.match(/Par intérim/g)?.length ?? 0, instant).toBe(statut === 200 ? 1 : 0)
      expect(boite.includes('Par intérim de Référent de la Corse-du-Sud, jusqu’au 08/10/2021 inclus : Corse-du-Sud'), instant).toBe(
        statut === 200,
      )
      expect(boite, instant).toContain('Votre périmètre : Haute-Corse, volets 1, 2 et 3.')
      const etat = instant < '2021-10-04' ? 'À venir' : statut === 200 ? 'En cours' : 'Terminé'
      expect(await page(m.administratrice), instant).toMatch(new RegExp(`04/10/2021 08/10/2021 ${etat}`))
    }
    m.w.regler('2021-10-05T10:00:00')
    expect(await page(m.ailleurs, i.dossier(id))).toContain(
      'Vous agissez par intérim de Référent de la Corse-du-Sud, jusqu’au 08/10/2021 inclus.',
    )
    expect(await page(m.referent, i.dossier(id))).not.toContain('par intérim')
    expect(await page(m.collegue, i.dossier(id))).not.toContain('par intérim')
    expect((await m.w.post(i.annotations(id), { note: 'Vu pendant l’absence.' }, m.ailleurs.cookie)).status).toBe(303)
    expect(await lu(m.regional)).toBe(404)
  })

  it('qui lit déjà le dossier de lui-même n’y agit pas par intérim', async () => {
    expect((await poser(m.administratrice, { remplacant: m.collegue.id })).status).toBe(303)
    m.w.regler('2021-10-05T10:00:00')
    expect(await page(m.collegue, i.dossier(id))).not.toContain('Vous agissez par intérim')
  })

  it('qui remplace une personne qui administre aussi le guichet reçoit ses dossiers, pas son administration', async () => {
    const aussi = nouvelId()
    await m.w.owner.query(
      "insert into role (id, guichet_id, compte_id, role, departements, volets) values ($1, $2, $3, 'administrateur', '{}', '{}')",
      [aussi, m.w.guichetId, m.referent.id],
    )
    await poser(m.administratrice)
    const textes = (await courriels()).map(c => c.texte)
    await m.w.owner.query('delete from role where id = $1', [aussi])
    expect(textes).toHaveLength(2)
    expect(textes.join('\n')).toContain('Corse-du-Sud, volets')
    expect(textes.join('\n')).not.toContain('Tout le territoire')
  })

  it('un référent se fait remplacer lui-même, et personne d’autre', async () => {
    expect((await poser(m.referent, { remplace: m.collegue.id })).status).toBe(303)
    expect(await interims()).toMatchObject([{ remplace_id: m.referent.id, remplacant_id: m.ailleurs.id, accorde_par: m.referent.id }])
    const html = await (await m.w.get(i.interims, m.referent.cookie)).text()
    expect(html).toContain('Me faire remplacer')
    expect(html).not.toContain('name="remplace"')
    expect(html).not.toContain(`value="${m.referent.id}"`)
    expect((await poser(m.referent, { remplacant: m.referent.id })).status).toBe(422)
  })

  it('refusé : la page revient avec ce qui est tapé et sa phrase, rien n’est écrit', async () => {
    for (const [corps, phrase] of [
      [{ remplacant: m.referent.id }, 'Une personne ne se remplace pas elle-même'],
      [{ du: '05/10/2021', au: '04/10/2021' }, 'Le dernier jour vient avant le premier'],
      [{ du: '27/09/2021' }, 'Ce jour est passé'],
      [{ remplacant: m.porteur.id }, 'Choisissez qui la remplace'],
      [{ remplace: m.administratrice.id }, 'Choisissez la personne absente'],
      [{ remplacant: '' }, 'Choisissez qui la remplace'],
    ] as const) {
      const r = await poser(m.administratrice, corps)
      const html = await lisible(r.clone())
      expect([r.status, html.includes(phrase), html.startsWith(' Erreur')], phrase).toEqual([422, true, true])
      expect(await r.text(), phrase).toContain('value="Congé."')
    }
    expect(await interims()).toEqual([])
    expect(await courriels()).toEqual([])
  })

  it('deux fois le même à la fois : un seul, même pressé six fois ; un remplaçant absent est refusé', async () => {
    const statuts = (await Promise.all(Array.from({ length: 6 }, () => poser(m.administratrice)))).map(r => r.status)
    expect(statuts.sort()).toEqual([303, 422, 422, 422, 422, 422])
    expect(await interims()).toHaveLength(1)
    const absente = await poser(m.administratrice, {
      remplace: m.ailleurs.id,
      remplacant: m.referent.id,
      du: '08/10/2021',
      au: '12/10/2021',
    })
    expect(absente.status).toBe(422)
    expect(await lisible(absente)).toContain('Référent de la Corse-du-Sud est absent du 4 octobre 2021 au 8 octobre 2021 inclus')
    expect((await poser(m.administratrice, { du: '09/10/2021', au: '12/10/2021' })).status).toBe(303)
  })

  it('finir avant le dernier jour : le dossier se referme aussitôt, les deux le savent, et deux fois n’en font qu’une', async () => {
    await poser(m.administratrice)
    m.w.regler('2021-10-05T10:00:00')
    expect(await lu(m.ailleurs)).toBe(200)
    await m.w.owner.query('delete from courriel')
    const avant = (await actes('instruction.interim_fini')).length
    const reponses = await Promise.all(Array.from({ length: 6 }, () => fin(m.referent)))
    expect(reponses.map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
    expect(await lu(m.ailleurs)).toBe(404)
    const recus = await courriels()
    expect(recus).toHaveLength(2)
    for (const { texte } of recus) expect(texte).toContain('prend fin maintenant')
    expect(await actes('instruction.interim_fini')).toHaveLength(avant + 1)
    expect(await page(m.referent)).toContain('Terminé avant le 5 octobre 2021')
  })

  it('avant son premier jour on l’annule ; après son dernier jour rien ne change', async () => {
    await poser(m.administratrice)
    expect((await fin(m.administratrice)).status).toBe(303)
    expect((await courriels()).map(c => c.sujet)).toContain('Intérim annulé')
    expect((await courriels()).map(c => c.texte).join()).toContain('n’aura pas lieu')
    m.w.regler('2021-10-05T10:00:00')
    expect(await lu(m.ailleurs)).toBe(404)
    await m.w.owner.query('delete from interim')
    m.w.regler('2021-09-28T15:12:00')
    await poser(m.administratrice)
    m.w.regler('2021-10-12T10:00:00')
    expect((await fin(m.administratrice)).headers.get('location')).toBe(`${i.interims}?fait=deja`)
    expect((await interims())[0]!.annule_le).toBeNull()
  })

  it('le remplaçant ne s’en défait pas seul ; pour les autres il n’existe pas', async () => {
    await poser(m.administratrice)
    expect((await fin(m.ailleurs)).status).toBe(403)
    expect(await page(m.ailleurs)).toContain('Référent de la Corse-du-Sud Référente de la Haute-Corse')
    for (const qui of [m.collegue, m.regional, m.porteur]) expect((await fin(qui)).status).toBe(404)
    expect(await page(m.collegue)).toContain('Aucun intérim en cours ni à venir.')
    expect((await m.w.post(i.finInterim(nouvelId()), {}, m.administratrice.cookie)).status).toBe(404)
    expect((await interims())[0]!.annule_le).toBeNull()
    expect((await m.w.get(i.interims, m.porteur.cookie)).status).toBe(404)
  })
})
