import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nouvelId } from '../contexte.ts'
import { ecrireCourriel } from '../features/courriels/index.ts'
import { journaliser } from '../features/journal/index.ts'
import { openWorld, type World } from '../test/world.ts'
import { composee, lireAuGuichet, type Tx } from './db.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())

const prevenir = (tx: Tx) => ecrireCourriel(tx, w.ctx(), { destinataire: 'mairie@guichet.example', sujet: 'Essai', phrases: ['Essai'] })
const compter = async (tx: Tx) => Number((await sql<{ n: string }>`select count(*) as n from courriel`.execute(tx)).rows[0]!.n)

// seen to fail: without the wait on the last writes, the act said only that its transaction was aborted
test('quand le journal ne peut pas être écrit, rien de l’acte ne reste, et l’on sait pourquoi', async () => {
  const acte = w.auGuichet(async tx => {
    await prevenir(tx)
    await journaliser(tx, w.ctx(), 'demonstration.essai', 'pas un identifiant')
    return 'fait'
  })
  await expect(acte).rejects.toThrow(/invalid input syntax for type uuid/)
  expect(await w.auGuichet(compter)).toBe(0)
})

// seen to fail: without « begin », row-level security refuses the first mail instead
test('des écritures parties ensemble restent toutes, ou aucune', async () => {
  const acte = w.auGuichet(tx => Promise.all([prevenir(tx), sql`select 1 / 0`.execute(tx), prevenir(tx)]))
  await expect(acte).rejects.toThrow('division by zero')
  expect(await w.auGuichet(compter)).toBe(0)
  await w.auGuichet(tx => Promise.all([prevenir(tx), prevenir(tx)]))
  expect(await w.auGuichet(compter)).toBe(2)
})

test('le journal est écrit dans l’ordre des actes, après ce qu’ils ont changé', async () => {
  const [premier, second] = [nouvelId(), nouvelId()]
  await w.auGuichet(async tx => {
    await journaliser(tx, w.ctx(), 'demonstration.premier', premier)
    await prevenir(tx)
    await journaliser(tx, w.ctx(), 'demonstration.second', second)
  })
  expect((await w.journal()).map(e => e.objet_id)).toEqual([premier, second])
})

test('une transaction finie ne laisse aucun guichet à la suivante', async () => {
  await w.auGuichet(prevenir)
  const { rows } = await sql<{ n: string }>`select count(*) as n from courriel`.execute(w.db)
  expect(rows[0]?.n).toBe(0)
})

const courriels = composee((tx, p: { sujet: string }) => tx.selectFrom('courriel').select('sujet').where('sujet', '=', p.sujet))
// seen to fail when the values of the first call stayed in the statement
test('une instruction composée une fois sert chacun avec ses valeurs', async () => {
  await w.auGuichet(tx => ecrireCourriel(tx, w.ctx(), { destinataire: 'mairie@guichet.example', sujet: 'Autre', phrases: ['Essai'] }))
  const lus = await w.auGuichet(tx => Promise.all(['Autre', 'Aucun', 'Autre'].map(sujet => courriels(tx, { sujet }))))
  expect(lus).toEqual([[{ sujet: 'Autre' }], [], [{ sujet: 'Autre' }]])
})

// seen to fail: without the closing, the late reading goes outside of any guichet and finds nothing; without « read only », the mail is written
test('des lectures parties ensemble voient leur guichet ; une lecture tardive ou une écriture est refusée', async () => {
  const lire = <T>(f: (tx: Tx) => Promise<T>) => lireAuGuichet(w.db, w.ctx().guichetId, f)
  const [a, b] = await lire(tx => Promise.all([courriels(tx, { sujet: 'Autre' }), compter(tx)]))
  expect([a.length, b > 0]).toEqual([1, true])
  await expect(lire(tx => compter(tx).then(() => compter(tx)))).rejects.toThrow('asked after the end of its transaction')
  await expect(lire(prevenir)).rejects.toThrow('in a read-only transaction')
  expect(await w.auGuichet(compter)).toBe(b)
})
