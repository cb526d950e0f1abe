import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { dossierTemporaire } from '../dossiers.ts'
import { lancer, type Programme } from '../programme.ts'
import { champDe } from '../reglages.ts'
import { openWorld, type World } from '../world.ts'

/** Two processes of pages as they run for real, on one database; the second has another file. */
const dossier = dossierTemporaire()
let w: World
let un: Programme
let autre: Programme
beforeAll(async () => {
  w = await openWorld()
  const fichier = join(dossier, 'autre.yml')
  writeFileSync(fichier, readFileSync('guichets/prefet-de-corse.yml', 'utf8').replace('nom: Guichet territorial', 'nom: Nom du fichier'))
  const env = {
    GUICHET_MODE: 'production',
    GUICHET_ROLE: 'web',
    SECRET: 's'.repeat(40),
    GUICHET_DONNEES: join(dossier, 'donnees'),
    DATABASE_URL_APP: w.adresses.DATABASE_URL_APP,
  }
  un = await lancer(env)
  autre = await lancer({ ...env, GUICHET_CONFIG: fichier })
}, 180_000)
afterAll(async () => {
  await un?.arreter()
  await autre?.arreter()
  await w?.close()
  rmSync(dossier, { recursive: true, force: true })
})
const nom = async (p: Programme) => /header__service-title">([^<]*)/.exec(await (await fetch(`${p.url}${paths.aide}`)).text())?.[1]

test('un fichier qui dit autre chose se dit au démarrage et ne change rien\u00a0; ce qu’un processus enregistre, l’autre le montre', async () => {
  expect(un.sortie()).not.toContain('dit autre chose')
  expect(autre.sortie()).toContain('Le fichier d’installation dit autre chose (Nom du guichet')
  expect(await nom(autre)).toBe('Guichet territorial')

  const { cookie } = await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  const adresse = un.url + paths.administration.reglage('identite')
  const vu = await (
    await fetch(`${adresse}?${new URLSearchParams({ revision: '0', nom: 'Guichet changé' })}`, { headers: { cookie } })
  ).text()
  const r = await fetch(adresse, {
    method: 'POST',
    headers: { cookie, origin: un.url },
    body: new URLSearchParams({ revision: champDe(vu, 'revision'), nom: 'Guichet changé', vue: champDe(vu, 'vue') }),
    redirect: 'manual',
  })
  expect(r.status).toBe(303)
  expect(await nom(un)).toBe('Guichet changé')
  await expect.poll(() => nom(autre), { timeout: 30_000 }).toBe('Guichet changé')
})
