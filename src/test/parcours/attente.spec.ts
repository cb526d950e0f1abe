import { expect, test } from 'vitest'
import type { Avancement } from '../../http.ts'
import { paths } from '../../paths.ts'
import { auditer } from '../promenade.ts'
import { ouvrirSite } from '../site-ouvert.ts'
import { openWorld } from '../world.ts'

/** The page that is served while the demonstration is being prepared, which no walk meets: it waits where the others are. */
let avancement: Avancement | undefined
const site = ouvrirSite(async () => {
  const w = await openWorld()
  return { w: { ...w, deps: { ...w.deps, preparation: () => avancement } } }
})

// Seen to fail: the page went by itself with scripts too (axe, `meta-refresh`; RGAA 13.1).
test('la page d’attente se lit par tous\u00a0: axe, contrastes, focus, grand écran, téléphone, clair et sombre', async () => {
  const v = await site.arriver(true, 1280)
  for (const a of [{ etape: 'base' }, { etape: 'dossiers', actes: { faits: 12, total: 80 } }] as const) {
    avancement = a
    expect((await v.page.goto(paths.demo.accueil))?.status()).toBe(503)
    await auditer(v)
  }
  await v.fermer()
})

test('avec script, elle dit où l’on en est sans se recharger, puis s’ouvre toute seule à la même adresse', async () => {
  const v = await site.arriver(true, 360)
  const { page } = v
  avancement = { etape: 'dossiers', actes: { faits: 12, total: 80 } }
  await page.goto(`${paths.demo.accueil}?depuis=lien`)
  await page.evaluate(() => Object.assign(window, { la: true }))
  avancement = { etape: 'dossiers', actes: { faits: 40, total: 80 } }
  await page.getByText('40 actes sur 80').waitFor()
  expect(await page.evaluate(() => (window as unknown as { la?: boolean }).la)).toBe(true)
  avancement = undefined
  await page.locator('h1', { hasText: 'Choisissez un rôle et une date' }).waitFor()
  expect(new URL(page.url()).search).toBe('?depuis=lien')
  await v.fermer()
})

test('avec script, une page qui mène ailleurs s’ouvre aussi', async () => {
  const v = await site.arriver(true, 360)
  avancement = { etape: 'dossiers' }
  await v.page.goto(paths.espace)
  avancement = undefined
  await v.page.waitForURL(/connexion/)
  await v.fermer()
})

test('sans script, je l’arrête', async () => {
  const v = await site.arriver(false, 360)
  avancement = { etape: 'base' }
  await v.page.goto(paths.accueil)
  await v.suivre('Ne plus la relire')
  await v.attendre('Demander la page à nouveau')
  await v.controler()
  avancement = undefined
  await v.suivre('Demander la page à nouveau')
  await v.titre(/./)
  expect(await v.page.title()).not.toContain('se prépare')
  await v.fermer()
})
