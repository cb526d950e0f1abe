import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { commencer, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { dossierDuGuichet } from '../dossiers/index.ts'

const SLUG = 'appel-d-avant-les-bornes'
const [APPEL, VERSION] = [randomUUID(), randomUUID()]
let w: World
const copier = (table: string, changes: object) =>
  w.owner.query(`insert into ${table} select (jsonb_populate_record(t, $1::jsonb)).* from ${table} t limit 1`, [JSON.stringify(changes)])
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  const source = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
    .replace('slug: itn7-axe3-corse-2021', `slug: ${SLUG}`)
    .replace(/delai_mois: \d+/, 'delai_mois: 61')
  const sha256 = createHash('sha256').update(source).digest('hex')
  await copier('appel', { id: APPEL, slug: SLUG })
  await copier('appel_version', { id: VERSION, appel_id: APPEL, source, sha256 })
})
afterAll(() => w.close())

// Seen to fail: with a version that is read like any other, each of these pages answers 500.
it('une version gardée d’avant une borne ne fait échouer que les pages de son appel', async () => {
  const admin = await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  const porteur = await w.compte({ structures: ['Vico'] })
  const publiques = [paths.accueil, paths.appels.liste, paths.appels.voir('itn7-axe3-corse-2021'), '/donnees', '/donnees/appels.json']
  for (const page of publiques) expect((await w.get(page)).status, page).toBe(200)
  for (const page of [paths.instruction.boite, paths.administration.appels])
    expect((await w.get(page, admin.cookie)).status, page).toBe(200)
  expect((await w.get(paths.espace, porteur.cookie)).status).toBe(200)
  expect((await w.get(paths.appels.voir(SLUG))).status).toBe(500)
})

// Seen to fail: a line whose call throws makes the whole space answer 500.
it('mon espace montre mes autres dossiers, et dit lequel a perdu son appel', async () => {
  const vico = await w.compte({ structures: ['Vico'] })
  await commencer(w, vico.cookie)
  const id = randomUUID()
  await copier('dossier', { id, numero: 'AVANT-0001', appel_id: APPEL, appel_version_id: VERSION })
  const page = await (await w.get(paths.espace, vico.cookie)).text()
  expect(page).toContain('AVANT-0001')
  expect(page).toContain('Le texte de son appel ne se lit plus.')
  expect(page).toContain('À déposer avant la clôture.')
  // asked for alone, it is a failure that is seen, and not a dossier that never was
  await expect(w.auGuichet(tx => dossierDuGuichet(tx, w.guichetId, id))).rejects.toThrow('its call is not readable')
})
