import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { World } from './world.ts'

export type Isolation = 'read committed' | 'repeatable read'
const PATIENCE_MS = 300

/** A connection of its own, in the guichet, as the program's role: nothing of ours stands between it and the tables. */
export async function connexionNue(w: World) {
  const c = new pg.Client(w.adresses.DATABASE_URL_APP)
  await c.connect()
  await c.query("select set_config('app.guichet_id', $1, false)", [w.guichetId])
  return c
}

/**
 * Two transactions that cross: both begin, the first writes, the second writes (or waits for the first), the first commits, then the second. Gives the database's
 * refusal of each, or nothing.
 */
export async function croiser(w: World, un: string[], deux: string[], isolation: Isolation = 'read committed') {
  const [a, b] = [await connexionNue(w), await connexionNue(w)]
  const jouer = async (c: pg.Client, requetes: string[]) => {
    for (const r of requetes) await c.query(r)
    await c.query('set constraints all immediate') // what is checked at the end is checked while the other has not committed
  }
  const issue = (p: Promise<unknown>) =>
    p.then(
      () => null,
      (e: { code?: string }) => e.code ?? 'inconnu',
    )
  try {
    for (const c of [a, b]) {
      await c.query(`begin isolation level ${isolation}`)
      await c.query('select from guichet limit 1') // the instant that it reads at, when it reads at one
    }
    await jouer(a, un)
    const second = issue(jouer(b, deux))
    await Promise.race([second, sleep(PATIENCE_MS)])
    const premier = await issue(a.query('commit'))
    const ecrit = await second
    return [premier, ecrit ?? (await issue(b.query('commit')))]
  } finally {
    await a.end()
    await b.end()
  }
}
