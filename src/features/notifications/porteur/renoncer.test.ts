import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeDecisions, ouvrirDecisions } from '../../../test/decisions.ts'
import { SLUG } from '../../../test/vico.ts'

describe('un lauréat renonce à son aide', () => {
  let m: MondeDecisions
  let d: string
  let avant: number
  beforeAll(async () => {
    m = await ouvrirDecisions()
  })
  afterAll(() => m.w.close())
  beforeEach(async () => {
    m.w.regler('2021-11-08T14:00:00')
    ;[d] = (await m.dossiers(1)) as [string]
    avant = (await m.w.owner.query('select coalesce(sum(accorde), 0)::int as n from enveloppe')).rows[0].n
    await m.notifie(d, { sens: 'retenu', montant: 900_000 })
  })
  const renoncer = (motif = 'La salle ne se fera pas.', cookie = m.vico.cookie) =>
    m.w.post(paths.dossiers.renoncement(d), { motif }, cookie)
  const courriels = async () => (await m.w.courriels()).filter(c => c.dossier_id === d && c.sujet.includes('renoncement'))
  const actes = async () => (await m.w.journal()).filter(e => e.objet_id === d && e.action === 'dossier.renonce')

  it('je confirme avec mon motif\u00a0: l’argent revient, le projet quitte les lauréats, le service et mon partenaire le savent', async () => {
    const { numero } = (await m.w.owner.query('select numero from dossier where id = $1', [d])).rows[0]
    expect(await m.lire(paths.projetsAides({ appel: SLUG }))).toContain('9 000 €')
    expect(await m.lire(paths.dossiers.voir(d), m.vico.cookie)).toContain('Renoncer à l’aide')
    expect(await m.lire(paths.dossiers.renoncement(d), m.vico.cookie)).toContain('rend les 9 000 € accordés')
    m.w.regler('2021-11-10T09:30:00')
    expect((await renoncer()).headers.get('location')).toBe(paths.dossiers.voir(d))
    expect(await m.accorde()).toEqual({ accorde: avant, livre: avant })
    expect(await m.etat(d)).toBe('renonce')
    const { rows } = await m.w.owner.query(
      'select sens, montant::int, motif, seance_id from decision where dossier_id = $1 order by prise_le',
      [d],
    )
    expect(rows[1]).toEqual({ sens: 'sans_suite', montant: 0, motif: 'La salle ne se fera pas.', seance_id: null })
    expect(await m.lire(paths.projetsAides({ appel: SLUG }))).not.toContain('9 000 €')
    const page = await m.lire(paths.dossiers.voir(d), m.vico.cookie)
    for (const mot of ['Vico a renoncé à l’aide le 10 novembre 2021 à 9 h 30', 'La salle ne se fera pas.', 'Lire la lettre de la décision'])
      expect(page).toContain(mot)
    expect(page).not.toContain('Votre projet est retenu')
    expect((await m.w.get(paths.dossiers.notification(d), m.vico.cookie)).status).toBe(200)
    expect(await m.lire(paths.espace, m.vico.cookie)).toContain('A renoncé')
    expect(await m.lire(paths.instruction.historique(d), m.referent.cookie)).toContain(
      'renonce à l’aide accordée : « La salle ne se fera pas. »',
    )
    expect(await m.lire(paths.instruction.dossier(d), m.referent.cookie)).toContain('A renoncé')
    const envoyes = await courriels()
    expect(envoyes.map(c => c.destinataire)).toEqual(expect.arrayContaining([m.vico.courriel, m.olmeto.courriel]))
    expect(envoyes.filter(c => c.texte.replaceAll('\u00a0', ' ').includes('9 000 € reviennent')).length).toBeGreaterThan(0)
    for (const c of envoyes) expect(c.texte).toContain(numero)
    expect((await actes())[0]!.donnees).toMatchObject({ motif: 'La salle ne se fera pas.', rendu: 900_000 })
    // nothing waits for a confirmation, and no letter leaves for it
    expect(await m.lire(paths.administration.notifications(SLUG), m.admin.cookie)).not.toContain(numero)
  })

  it('sans motif, ou avec un motif trop long, la page revient avec ce que j’ai tapé\u00a0; l’aide reste', async () => {
    for (const [motif, phrase] of [
      ['  ', 'Dites pourquoi'],
      ['long '.repeat(300), 'Raccourcissez-le à 1000'],
    ] as const) {
      const r = await renoncer(motif)
      expect(r.status).toBe(422)
      const html = await r.text()
      expect(html).toContain(phrase)
      expect(html).toContain('href="#motif"')
      if (motif.trim()) expect(html).toContain('long long long')
    }
    expect(await m.etat(d)).toBe('retenu')
    expect(await actes()).toHaveLength(0)
  })

  it('un partenaire, une autre commune, un référent, l’administratrice n’y renoncent pas pour moi', async () => {
    const statuts = []
    for (const qui of [m.olmeto, m.ailleurs, m.referent, m.admin]) statuts.push((await renoncer('Non.', qui.cookie)).status)
    expect(statuts).toEqual([303, 404, 404, 404])
    expect(await m.etat(d)).toBe('retenu')
    expect(await m.lire(paths.dossiers.voir(d), m.olmeto.cookie)).not.toContain('Renoncer à l’aide')
  })

  it('six renoncements à la fois n’en font qu’un, et l’argent ne revient qu’une fois', async () => {
    const six = await Promise.all(Array.from({ length: 6 }, () => renoncer()))
    expect(six.map(r => r.status)).toEqual(Array(6).fill(303))
    expect(await actes()).toHaveLength(1)
    expect(await m.accorde()).toEqual({ accorde: avant, livre: avant })
    const destinataires = (await courriels()).map(c => c.destinataire)
    expect(destinataires.length).toBeGreaterThan(1)
  })

  it('avant la lettre, il n’y a rien à quoi renoncer', async () => {
    const [autre] = (await m.dossiers(1)) as [string]
    await m.decide(autre, { sens: 'retenu', montant: 500_000 })
    const r = await m.w.post(paths.dossiers.renoncement(autre), { motif: 'Non.' }, m.vico.cookie)
    expect(r.headers.get('location')).toBe(paths.dossiers.voir(autre))
    expect(await m.etat(autre)).toBe('delibere')
  })
})
