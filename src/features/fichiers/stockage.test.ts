import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { lireConfig } from '../../config.ts'
import { nouvelId } from '../../contexte.ts'
import { creerStockage, ouvrirStockage, type Stockage } from './index.ts'
import { ouvrirS3 } from './test/s3-factice.ts'

const MIO = 1024 * 1024
let dossier: string
beforeEach(() => {
  dossier = mkdtempSync(join(tmpdir(), 'gt-stockage-'))
})
afterEach(() => rmSync(dossier, { recursive: true, force: true }))

const FOND = Buffer.alloc(12 * MIO)
for (let i = 0; i < FOND.length; i++) FOND[i] = i * 7 + (i >> 11)
const octets = (taille: number) => FOND.subarray(0, taille)
/** The same bytes as they come, in one buffer that serves again: a storage that keeps a block keeps the wrong bytes. */
async function* enBlocs(contenu: Buffer, bloc = 70_000) {
  const tampon = Buffer.alloc(bloc)
  for (let i = 0; i < contenu.length; i += bloc) {
    const n = contenu.copy(tampon, 0, i, i + bloc)
    yield tampon.subarray(0, n)
  }
}
const lu = async (s: Stockage, cle: string) => Buffer.concat(await Readable.from(s.lire(cle)).toArray())
const cles = async (s: Stockage) => {
  const liste: string[] = []
  for await (const { cle } of s.lister()) liste.push(cle)
  return liste.sort()
}
const cle = () => `2021/${nouvelId()}`

/** What every storage does. */
function tientSaParole(stockage: () => Stockage) {
  test.for([1, 5 * MIO - 1, 5 * MIO, 5 * MIO + 1, 12 * MIO])('%i octets sont rendus tels quels', async taille => {
    const k = cle()
    const contenu = octets(taille)
    await stockage().ecrire(k, enBlocs(contenu))
    expect((await lu(stockage(), k)).equals(contenu)).toBe(true)
    await stockage().supprimer(k)
  })

  test.for([MIO, 11 * MIO])('une écriture qui casse après %i octets ne laisse rien', async taille => {
    const casse = async function* () {
      yield* enBlocs(octets(taille))
      throw new Error('rompu')
    }
    await expect(stockage().ecrire(cle(), casse())).rejects.toThrow('rompu')
    const stop = new AbortController()
    const arret = async function* () {
      yield* enBlocs(octets(taille))
      stop.abort(new Error('arrêté'))
      yield octets(1)
    }
    await expect(stockage().ecrire(cle(), arret(), stop.signal)).rejects.toThrow('arrêté')
    expect(await cles(stockage())).toEqual([])
    expect(await stockage().nettoyer(new Date(Date.now() + 1000))).toBe(0)
  })

  test('tout se liste, ce qui est supprimé non', async () => {
    const trois = [cle(), cle(), cle()].sort()
    for (const k of trois) await stockage().ecrire(k, enBlocs(octets(10)))
    expect(await cles(stockage())).toEqual(trois)
    for (const k of trois) await stockage().supprimer(k)
    await stockage().supprimer(trois[0]!)
    expect(await cles(stockage())).toEqual([])
  })

  test('une clé sans octets est une erreur, une clé qui n’est pas de nous n’atteint rien', async () => {
    await expect(once(stockage().lire(cle()), 'readable')).rejects.toThrow()
    for (const k of ['../etc/passwd', '2021/..', 'A', '']) await expect(stockage().ecrire(k, enBlocs(octets(1)))).rejects.toThrow('refused')
  })
}

describe('Un dossier de ce disque', () => {
  tientSaParole(() => creerStockage(dossier))

  test('ce qu’une panne a laissé à moitié écrit est nettoyé après un jour', async () => {
    const s = creerStockage(dossier)
    await s.ecrire('2021/entier', enBlocs(octets(10)))
    writeFileSync(join(dossier, '2021/coupe.partiel'), 'x')
    expect([await s.nettoyer(new Date(0)), await cles(s)]).toEqual([0, ['2021/entier']])
    utimesSync(join(dossier, '2021/coupe.partiel'), new Date(0), new Date(0))
    expect([await s.nettoyer(new Date(1)), readdirSync(join(dossier, '2021'))]).toEqual([1, ['entier']])
  })
})

const CLES = { S3_ACCESS_KEY_ID: 'cle', S3_SECRET_ACCESS_KEY: 'secret' }
describe('Un seau S3', () => {
  let s3: Awaited<ReturnType<typeof ouvrirS3>>
  let stockage: Stockage
  beforeAll(async () => {
    s3 = await ouvrirS3('pieces')
  })
  beforeEach(async () => {
    stockage = await ouvrirStockage(lireConfig({ ...CLES, S3_ENDPOINT: s3.endpoint, S3_BUCKET: 'pieces' }), dossier)
    s3.etat.panne = undefined
  })
  afterAll(() => s3.fermer())
  tientSaParole(() => stockage)

  test.for(['PUT', 'partNumber=2', 'uploadId=e'])('une panne (%s) remonte, et rien n’est sous la clé', async panne => {
    s3.etat.panne = panne
    await expect(stockage.ecrire(cle(), enBlocs(octets(11 * MIO)))).rejects.toThrow(/AccessDenied|UnknownError/)
    s3.etat.panne = undefined
    expect(await cles(stockage)).toEqual([])
    await stockage.nettoyer(new Date(Date.now() + 1000))
    expect(s3.etat.envois.size).toBe(0)
  })

  test('un envoi que personne n’a fini est abandonné après un jour', async () => {
    s3.etat.envois.set('vieux', { cle: cle(), parties: new Map(), le: new Date(0) })
    s3.etat.envois.set('neuf', { cle: cle(), parties: new Map(), le: new Date() })
    expect([await stockage.nettoyer(new Date(1)), [...s3.etat.envois.keys()]]).toEqual([1, ['neuf']])
    s3.etat.envois.clear()
  })
})

describe('Un vrai serveur S3 (S3_ESSAI_ENDPOINT, S3_ESSAI_BUCKET…)', () => {
  let stockage: Stockage
  beforeEach(async ({ skip }) => {
    skip(!process.env.S3_ESSAI_ENDPOINT, 'S3_ESSAI_ENDPOINT ne nomme aucun serveur')
    const { S3_ESSAI_ENDPOINT = '', S3_ESSAI_BUCKET = '', S3_ESSAI_ACCESS_KEY_ID = '', S3_ESSAI_SECRET_ACCESS_KEY = '' } = process.env
    const env = { S3_ENDPOINT: S3_ESSAI_ENDPOINT, S3_BUCKET: S3_ESSAI_BUCKET }
    const cles = { S3_ACCESS_KEY_ID: S3_ESSAI_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY: S3_ESSAI_SECRET_ACCESS_KEY }
    stockage = await ouvrirStockage(lireConfig({ ...env, ...cles }), dossier)
  })
  tientSaParole(() => stockage)
})

describe('Les réglages S3', () => {
  test('vont ensemble, ou pas du tout', () => {
    expect(lireConfig({}).s3).toBeUndefined()
    expect(() => lireConfig({ S3_BUCKET: 'pieces' })).toThrow(/S3_ENDPOINT.*il en manque/)
    expect(() => lireConfig({ ...CLES, S3_BUCKET: 'pieces', S3_ENDPOINT: 'pas une adresse' })).toThrow(/S3_ENDPOINT/)
  })
})
