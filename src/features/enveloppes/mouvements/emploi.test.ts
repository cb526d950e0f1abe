import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { type MondeDecisions, ouvrirDecisions } from '../../../test/decisions.ts'
import { lisible, SLUG } from '../../../test/vico.ts'
import { emploiDe } from './emploi.queries.ts'
import { vueDe } from './enveloppes.donnees.ts'

const OUVERT = 79_400_000
let m: MondeDecisions
let appelId: string
beforeAll(async () => {
  m = await ouvrirDecisions()
  appelId = (await m.w.owner.query('select id from appel where slug = $1', [SLUG])).rows[0].id
})
afterAll(() => m.w.close())
const emploi = async () => vueDe((await m.w.auGuichet(tx => emploiDe(tx, m.w.guichetId, appelId)))[0]!)
/** The five states add up to the amount, to the cent. */
async function vaut(attendu: Partial<ReturnType<typeof vueDe>>) {
  const e = await emploi()
  expect(e).toMatchObject(attendu)
  expect(e.reste + e.reserve + e.notifie + e.decide).toBe(OUVERT)
  return e
}

/** A payment whose day is known. */
async function payer(dossier: string, montant: number, enveloppe: string | null = null, nature = 'avance') {
  await m.w.owner.query('insert into suivi (dossier_id, guichet_id, ouvert_le) values ($1, $2, $3) on conflict do nothing', [
    dossier,
    m.w.guichetId,
    m.w.horloge.instant,
  ])
  await m.w.owner.query(
    `insert into versement (id, guichet_id, dossier_id, nature, montant, calcul, ordonne_par, ordonne_le, verse_le, enveloppe_id)
      values (gen_random_uuid(), $1, $2, $6, $3, '{}', $4, '2021-11-10', '2021-11-12', $5)`,
    [m.w.guichetId, dossier, montant, m.admin.id, enveloppe, nature],
  )
}

/** Seen to fail: a public remainder that counts what is decided, a dossier that each of its envelopes pays wholly. */
describe('l’emploi d’une enveloppe', () => {
  it('décidé, non annoncé\u00a0: le reste à décider baisse, le reste public ne bouge pas', async () => {
    const [d] = (await m.dossiers(1)) as [string]
    const decision = await m.decide(d, { sens: 'retenu', montant: 500_001 })
    await vaut({ decide: 500_001, notifie: 0, reste: OUVERT - 500_001, restePublic: OUVERT })
    await m.notifier([decision])
    await vaut({ decide: 0, notifie: 500_001, reste: OUVERT - 500_001, restePublic: OUVERT - 500_001 })
  })

  it('une correction non annoncée laisse au public ce qu’il a lu, et se lit en moins', async () => {
    const [d] = (await m.dossiers(1)) as [string]
    const premiere = await m.notifie(d, { sens: 'retenu', montant: 300_000 })
    const avant = await emploi()
    await m.w.owner.query("update dossier set etat = 'retenu' where id = $1", [d])
    await m.decide(d, { sens: 'retenu', montant: 200_000, remplace: premiere })
    await m.w.owner.query("update dossier set etat = 'retenu' where id = $1", [d])
    const e = await vaut({ decide: avant.decide - 100_000, notifie: avant.notifie, restePublic: avant.restePublic })
    expect(e.reste).toBe(avant.reste + 100_000)
    const page = (await lisible(await m.w.get(paths.administration.enveloppes(SLUG), m.admin.cookie))).replace(/[\u00a0\u202f]/g, ' ')
    expect(page).toContain('−1 000 € une correction à annoncer')
  })

  it('ce qui est versé est dans ce qui est notifié, jamais au-delà', async () => {
    const [d] = (await m.dossiers(1)) as [string]
    await m.notifie(d, { sens: 'retenu', montant: 400_000 })
    const avant = await emploi()
    await payer(d, 150_000)
    await vaut({ verse: avant.verse + 150_000, notifie: avant.notifie, decide: avant.decide })
  })

  it('ce qui est en réserve n’est ni à décider, ni public', async () => {
    const avant = await emploi()
    await m.w.owner.query(
      `insert into mouvement_credits (id, guichet_id, appel_id, genre, enveloppe_id, montant, raison, par, instant)
        values (gen_random_uuid(), $1, $2, 'reserve', $3, 7, 'Aléa', $4, $5)`,
      [m.w.guichetId, appelId, avant.id, m.admin.id, m.w.horloge.instant],
    )
    await vaut({ reserve: 7, reste: avant.reste - 7, restePublic: avant.restePublic - 7 })
  })
})

it('un dossier que deux enveloppes paient est versé de la première, puis de la seconde, au centime', async () => {
  const [d] = (await m.dossiers(1)) as [string]
  const premiere = await m.decide(d, { sens: 'retenu', montant: 100_000 })
  const [une, autre] = [nouvelId(), nouvelId()]
  const decision = nouvelId()
  await m.w.auGuichet(async tx => {
    for (const [n, id] of [une, autre].entries()) {
      const e = {
        id,
        guichet_id: m.w.guichetId,
        appel_id: appelId,
        code: id,
        libelle: 'Autre',
        montant: 100_000,
        creee_le: new Date(m.w.horloge.instant.getTime() + n),
      }
      await tx.insertInto('enveloppe').values(e).execute()
    }
    const { depot_id } = await tx.selectFrom('instruction').select('depot_id').where('dossier_id', '=', d).executeTakeFirstOrThrow()
    const x = {
      guichet_id: m.w.guichetId,
      dossier_id: d,
      depot_id,
      remplace_id: premiere,
      sens: 'retenu',
      montant: 100_000,
      base: 1_000_000,
    }
    await tx
      .insertInto('decision')
      .values({ ...x, id: decision, prise_par: m.admin.id, prise_le: m.w.horloge.instant })
      .execute()
    for (const [enveloppe_id, montant] of [[une, 60_000], [autre, 40_000]] as const) // biome-ignore format: one envelope, one line
      await tx.insertInto('imputation').values({ decision_id: decision, enveloppe_id, guichet_id: m.w.guichetId, montant }).execute()
  })
  await m.notifier([decision])
  await payer(d, 70_001)
  const verses = async () => {
    const lues = await m.w.auGuichet(tx => emploiDe(tx, m.w.guichetId, appelId))
    return [une, autre].map(id => lues.find(e => e.id === id)).map(e => [e?.accorde, e?.notifie, e?.verse])
  }
  expect(await verses()).toEqual([
    [60_000, 60_000, 60_000],
    [40_000, 40_000, 10_001],
  ])
  // a payment that names its envelope comes from it, and the others from what is left
  await payer(d, 20_000, autre, 'acompte')
  expect(await verses()).toEqual([
    [60_000, 60_000, 60_000],
    [40_000, 40_000, 30_001],
  ])
})
