import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeSuivis, NOTIFIE, ouvrirSuivis } from '../../../test/suivi.ts'
import { tenirSuivi } from '../index.ts'

describe('rappeler les bilans attendus', () => {
  let m: MondeSuivis
  let d: string
  beforeAll(async () => {
    m = await ouvrirSuivis()
  })
  afterAll(() => m.w.close())
  beforeEach(async () => {
    m.w.regler(NOTIFIE)
    await m.w.owner.query("update bilan set etat = 'sans_objet'")
    ;[d] = (await m.laureats(1)) as [string]
  })
  const passer = (instant: string) => {
    m.w.regler(instant)
    return tenirSuivi(m.w.deps, m.w.horloge.instant)
  }
  const recus = async () =>
    (await m.w.courriels())
      .filter(c => c.dossier_id === d && c.destinataire === m.vico.courriel && /bilan/i.test(c.sujet))
      .map(c => ({ sujet: c.sujet.replaceAll('\u00a0', ' '), texte: c.texte.replaceAll('\u00a0', ' ') }))
  const notes = async () =>
    (
      await m.w.owner.query(
        'select r.jours from bilan_rappel r join bilan b on b.id = r.bilan_id where b.dossier_id = $1 and b.rang = 1 order by 1',
        [d],
      )
    ).rows.map(r => r.jours)

  it('sept jours avant, le lendemain de l’échéance, quinze jours après\u00a0: chacun une fois, même avec six passages à la fois', async () => {
    await passer('2022-01-08T07:59:59')
    expect(await recus()).toEqual([])
    await Promise.all(Array.from({ length: 6 }, () => passer('2022-01-08T08:00:00')))
    await passer('2022-01-16T08:00:00')
    await passer('2022-01-20T08:00:00')
    await passer('2022-01-30T08:00:00')
    const { rows } = await m.w.owner.query('select numero from dossier where id = $1', [d])
    expect((await recus()).map(c => c.sujet)).toEqual([
      `Il reste 7 jours pour déposer le bilan : 4e trimestre 2021, dossier ${rows[0].numero}`,
      `Bilan en retard : 4e trimestre 2021, dossier ${rows[0].numero}`,
      `Bilan en retard : 4e trimestre 2021, dossier ${rows[0].numero}`,
    ])
    for (const c of await recus()) expect(c.texte).not.toContain('pas pu partir')
  })

  it('une panne de quarante jours n’en perd aucun et n’en envoie aucun deux fois\u00a0: un seul courriel, qui le dit', async () => {
    await passer('2021-12-30T08:00:00')
    await passer('2022-02-08T08:00:00')
    await passer('2022-02-08T08:10:00')
    const [courriel, ...autres] = await recus()
    expect(autres).toEqual([])
    expect(courriel!.texte).toContain('était attendu le 15 janvier 2022. Vous pouvez toujours le déposer')
    expect(courriel!.texte).toContain(
      'Les rappels prévus les 8 janvier 2022, 16 janvier 2022 et 30 janvier 2022 n’ont pas pu partir à leur date',
    )
    expect(await notes()).toEqual([-7, 1, 15])
    expect((await m.bilans(d)).map(b => b.fin)).toEqual(['2021-12-31', '2022-03-31'])
  })

  it('un bilan déposé, ou une aide rendue, n’est plus rappelé', async () => {
    m.w.regler('2022-01-03T09:00:00')
    const [b] = await m.bilans(d)
    await m.w.post(paths.bilans.rien(d, b!.id), {}, m.vico.cookie)
    const [rendu] = (await m.laureats(1)) as [string]
    m.w.regler('2022-01-03T09:00:00')
    await m.w.post(paths.dossiers.renoncement(rendu), { motif: 'Non.' }, m.vico.cookie)
    await passer('2022-01-20T09:00:00')
    expect(await notes()).toEqual([])
    const { rows } = await m.w.owner.query(
      'select count(*)::int as n from bilan_rappel r join bilan b on b.id = r.bilan_id where b.dossier_id = $1',
      [rendu],
    )
    expect(rows[0].n).toBe(0)
  })
})
