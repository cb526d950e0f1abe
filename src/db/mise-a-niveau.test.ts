import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { CONTROLES, FAUTES, GUICHETS, REECRITES, SCENES } from '../test/mise-a-niveau.ts'
import { semerPartout } from '../test/semer.ts'
import { migrate } from './migrate.ts'

const base = `n_${process.pid}`
const url = (b: string, role = 'postgres') => inject('pgUrl').replace('/BASE', `/${b}`).replace('//postgres@', `//${role}@`)
const source = fileURLToPath(new URL('./migrations/', import.meta.url))
const dossier = `${mkdtempSync(join(tmpdir(), 'gt-niveau-'))}/`
const serveur = new pg.Client(url('postgres'))
const clients: pg.Client[] = []
async function ouvrir(role: string) {
  const c = new pg.Client(url(base, role))
  await c.connect()
  clients.push(c)
  return c
}

/** As `exploitation/preparer.sql` makes it, under another name: a server of tests has others. */
beforeAll(async () => {
  await serveur.connect()
  await serveur.query(`create role ${base} login`)
  await serveur.query(`grant guichet_app to ${base} with admin option`)
  await serveur.query(`create database ${base} owner ${base} encoding 'UTF8' locale 'C.UTF-8' template template0`)
  await serveur.query(`revoke temporary on database ${base} from public`)
})
afterAll(async () => {
  for (const c of clients) await c.end()
  await serveur.query(`drop database if exists ${base} with (force)`)
  await serveur.query(`drop role if exists ${base}`)
  await serveur.end()
  rmSync(dossier, { recursive: true, force: true })
})

/**
 * Seen to fail: 0011 and 0020 as they were (« new row violates row-level security policy for table "instruction_compte" »), 0011 without its new count and 0023 as it
 * was (the counts differ from the rows), 0040 emptied.
 */
test('une base pleine monte de la première version à celle-ci sous un propriétaire simple\u00a0: rien ne casse, tout reste compté', async () => {
  const [proprietaire, tout] = [await ouvrir(base), await ouvrir('postgres')]
  const fichiers = async () =>
    new Map(
      (
        await tout.query(
          "select relname as t, relfilenode as f from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
        )
      ).rows.map(r => [r.t as string, r.f as number]),
    )
  const reecrites: Record<string, string[]> = {}
  for (const nom of readdirSync(source)
    .filter(f => f.endsWith('.sql'))
    .sort()) {
    const avant = await fichiers()
    await tout.query(FAUTES[nom] ?? '')
    copyFileSync(join(source, nom), join(dossier, nom))
    await migrate(url(base, base), pathToFileURL(dossier))
    const apres = await fichiers()
    const refaites = [...avant].filter(([t, f]) => apres.has(t) && apres.get(t) !== f).map(([t]) => t)
    if (refaites.length > 0) reecrites[nom] = refaites.sort()
    await controler(tout, nom)
    for (const g of GUICHETS) {
      await proprietaire.query("select set_config('app.guichet_id', $1, false)", [g])
      if (nom.startsWith('0001')) await proprietaire.query("insert into guichet values ($1, $2, 'Guichet', '{}')", [g, g])
      await proprietaire.query(SCENES[nom] ?? '')
      await semerPartout(proprietaire)
    }
    await controler(tout, `${nom}, then rows`)
  }
  expect(reecrites).toEqual(REECRITES)
  const dit = await readFile(new URL('../../docs/exploitation.md', import.meta.url), 'utf8')
  for (const [nom, tables] of Object.entries(reecrites))
    for (const t of tables) expect(dit, nom).toMatch(new RegExp(`\\|.*\`${nom}\`.*\\|.*\`${t}\``))
  const { rows } = await tout.query('select numero, etat, echeance from instruction order by guichet_id, numero')
  expect(rows).toEqual(
    GUICHETS.flatMap(() => [
      { numero: 'D-a', etat: 'retenu', echeance: null },
      { numero: 'D-b', etat: 'retire', echeance: null },
      { numero: 'D-c', etat: 'sans_suite', echeance: null },
    ]),
  )
}, 120_000)

async function controler(c: pg.Client, quand: string) {
  for (const [phrase, [table, requete]] of Object.entries(CONTROLES))
    if ((await c.query('select to_regclass($1) as t', [table])).rows[0].t)
      expect((await c.query(requete)).rows, `${quand}: ${phrase}`).toEqual([])
}
