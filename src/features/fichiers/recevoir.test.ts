import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as FluxWeb } from 'node:stream/web'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { instantDeParis } from '../../lib/dates.ts'
import { creerStockage, messageFichier, type Stockage, TAILLE_MAX } from './index.ts'
import { recevoirFichier } from './recevoir.ts'
import * as e from './test/echantillons.ts'

const INSTANT = instantDeParis('2021-12-31T23:30:00')
const FORMATS = ['pdf', 'ods', 'xlsx']
let dossier: string
let stockage: Stockage
beforeEach(() => {
  dossier = mkdtempSync(join(tmpdir(), 'gt-reception-'))
  stockage = creerStockage(dossier)
})
afterEach(() => rmSync(dossier, { recursive: true, force: true }))
const surDisque = () => readdirSync(dossier, { recursive: true, withFileTypes: true }).filter(f => f.isFile())

const FRONTIERE = 'frontiere'
const CRLF = '\r\n'
const entete = (nom: string, champ = 'fichier') =>
  `--${FRONTIERE}${CRLF}content-disposition: form-data; name="${champ}"; filename="${nom}"${CRLF}content-type: application/pdf${CRLF}${CRLF}`
const FIN = `${CRLF}--${FRONTIERE}--${CRLF}`
const requete = (corps: BodyInit, type = `multipart/form-data; boundary=${FRONTIERE}`) =>
  new Request('http://localhost/', { method: 'POST', body: corps, headers: { 'content-type': type }, duplex: 'half' } as RequestInit)
const enFlux = (r: Request) => ({ headers: r.headers, corps: Readable.fromWeb(r.body as FluxWeb) })
const recevoir = (r: Request, formats = FORMATS) => recevoirFichier(enFlux(r), stockage, { instant: INSTANT, formats })
const envoyer = (octets: Buffer, nom: string, { formats = FORMATS, champ = 'fichier' } = {}) =>
  recevoir(requete(new Uint8Array(Buffer.concat([Buffer.from(entete(nom, champ)), octets, Buffer.from(FIN)]))), formats)
/** A body that comes piece by piece, as from a slow line; `rupture` breaks it, else it just ends. */
const goutte = (morceaux: Iterable<Uint8Array>, rupture?: Error) => {
  const suite = morceaux[Symbol.iterator]()
  return requete(
    new ReadableStream({
      async pull(c) {
        const { done, value } = suite.next()
        if (done) await new Promise(r => setTimeout(r, 50))
        if (!done) c.enqueue(value)
        else if (rupture) c.error(rupture)
        else c.close()
      },
    }),
  )
}
const phrase = async (r: ReturnType<typeof recevoir>, formats = FORMATS) => {
  const recu = await r
  expect(recu.ok).toBe(false)
  return recu.ok ? '' : messageFichier(recu.error, { formats })
}

describe('Un fichier envoyé est reçu entier', () => {
  test('avec son nom, sa taille, son type et son empreinte', async () => {
    const r = await envoyer(e.PDF, 'pièce à joindre – été.pdf')
    if (!r.ok) throw new Error(r.error.kind)
    expect(r.value).toMatchObject({ nom: 'pièce à joindre – été.pdf', type: 'pdf', taille: e.PDF.length })
    expect(r.value.cle).toMatch(/^2021\/[0-9a-f-]{36}$/)
    expect(r.value.sha256).toBe(createHash('sha256').update(e.PDF).digest('hex'))
    expect(readFileSync(join(dossier, r.value.cle))).toEqual(e.PDF)
  })

  test('les autres champs du formulaire viennent avec', async () => {
    const champ = `--${FRONTIERE}${CRLF}content-disposition: form-data; name="note"${CRLF}${CRLF}été${CRLF}`
    const r = await recevoir(requete(champ + entete('a.pdf') + e.PDF.toString() + FIN))
    expect(r.ok && r.value.champs).toEqual({ note: 'été' })
  })

  test('« ../../etc/passwd.pdf » reste dans le dossier des fichiers', async () => {
    const r = await envoyer(e.PDF, '../../etc/passwd.pdf')
    expect(r.ok && r.value.nom).toBe('passwd.pdf')
    expect(surDisque()).toHaveLength(1)
  })

  test.for([
    ['budget\u202efdp.exe.pdf', 'budgetfdp.exe.pdf'],
    [`${'é'.repeat(300)}.pdf`, `${'é'.repeat(146)}.pdf`],
    ['NUL.pdf', 'fichier-NUL.pdf'],
    ['C:\\Bureau\\délib.pdf', 'délib.pdf'],
    ['....', 'fichier.pdf'],
  ])('sous un nom étrange (%j), il reçoit un nom sûr', async ([nom, garde]) => {
    const r = await envoyer(e.PDF, nom!)
    expect(r.ok && r.value.nom).toBe(garde)
  })

  test('octet par octet, un classeur est encore reconnu', async () => {
    const octets = Buffer.concat([Buffer.from(entete('budget.xlsx')), e.XLSX, Buffer.from(FIN)])
    const r = await recevoir(goutte([...octets].map(o => Uint8Array.of(o))))
    expect(r.ok && r.value.type).toBe('xlsx')
  })

  test('un gros classeur, dont les noms sont à la fin', async () => {
    const images = Object.fromEntries([1, 2, 3].map(i => [`media/${i}.png`, Buffer.alloc(900_000, i)]))
    const classeur = e.zip({ '[Content_Types].xml': '<Types/>', ...images, 'xl/workbook.xml': '<x/>' })
    const octets = Buffer.concat([Buffer.from(entete('budget.xlsx')), classeur, Buffer.from(FIN)])
    const morceaux = Array.from({ length: Math.ceil(octets.length / 70_001) }, (_, i) => octets.subarray(i * 70_001, (i + 1) * 70_001))
    const r = await recevoir(goutte(morceaux))
    expect(r.ok && [r.value.type, r.value.taille]).toEqual(['xlsx', classeur.length])
  })

  test('200 Mo tout juste passent', { timeout: 60_000 }, async () => {
    const r = await recevoir(gros(TAILLE_MAX))
    expect([TAILLE_MAX, r.ok && r.value.taille]).toEqual([200_000_000, TAILLE_MAX])
  })
})

/** A PDF of this size, made as it goes. */
function gros(taille: number) {
  return goutte(
    (function* () {
      yield Buffer.from(entete('plans.pdf'))
      yield e.PDF
      for (let reste = taille - e.PDF.length; reste > 0; reste -= 500_000) yield new Uint8Array(Math.min(reste, 500_000))
      yield Buffer.from(FIN)
    })(),
  )
}

describe('Un fichier refusé dit pourquoi, et ne laisse rien', () => {
  afterEach(() => expect(surDisque()).toEqual([]))

  test.for([
    ['budget.pdf', e.PNG, '« budget.pdf » n’est pas un PDF : son contenu est une image PNG'],
    ['budget.pdf', Buffer.from('<html><script>alert(1)</script>'), '« budget.pdf » n’est pas un PDF : son contenu est une page web'],
    ['budget.xlsx', e.ODS, '« budget.xlsx » n’est pas un XLSX : son contenu est un classeur ODS'],
    ['budget.pdf', Buffer.from([0, 1, 2]), '« budget.pdf » n’est pas un PDF : son contenu n’est pas reconnu'],
    ['logo.svg', Buffer.from('<svg onload="alert(1)"/>'), '« logo.svg » est un dessin SVG. Envoyez un fichier PDF, ODS ou XLSX'],
    ['tout.zip', e.ZIP, '« tout.zip » est une archive ZIP. Envoyez un fichier PDF, ODS ou XLSX'],
    ['photo.png', e.PNG, '« photo.png » est une image PNG. Envoyez un fichier PDF, ODS ou XLSX'],
    ['outil.exe', Buffer.from('MZ\x90\0'), '« outil.exe » est un programme. Envoyez un fichier PDF, ODS ou XLSX'],
    ['x.dat', Buffer.from([0, 1, 2]), '« x.dat » n’est pas dans un format reconnu. Envoyez un fichier PDF, ODS ou XLSX'],
    ['vide.pdf', Buffer.alloc(0), '« vide.pdf » est vide. Choisissez un autre fichier'],
    ['', Buffer.alloc(0), 'Choisissez un fichier avant d’envoyer'],
  ] as const)('%s', async ([nom, octets, message]) => {
    expect(await phrase(envoyer(octets, nom))).toBe(
      message.replaceAll('« ', '«\u00a0').replaceAll(' »', '\u00a0»').replace(' :', '\u00a0:'),
    )
  })

  // seen to fail: with sizes that `juger` does not look at
  test('un classeur qui se gonflerait mille fois', async () => {
    const bombe = Buffer.from(e.XLSX)
    bombe.writeUInt32LE(900_000_000, bombe.indexOf(Buffer.from('504b0102', 'hex')) + 24)
    expect(await phrase(envoyer(bombe, 'budget.xlsx'))).toMatch(
      /^«\u00a0budget.xlsx\u00a0» cache beaucoup plus de données que son poids ne le dit/,
    )
  })

  test('un classeur fermé par un mot de passe', async () => {
    const ferme = Buffer.from(e.XLSX)
    ferme.writeUInt16LE(1, ferme.indexOf(Buffer.from('504b0102', 'hex')) + 8)
    expect(await phrase(envoyer(ferme, 'budget.xlsx'))).toMatch(/est protégé par un mot de passe/)
  })

  test('un octet de trop', { timeout: 60_000 }, async () => {
    expect(await phrase(recevoir(gros(TAILLE_MAX + 1)))).toBe(
      '«\u00a0plans.pdf\u00a0» dépasse 200\u00a0Mo. Réduisez-le ou partagez-le en plusieurs fichiers',
    )
  })

  test('dans un autre champ', async () => {
    expect(await phrase(envoyer(e.PDF, 'a.pdf', { champ: 'autre' }))).toBe('Choisissez un fichier avant d’envoyer')
  })

  test('deux fichiers d’un coup', async () => {
    const un = entete('a.pdf') + e.PDF.toString()
    expect(await phrase(recevoir(requete(un + CRLF + un + FIN)))).toBe('Envoyez un seul fichier à la fois')
  })

  test.for([
    ['au milieu du fichier, par une fin', (m: Buffer) => goutte([Buffer.from(entete('a.pdf')), m])],
    ['au milieu du fichier, par une rupture', (m: Buffer) => goutte([Buffer.from(entete('a.pdf')), m], new Error('aborted'))],
    ['après le fichier', (m: Buffer) => goutte([Buffer.from(entete('a.pdf')), m, Buffer.from(`${CRLF}--${FRONTIERE}${CRLF}content-disp`)])],
    ['avant le fichier', () => goutte([Buffer.from('--fron')])],
  ] as const)('un envoi coupé %s', async ([, faire]) => {
    const morceau = Buffer.concat([e.PDF, Buffer.alloc(300_000, 32)])
    expect(await phrase(recevoir(faire(morceau)))).toMatch(/^L’envoi (s’est interrompu avant la fin|est illisible)/)
  })

  test.for([
    ['application/pdf', 'octets'],
    ['multipart/form-data', 'sans frontière'],
  ])('un envoi qui n’est pas un formulaire (%s)', async ([type]) => {
    expect(await phrase(recevoir(requete('%PDF-1.7', type)))).toBe('L’envoi est illisible. Rechargez la page et recommencez')
  })

  test('un envoi coupé pendant l’écriture efface ce qui était déjà sur le disque', async () => {
    const vus: number[] = []
    const morceaux = (function* () {
      yield Buffer.from(entete('a.pdf'))
      for (let i = 0; i < 40; i++) {
        vus.push(surDisque().length)
        yield new Uint8Array(100_000)
      }
    })()
    expect(await phrase(recevoir(goutte(morceaux, new Error('aborted'))))).toBe('L’envoi s’est interrompu avant la fin. Recommencez')
    expect(vus.at(-1)).toBe(1)
  })

  test.for([
    ['dès l’ouverture', () => Promise.reject(new Error('disque plein'))],
    [
      'en route',
      (_cle: string, contenu: AsyncIterable<Uint8Array>, signal?: AbortSignal) => pipeline(contenu, puits(), signal ? { signal } : {}),
    ],
  ] as const)('une panne du stockage %s n’est pas la faute de la personne\u202f: elle remonte telle quelle', async ([, ecrire]) => {
    const lent = goutte([Buffer.from(entete('a.pdf')), e.PDF, new Uint8Array(2_000_000), Buffer.from(FIN)])
    const suite = recevoirFichier(enFlux(lent), { ...stockage, ecrire }, { instant: INSTANT, formats: FORMATS })
    await expect(suite).rejects.toThrow('disque plein')
  })
})

const puits = () =>
  new Writable({
    write(_bloc, _encodage, suite) {
      suite(new Error('disque plein'))
    },
  })
