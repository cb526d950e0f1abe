import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { ouvrirDecisions } from '../../test/decisions.ts'
import { decide } from '../../test/laureats.ts'
import { type MondeSuivis, NOTIFIE, ouvrirSuivis } from '../../test/suivi.ts'
import { ouvrirSuivi, ouvrirSuivisManquants } from './index.ts'
import { tenirSuivi } from './tenir-suivi.ts'

describe('suivre un lauréat', () => {
  let m: MondeSuivis
  beforeAll(async () => {
    m = await ouvrirSuivis()
  })
  afterAll(() => m.w.close())
  beforeEach(() => m.w.regler(NOTIFIE))
  const passer = (instant: string) => {
    m.w.regler(instant)
    return ouvrirSuivisManquants(m.w.deps, m.w.horloge.instant)
  }
  const fins = async (d: string) => (await m.bilans(d)).map(b => [b.rang, b.fin, b.echeance, b.etat])

  it('dès sa lettre, le lauréat doit un bilan, avec la fin de projet que dit son dossier', async () => {
    const [d] = (await m.laureats(1)) as [string]
    expect(await m.suivi(d)).toMatchObject({ etape: 'notifie', depart: '2021-11-08', fin: '2022-09-30', fin_initiale: '2022-09-30' })
    expect(await fins(d)).toEqual([[1, '2021-12-31', '2022-01-15', 'a_deposer']])
  })

  it('chaque trimestre en ouvre un, une seule fois, même après dix mois de panne et six passages à la fois', async () => {
    const [d] = (await m.laureats(1)) as [string]
    await Promise.all(Array.from({ length: 6 }, () => passer('2022-08-20T03:00:00')))
    expect((await fins(d)).map(b => b[1])).toEqual(['2021-12-31', '2022-03-31', '2022-06-30', '2022-09-30'])
    expect(await passer('2022-08-20T03:10:00')).toBe(0)
  })

  it('le travail de fond l’ouvre aussi, avant de rappeler ce qui est dû', async () => {
    const [d] = (await m.laureats(1)) as [string]
    m.w.regler('2022-01-01T00:00:00')
    await tenirSuivi(m.w.deps, m.w.horloge.instant)
    expect(await fins(d)).toHaveLength(2)
  })

  it('le trimestre suivant commence à minuit, heure de Paris, pas avant', async () => {
    const [d] = (await m.laureats(1)) as [string]
    await passer('2021-12-31T23:59:59')
    expect(await fins(d)).toHaveLength(1)
    await passer('2022-01-01T00:00:00')
    expect(await fins(d)).toHaveLength(2)
    await passer('2022-03-31T23:59:59')
    expect(await fins(d)).toHaveLength(2)
    await passer('2022-04-01T00:00:00')
    expect((await fins(d)).at(-1)).toEqual([3, '2022-06-30', '2022-07-15', 'a_deposer'])
  })

  it('un lauréat que personne ne suit encore est rattrapé, au jour de sa lettre', async () => {
    const [d] = (await m.laureats(1)) as [string]
    await m.w.owner.query('delete from bilan where dossier_id = $1', [d])
    await m.w.owner.query('delete from suivi where dossier_id = $1', [d])
    await passer('2022-02-01T03:00:00')
    expect(await m.suivi(d)).toMatchObject({ depart: '2021-11-08' })
    expect(await fins(d)).toHaveLength(2)
  })

  it('s’il renonce à l’aide, rien n’est plus dû', async () => {
    const [d] = (await m.laureats(1)) as [string]
    m.w.regler('2021-12-01T10:00:00')
    expect((await m.w.post(paths.dossiers.renoncement(d), { motif: 'Non.' }, m.vico.cookie)).status).toBe(303)
    await passer('2022-01-05T10:00:00')
    expect(await m.suivi(d)).toMatchObject({ etape: 'abandonne', motif_cloture: 'La structure a renoncé à l’aide.' })
    expect(await fins(d)).toEqual([[1, '2021-12-31', '2022-01-15', 'sans_objet']])
  })

  it('une décision remplacée ferme le suivi, une nouvelle lettre le rouvre', async () => {
    const [d] = (await m.laureats(1)) as [string]
    const { rows } = await m.w.owner.query('select id from decision where dossier_id = $1', [d])
    m.w.regler('2021-11-20T10:00:00')
    const refus = await decide(m.w, d, m.admin.id, { sens: 'non_retenu', remplace: rows[0].id })
    await m.w.auGuichet(tx => ouvrirSuivi(tx, m.w.ctx(), d))
    expect((await m.suivi(d)).etape).toBe('abandonne')
    m.w.regler('2021-11-25T10:00:00')
    await decide(m.w, d, m.admin.id, { sens: 'partiel', montant: 500_000, remplace: refus })
    await m.w.auGuichet(tx => ouvrirSuivi(tx, m.w.ctx(), d))
    expect(await m.suivi(d)).toMatchObject({ etape: 'notifie', clos_le: null, depart: '2021-11-08' })
  })
})

describe('suivre à partir de la convention', () => {
  let m: MondeSuivis
  beforeAll(async () => {
    m = await ouvrirSuivis(texte => texte.replace('a_partir_de: notification', 'a_partir_de: convention'))
  })
  afterAll(() => m.w.close())

  it('aucun bilan n’est dû avant la signature', async () => {
    const [d] = (await m.laureats(1)) as [string]
    m.w.regler('2022-02-10T10:00:00')
    await ouvrirSuivisManquants(m.w.deps, m.w.horloge.instant)
    expect(await m.suivi(d)).toMatchObject({ depart: null })
    expect(await m.bilans(d)).toEqual([])
    await m.w.owner.query(
      `insert into acte (id, guichet_id, dossier_id, decision_id, rang, nature, numero, contenu, sha256, cle, prepare_par, prepare_le, signe_le,
        signe_cle, signe_sha256, signe_depose_le) select gen_random_uuid(), guichet_id, dossier_id, id, 1, 'convention', 'C-1', '{}', repeat('0', 64),
        'cle', $2, prise_le, '2022-01-12', 'signe', repeat('0', 64), prise_le from decision where dossier_id = $1`,
      [d, m.admin.id],
    )
    await ouvrirSuivisManquants(m.w.deps, m.w.horloge.instant)
    expect(await m.suivi(d)).toMatchObject({ depart: '2022-01-12' })
    expect((await m.bilans(d)).map(b => b.fin)).toEqual(['2022-03-31'])
  })
})

it('la lettre et le suivi partent ensemble', async () => {
  const m = await ouvrirDecisions()
  m.w.regler(NOTIFIE)
  const [d, refuse] = (await m.dossiers(2)) as [string, string]
  await m.notifie(d, { sens: 'retenu', montant: 900_000 })
  await m.notifie(refuse, { sens: 'non_retenu', motif: 'Pas mûr.' })
  const { rows } = await m.w.owner.query('select dossier_id, (select count(*)::int from bilan) as bilans from suivi')
  expect(rows).toEqual([{ dossier_id: d, bilans: 1 }])
  expect((await m.w.journal()).filter(e => e.action === 'suivi.ouvert').map(e => e.objet_id)).toEqual([d])
  await m.w.close()
})
