import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../../paths.ts'
import { lisible } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { publierFichier } from '../../appels/index.ts'
import { installerDemonstration } from '../../demo/index.ts'

/** The demonstration's call of 2021, and one of 2027 in two waves, which nobody has answered. */
let w: World
let cookie: string
const AUTRE = 'classes-mobiles-2027'
beforeAll(async () => {
  w = await openWorld()
  await installerDemonstration(w.deps)
  const publie = await w.auGuichet(tx => publierFichier(tx, w.ctx(), readFileSync('src/test/appels/deux-vagues.yml', 'utf8')))
  expect(publie.ok).toBe(true)
  cookie = (await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })).cookie
})
afterAll(() => w.close())

const brut = async (query = '') => (await w.get(`${paths.instruction.bord}?${query}`, cookie)).text()
const lire = async (query = '') => lisible(await w.get(`${paths.instruction.bord}?${query}`, cookie))
const choisi = (html: string) => /<option value="([^"]+)" selected/.exec(html)?.[1]

test('sans choix, l’appel ouvert le dernier ; l’adresse en choisit un autre, et chacun n’a que ses dossiers', async () => {
  w.regler('2021-09-13T10:00:00')
  expect(choisi(await brut())).toBe('itn7-axe3-corse-2021')
  const autre = await lire(`appel=${AUTRE}`)
  expect(autre).toContain('Équipements de prêt numérique')
  expect(autre).toContain('Dossiers déposés 0')
  expect(autre).toContain('Le dépôt n’est pas encore ouvert.')
  expect(autre).not.toContain('Corse-du-Sud (2A)')
  w.regler('2027-03-10T10:00:00')
  expect(choisi(await brut())).toBe(AUTRE)
  expect(await lire()).toContain('Aucun dossier n’est encore déposé.')
  expect(await lire('appel=itn7-axe3-corse-2021')).toContain('Dossiers déposés 21')
})

test('un appel à plusieurs vagues montre la dernière commencée', async () => {
  const { rows } = await w.owner.query('select dossier_id as id from instruction limit 1')
  await w.owner.query(
    "update instruction set appel_id = (select id from appel where slug = $2), depose_le = '2027-03-28T09:30:00Z' where dossier_id = $1",
    [rows[0].id, AUTRE],
  )
  w.regler('2027-05-10T10:00:00')
  const printemps = await lire()
  expect(printemps).toContain('1 dossier sur 1 (100 %) est arrivé les trois derniers jours.')
  expect(printemps).toContain('Dernier jour, dimanche 28 mars')
  expect(printemps).toContain('Le dernier est arrivé à 11 h 30 min 00 s, 30 minutes avant la clôture.')
  w.regler('2027-09-07T10:00:00')
  expect(await lire()).toContain('Aucun dossier n’est encore déposé. ')
  expect(await lire()).toContain('Dossiers déposés 1')
})
