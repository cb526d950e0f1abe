import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lireDeuxTemps, lireJeu } from '../../features/demo/jeu.ts'
import { paths } from '../../paths.ts'
import { ouvrirNavigateur, visiter } from '../chromium.ts'
import { dossierTemporaire } from '../dossiers.ts'
import { SANS_SCRIPT } from '../guichet-ouvert.ts'
import { lancer, type Programme } from '../programme.ts'

/** The program on a data folder that does not exist, looked at while it writes its invented dossiers. */
let navigateur: Browser
beforeAll(async () => {
  navigateur = await ouvrirNavigateur()
})
const dossiers: string[] = []
const enMarche: Programme[] = []
afterAll(async () => {
  await navigateur.close()
  for (const p of enMarche) if (p.processus.exitCode === null && !p.processus.signalCode) await p.arreter('SIGKILL')
  for (const d of dossiers) rmSync(dirname(d), { recursive: true, force: true })
})
const nouveau = () => {
  const donnees = join(dossierTemporaire(), 'donnees')
  dossiers.push(donnees)
  return donnees
}
const demarrer = async (donnees: string, o: { pret: boolean }) => {
  const p = await lancer({ GUICHET_DONNEES: donnees }, process.cwd(), o)
  enMarche.push(p)
  return p
}
const jusqua = async (p: Programme, chemin: string, statut: number) =>
  expect.poll(async () => (await fetch(p.url + chemin)).status, { timeout: 60_000, interval: 50 }).toBe(statut)
const compter = async (donnees: string, table: 'dossier' | 'structure') => {
  const client = new pg.Client(`postgres://postgres@/guichet?host=${encodeURIComponent(join(donnees, 'pg'))}`)
  await client.connect()
  const { rows } = await client.query(`select count(*)::int as n from ${table}`)
  await client.end()
  return rows[0].n as number
}
const JEU = lireJeu('demonstration/itn7-axe3-corse-2021.yml')
const INVENTES = JEU.dossiers.length + lireDeuxTemps(JEU)!.dossiers.length

test('le premier démarrage, sans script : la page demandée dit ce qui se prépare, puis s’ouvre toute seule à la même adresse', async () => {
  const p = await demarrer(nouveau(), { pret: false })
  const { page, fermer } = await visiter(navigateur, p.url, SANS_SCRIPT)
  expect((await page.goto(`${paths.demo.accueil}?depuis=lien`))?.status()).toBe(503)
  expect(await page.title()).toContain('La démonstration se prépare')
  await page.locator('h1', { hasText: 'Choisissez un rôle et une date' }).waitFor({ timeout: 80_000 })
  expect(new URL(page.url()).search).toBe('?depuis=lien')
  expect((await fetch(`${p.url}${paths.sante}`)).status).toBe(200)
  await fermer()
  expect(await p.arreter()).toBe(0)
})

test('l’accueil répond pendant que les dossiers inventés s’écrivent, et avec script un clic vers un rôle attend avec le visiteur', async () => {
  const p = await demarrer(nouveau(), { pret: false })
  await jusqua(p, paths.accueil, 200)
  expect(await (await fetch(`${p.url}${paths.sante}`)).json()).toMatchObject({ statut: 'prépare' })
  const { page, fermer } = await visiter(navigateur, p.url)
  await page.goto(paths.accueil)
  await page.getByRole('link', { name: 'Changer de rôle ou de date' }).first().click()
  await page.locator('h1', { hasText: 'Choisissez un rôle et une date' }).waitFor({ timeout: 80_000 })
  await fermer()
  await p.arreter()
})

test('tué pendant qu’il écrit ses dossiers inventés, il les récrit tous au démarrage suivant, une fois chacun', async () => {
  const donnees = nouveau()
  const p = await demarrer(donnees, { pret: false })
  await jusqua(p, paths.accueil, 200)
  await expect.poll(() => compter(donnees, 'dossier'), { timeout: 60_000, interval: 50 }).toBeGreaterThan(2)
  await p.arreter('SIGKILL')
  const q = await demarrer(donnees, { pret: true })
  expect(await compter(donnees, 'dossier')).toBe(INVENTES)
  expect(await compter(donnees, 'structure')).toBeGreaterThan(36_000)
  await q.arreter()
})
