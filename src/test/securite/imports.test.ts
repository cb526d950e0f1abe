import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PHRASE_TABLEAU } from '../../features/tableur/index.ts'
import { paths } from '../../paths.ts'
import { unSurDeux } from '../tirage.ts'
import { commencer, publier } from '../vico.ts'
import { openWorld, type World } from '../world.ts'
import { HOSTILES, LIMITES, million } from './classeurs-hostiles.ts'

/**
 * Files made to stop the site, read in a process of their own within the widest limits that we have (the orders of a bilan). What is refused, or read no further than the
 * limits; how long anybody else waited (200 ms is what is wanted; a second is asserted, for machines that do other things); and the most memory held. One in two a day.
 * Seen to fail: with `readOds` in the place of `lireOds`, the four of ODS; with `readXlsx` in that of `lireXlsx`, the shared texts that nothing cites; without the
 * bounds of `relireTableau`, the table that is sent back.
 */
const RETARD_MS = 1000
const MEMOIRE = 700_000_000

type Issue = { refus?: string; tableau?: { lignes: number; caracteres: number }; retard: number; memoire: number; duree: number }
describe('un fichier envoyé pour arrêter le site', () => {
  const dossier = mkdtempSync(join(tmpdir(), 'hostiles-'))
  afterAll(() => rmSync(dossier, { recursive: true }))
  const lire = async (octets: Buffer): Promise<Issue> => {
    const chemin = join(dossier, 'fichier')
    writeFileSync(chemin, octets)
    const { stdout } = await promisify(execFile)(process.execPath, ['src/test/securite/lire-hostiles.ts', chemin, JSON.stringify(LIMITES)])
    return JSON.parse(stdout)
  }

  it.each(HOSTILES.filter((_, k) => unSurDeux(k)))(
    '%s\u00a0: refusé d’une phrase ou lu sans excès, personne n’attend, la mémoire tient',
    { timeout: 60_000 },
    async (quoi, faire, attendu) => {
      const octets = faire()
      expect(octets.length).toBeLessThanOrEqual(LIMITES.octets)
      const r = await lire(octets)
      if (process.env.MESURER) console.log(quoi, octets.length, JSON.stringify(r))
      if (typeof attendu === 'number') expect(r.tableau?.lignes).toBeLessThanOrEqual(attendu)
      else expect(r.refus).toMatch(attendu)
      expect(r.retard).toBeLessThan(RETARD_MS)
      expect(r.memoire).toBeLessThan(MEMOIRE)
    },
  )

  describe('par les pages', () => {
    let w: World
    beforeAll(async () => {
      w = await openWorld()
      await publier(w)
    })
    afterAll(() => w.close())

    it('importé dans un plan, il est refusé d’une phrase\u00a0: ce qui était collé à côté reste, une autre personne lit son espace entre-temps', async () => {
      const vico = await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] })
      const id = await commencer(w, vico.cookie)
      const corps = new FormData()
      corps.append('texte', 'Désignation\tCoût HT')
      corps.append('fichier', new Blob([million('a') as BlobPart]), 'plan.xlsx')
      let fini = false
      const envoi = Promise.resolve(w.post(paths.dossiers.importPlan(id), corps, vico.cookie)).finally(() => (fini = true))
      let [attente, lues] = [0, 0]
      while (!fini) {
        const debut = performance.now()
        expect((await w.get(paths.connexion)).status).toBe(200)
        attente = Math.max(attente, performance.now() - debut)
        lues++
        await new Promise(r => setTimeout(r, 20))
      }
      const r = await envoi
      const html = await r.text()
      expect(r.status).toBe(422)
      expect(html).toMatch(/Les titres des colonnes manquent|Copiez les lignes utiles dans un classeur neuf/)
      expect(html).toContain('Désignation\tCoût HT')
      expect(lues).toBeGreaterThan(5)
      expect(attente).toBeLessThan(RETARD_MS)
    }, 60_000)

    it('un tableau que la page n’a pas montré est refusé\u00a0: vingt mille lignes renvoyées ne sont pas relues', async () => {
      const vico = await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] })
      const id = await commencer(w, vico.cookie)
      const donnees = JSON.stringify([['Désignation', 'Coût HT'], ...Array.from({ length: 20_000 }, () => ['a', '1'])])
      const r = await w.post(paths.dossiers.importPlan(id), { donnees, quoi: 'justes' }, vico.cookie)
      expect([r.status, await r.text()]).toEqual([422, expect.stringContaining('Les titres des colonnes manquent')])
    })
  })

  it('chaque refus dit quoi faire', () => {
    for (const phrase of Object.values(PHRASE_TABLEAU)) expect(phrase).toMatch(/Gardez|Copiez|recommencez|Attendez|raccourcissez/)
  })
})
