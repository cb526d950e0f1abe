import { afterAll, beforeAll, expect, it } from 'vitest'
import { enTransaction, nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { resceller } from '../../test/resceller.ts'
import { lisible } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { journaliser, verifierJournal } from '../journal/index.ts'
import { ancrerJournal } from './index.ts'

const TEMOINS = ['archives@guichet.example', 'greffe@guichet.example']
let w: World
beforeAll(async () => {
  w = await openWorld()
  w.deps.config.guichet.temoinsDuJournal = TEMOINS
})
afterAll(() => w.close())

const acte = () => enTransaction(w.ctx(), tx => journaliser(tx, w.ctx(), 'demonstration.acte', nouvelId()))
const ancrer = (local: string) => {
  w.regler(local)
  return ancrerJournal(w.deps, w.horloge.instant)
}
const publies = async () =>
  (await (await w.get(paths.journal.ancrages)).json()) as { ancrages: { jour: string; rang: number; empreinte: string }[] }
const entrees = async () =>
  [...(await (await w.get(paths.journal.flux)).text()).matchAll(/<entry>.*?<title[^>]*>(.*?)<\/title>.*?<id>(.*?)<\/id>/gs)].map(m => [
    m[1]!.replace('<![CDATA[', '').replace(']]>', '').replaceAll('\u00a0', ' '),
    m[2]!,
  ])

it('tant que rien n’est au journal, il n’y a rien à ancrer', async () => {
  expect(await ancrer('2021-09-13T00:05:00')).toBe(false)
  expect((await publies()).ancrages).toEqual([])
  expect((await w.get(paths.journal.flux)).status).toBe(200)
})

it('chaque jour de Paris, une fois, la tête du journal est gardée, publiée et envoyée à chaque témoin', async () => {
  await acte()
  await acte()
  expect(await Promise.all(Array.from({ length: 6 }, () => ancrer('2021-09-13T00:05:00')))).toEqual(
    expect.arrayContaining([true, false, false, false, false, false]),
  )
  await acte()
  expect(await ancrer('2021-09-13T23:55:00')).toBe(false)
  // 22:05 of the 13th in universal time
  expect(await ancrer('2021-09-14T00:05:00')).toBe(true)
  const { ancrages } = await publies()
  expect(ancrages.map(a => [a.jour, a.rang])).toEqual([
    ['2021-09-14', 3],
    ['2021-09-13', 2],
  ])
  const lues = (await w.owner.query("select rang, encode(hash, 'hex') as e from evenement where rang in (2, 3) order by rang desc")).rows
  expect(ancrages.map(a => a.empreinte)).toEqual(lues.map(l => l.e))
  const courriels = (await w.courriels()).filter(c => c.sujet.startsWith('Journal du guichet'))
  expect(courriels.map(c => c.destinataire).sort()).toEqual([...TEMOINS, ...TEMOINS].sort())
  for (const a of ancrages) expect(courriels.filter(c => c.texte.includes(`${a.rang}:${a.empreinte}`))).toHaveLength(2)
})

it('une entrée du flux garde son identifiant quand une autre vient avant elle', async () => {
  const avant = await entrees()
  expect(avant.map(([titre]) => titre)).toEqual(['14 septembre 2021 : ligne 3', '13 septembre 2021 : ligne 2'])
  await acte()
  await ancrer('2021-09-15T01:05:00')
  const apres = await entrees()
  expect(apres.slice(1)).toEqual(avant)
  expect(new Set(apres.map(([, id]) => id)).size).toBe(3)
})

it('la page où l’on vérifie un accusé dit où les prendre', async () => {
  const page = await (await w.get(paths.verifier)).text()
  expect(page).toContain(`href="${paths.journal.ancrages}"`)
  expect(page).toContain(`href="${paths.journal.flux}"`)
  expect(await lisible(await w.get(paths.verifier))).toContain('si le journal était refait, ils ne s’y retrouveraient plus')
})

it('un ancrage ne se choisit pas, ne se change pas et ne s’efface pas', async () => {
  await w.auGuichet(tx =>
    tx
      .insertInto('journal_ancrage')
      .values({ guichet_id: w.guichetId, jour: '2021-09-16', rang: 1, hash: Buffer.from('00', 'hex'), pris_le: w.horloge.instant })
      .execute(),
  )
  expect((await publies()).ancrages[0]).toMatchObject({ jour: '2021-09-16', rang: 4 })
  await expect(w.auGuichet(tx => tx.updateTable('journal_ancrage').set({ rang: 1 }).execute())).rejects.toThrow(/permission denied/)
  for (const ordre of ['update journal_ancrage set rang = 1', 'delete from journal_ancrage', 'truncate journal_ancrage'])
    await expect(w.owner.query(ordre)).rejects.toThrow('on ajoute, on ne modifie ni ne supprime')
})

it('un journal refait sans ses ancrages se voit, même si personne n’a rien gardé', async () => {
  const verifier = () => w.auGuichet(tx => verifierJournal(tx, w.guichetId))
  expect(await verifier()).toMatchObject({ ok: true, lignes: 4 })
  await resceller(w, 'rang = 1')
  expect(await verifier()).toMatchObject({
    ok: false,
    raison: expect.stringMatching(/^l’empreinte de la ligne 2 n’est pas celle qui est gardée à l’ancrage du 13\s+septembre\s+2021$/),
  })
})
