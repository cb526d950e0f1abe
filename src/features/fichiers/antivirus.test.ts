import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { lireConfig } from '../../config.ts'
import { analyser } from './antivirus.ts'
import { EICAR, type Humeur, ouvrirClamd } from './test/clamd-factice.ts'

let clamd: Awaited<ReturnType<typeof ouvrirClamd>>
beforeAll(async () => {
  clamd = await ouvrirClamd()
})
beforeEach(() => {
  clamd.etat.humeur = 'normal'
})
afterAll(() => clamd.fermer())
const flux = (...blocs: Buffer[]) => Readable.from(blocs)

describe('L’antivirus dit ce qu’il a vu', () => {
  test('un fichier sain, entier', async () => {
    const mo = Buffer.alloc(1_000_000, 7)
    expect(await analyser(clamd.adresse, flux(mo, mo, mo))).toEqual({ etat: 'sain' })
    expect(clamd.etat.octets).toBe(3_000_000)
  })

  test('un fichier infecté', async () => {
    expect(await analyser(clamd.adresse, flux(Buffer.alloc(10), EICAR))).toEqual({ etat: 'infecte', virus: 'Win.Test.EICAR_HDB-1' })
  })

  test('par une socket du système de fichiers', async () => {
    const dossier = mkdtempSync(join(tmpdir(), 'gt-clamd-'))
    const local = await ouvrirClamd(join(dossier, 'clamd.sock'))
    expect(await analyser(local.adresse, flux(EICAR))).toMatchObject({ etat: 'infecte' })
    await local.fermer()
    rmSync(dossier, { recursive: true })
  })
})

describe('Sans réponse claire, rien n’est dit sain', () => {
  test.for(['muet', 'coupe', 'limite'] as Humeur[])('antivirus %s', async humeur => {
    clamd.etat.humeur = humeur
    expect(await analyser(clamd.adresse, flux(Buffer.alloc(5_000_000)), { silenceMs: 200 })).toEqual({ etat: 'muet' })
  })

  test.for(['127.0.0.1:1', '/nulle/part.sock', 'hote.invalid:3310'])('antivirus absent (%s)', async adresse => {
    expect(await analyser(adresse, flux(EICAR))).toEqual({ etat: 'muet' })
  })

  test('des octets que le stockage ne rend pas', async () => {
    const rompu = Readable.from(
      (async function* () {
        yield Buffer.alloc(100)
        throw new Error('lost')
      })(),
    )
    expect(await analyser(clamd.adresse, rompu)).toEqual({ etat: 'muet' })
  })
})

describe('Avec un vrai clamd (CLAMD_ESSAI)', () => {
  test('EICAR est trouvé, un texte est sain', async ({ skip }) => {
    skip(!process.env.CLAMD_ESSAI, 'CLAMD_ESSAI ne nomme aucun clamd')
    expect(await analyser(process.env.CLAMD_ESSAI!, flux(EICAR))).toMatchObject({ etat: 'infecte' })
    expect(await analyser(process.env.CLAMD_ESSAI!, flux(Buffer.from('bonjour')))).toEqual({ etat: 'sain' })
  })
})

describe('Le réglage CLAMD', () => {
  test.for(['127.0.0.1:3310', 'clamd:3310', '[::1]:3310', '/run/clamav/clamd.ctl'])('%s', CLAMD => {
    expect(lireConfig({ CLAMD }).CLAMD).toBe(CLAMD)
  })
  test.for(['clamd', 'http://clamd:3310', 'clamd:port', 'chemin/relatif'])('%s est refusé au démarrage', CLAMD => {
    expect(() => lireConfig({ CLAMD })).toThrow(/CLAMD \(hôte:port/)
  })
})
