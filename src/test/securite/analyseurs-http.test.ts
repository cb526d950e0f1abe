import { createHmac } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jetonDeSession } from '../../features/comptes/index.ts'
import { creerStockage, dispositionContenu, nettoyerNom, recevoirFormulaire } from '../../features/fichiers/index.ts'
import { extrait } from '../../features/instruction/rapport/faits.ts'
import { nomNormal } from '../../features/recevabilite/formules.ts'
import { preparerCommandes, TITRES_COMMANDES } from '../../features/suivi/bilans/commandes/preparer-import.ts'
import { lireContours } from '../../features/territoires/dessiner.ts'
import { ErreurContours } from '../../features/territoires/index.ts'
import { retourSur } from '../../http.ts'
import { sansDonnees } from '../../journal-technique.ts'
import { lireCurseur } from '../../lib/curseur.ts'
import { nettoyer } from '../../lib/forms.ts'
import { paragraphes } from '../../lib/mots.ts'
import { typographie } from '../../lib/typographie.ts'
import { URL_TEST } from '../world.ts'

/**
 * What comes by the network, at random: cookies, addresses to come back to, cursors, names of files, forms with files, contours, orders.
 * Seen to fail: `retourSur` that only asks for a first « / », `jetonDeSession` without its comparison, a name that keeps its folder, `nettoyer` as it was before it
 * took the reversal of writing away, a form whose reading may throw, contours read without their schema, orders beyond the most that a bilan takes.
 */
const texte = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ unit: 'grapheme', maxLength: 40 }))
const RENVERSE = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

describe('ce qui lit une requête', () => {
  it('une adresse où revenir est chez nous, en une ligne, ou n’est pas', () => {
    const piege = fc
      .array(fc.constantFrom('/', '\\', 'mechant.example', '@', ':', '\t', '\r\n', 'javascript:', '%2f', '%09', '?', '#', '.', ' ', 'x'), {
        maxLength: 8,
      })
      .map(m => m.join(''))
    fc.assert(
      fc.property(fc.oneof(texte, piege), t => {
        const vers = retourSur(t, '')
        return vers === '' || (new URL(vers, URL_TEST).origin === URL_TEST && !/[\r\n\t]/.test(vers))
      }),
      { numRuns: 3000 },
    )
  })

  it('un cookie que nous n’avons pas signé n’ouvre rien', () => {
    const secret = 's'.repeat(40)
    const site = { secret, urlPublique: 'http://localhost:3000' }
    const cookie = fc.oneof(
      texte,
      texte.map(t => `guichet.session_token=${t}`),
      texte.map(t => `guichet.session_token=${encodeURIComponent(t.toWellFormed())}.${Buffer.alloc(32).toString('base64')}`),
    )
    fc.assert(
      fc.property(cookie, c => jetonDeSession(c, site) === undefined),
      { numRuns: 1000 },
    )
    const signe = (cle: string) => encodeURIComponent(`jeton.${createHmac('sha256', cle).update('jeton').digest('base64')}`)
    expect(jetonDeSession(`guichet.session_token=${signe('autre')}`, site)).toBeUndefined()
    expect(jetonDeSession(`guichet.session_token=${signe(secret)}`, site)).toBe('jeton')
  })

  it('un repère de liste est un instant et un identifiant, ou le début', () => {
    const pres = fc.stringMatching(/^[0-9TZ:.-]{20,30}_[0-9a-f-]{30,40}$/)
    fc.assert(
      fc.property(fc.oneof(texte, pres), t => {
        const lu = lireCurseur(t)
        return lu === undefined || !Number.isNaN(lu.instant.getTime())
      }),
    )
  })

  it('un nom de fichier n’est ni un chemin, ni un en-tête, et ne se lit pas à l’envers', () => {
    fc.assert(
      fc.property(texte, t => {
        const nom = nettoyerNom(t)
        const entete = dispositionContenu(nom)
        return (
          !/[/\\]/.test(nom) &&
          !/^\.|\.$/.test(nom) &&
          !RENVERSE.test(nom) &&
          /^[\x20-\x7e]+$/.test(entete) &&
          entete.split('"').length === 3
        )
      }),
      { numRuns: 2000 },
    )
  })

  it('un texte gardé est fait de caractères entiers et ne retourne pas l’écriture de la page', () => {
    fc.assert(fc.property(texte, t => nettoyer(t).isWellFormed() && !RENVERSE.test(nettoyer(t))))
    expect(nettoyer('devis \u202efdp.exe\u202c')).toBe('devis fdp.exe')
  })
})

describe('ce qui lit ce qu’on envoie', () => {
  let dossier: string
  beforeAll(() => {
    dossier = mkdtempSync(join(tmpdir(), 'gt-formulaires-'))
  })
  afterAll(() => rmSync(dossier, { recursive: true, force: true }))

  it('un formulaire coupé, mal bordé ou menteur\u00a0: reçu entier ou refusé d’un mot, et rien ne reste', async () => {
    const morceau = fc.constantFrom(
      ...['--b', '--b--', '\r\n', '\r\n\r\n', '\n', 'Content-Disposition: form-data; name="fichier"; filename="a.pdf"', '%PDF-1.7\n'],
      ...[
        'Content-Disposition: form-data; name="texte"',
        'Content-Disposition: form-data',
        "filename*=UTF-8''%ff",
        'Content-Length: -1',
        '\u0000',
        'x'.repeat(200),
      ],
    )
    const type = fc.constantFrom(
      'multipart/form-data; boundary=b',
      'multipart/form-data',
      'multipart/form-data; boundary=',
      'multipart/mixed; boundary=b',
      'x',
    )
    const refus = ['absent', 'illisible', 'interrompu', 'vide', 'type_refuse', 'mal_nomme', 'plusieurs', 'trop_gros', 'piege']
    await fc.assert(
      fc.asyncProperty(fc.array(morceau, { maxLength: 14 }), type, async (m, t) => {
        const corps = Readable.from([Buffer.from(m.join(''), 'latin1')])
        const stockage = creerStockage(dossier)
        const recu = await recevoirFormulaire({ headers: new Headers({ 'content-type': t, 'content-length': '1' }), corps }, stockage, {
          instant: new Date(0),
          formats: ['pdf'],
          max: 1000,
          nombre: 1,
        })
        if (!recu.fichiers.ok) return refus.includes(recu.fichiers.error.kind)
        for (const f of recu.fichiers.value) await stockage.supprimer(f.cle)
        return recu.fichiers.value.every(f => f.type === 'pdf')
      }),
      { numRuns: 150 },
    )
    expect(readdirSync(dossier, { recursive: true, withFileTypes: true }).filter(f => f.isFile())).toEqual([])
  })

  it('des contours\u00a0: des communes et leurs polygones, ou une phrase', () => {
    const juge = (t: string) => {
      try {
        return lireContours(t).every(c => typeof c.properties.code === 'string' && ['Polygon', 'MultiPolygon'].includes(c.geometry.type))
      } catch (e) {
        return e instanceof ErreurContours
      }
    }
    const forme = fc.record(
      {
        type: fc.constantFrom('FeatureCollection', 'Feature', '__proto__'),
        features: fc.array(
          fc.record(
            {
              properties: fc.oneof(fc.record({ code: fc.oneof(texte, fc.nat()) }), fc.jsonValue()),
              geometry: fc.oneof(fc.jsonValue(), fc.record({ type: fc.constantFrom('Polygon', 'Point'), coordinates: fc.jsonValue() })),
            },
            { requiredKeys: [] },
          ),
          { maxLength: 3 },
        ),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(
        fc.oneof(
          texte,
          fc.json(),
          forme.map(f => JSON.stringify(f)),
        ),
        juge,
      ),
      { numRuns: 500 },
    )
    for (const t of ['['.repeat(50_000), '{"__proto__":1}', 'null', '1e999']) expect(juge(t)).toBe(true)
  })

  it('des commandes\u00a0: toutes, ou les cellules à corriger', async () => {
    const cadre = {
      depuis: '2021-11-08',
      jusqua: '2022-01-31',
      departements: new Set(['2A']),
      lots: new Set<string>(),
      depenses: new Set<string>(),
    }
    const titres = Object.values(TITRES_COMMANDES)
    const cellule = fc.oneof(
      texte,
      fc.constantFrom('', '2A', 'FR', '__proto__', 'constructor', '12,50', '01/12/2021', '9'.repeat(300), '=1+1', '-0'),
    )
    const lignes = fc.array(fc.array(cellule, { maxLength: titres.length + 2 }), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(fc.boolean(), lignes, async (avec, l) => {
        const p = await preparerCommandes(avec ? [titres, ...l] : l, { lots: [], depenses: [] }, cadre, 4)
        return 'motif' in p || (p.lignes <= 4 && p.commandes.every(c => Number.isSafeInteger(c.ht) && Number.isSafeInteger(c.ttc)))
      }),
      { numRuns: 200 },
    )
  })
})

/**
 * Texts made so that a pattern tries again from each of their signs. Linear, each is read at once; quadratic, forty thousand signs took four seconds and these would
 * take a hundred, more than the life of a test. Seen to fail: each pattern as it was.
 */
describe('un texte fait pour lasser les motifs', () => {
  const N = 200_000
  it.each<[string, () => unknown]>([
    ['un nom de fichier plein de points', () => nettoyerNom(`a${'.'.repeat(N)}b`)],
    ['une réponse pleine d’espaces', () => extrait(`a${' '.repeat(N)}b`)],
    ['une formule pleine d’espaces', () => nomNormal(`a${' '.repeat(N)}b`)],
    ['un texte d’appel plein d’accolades', () => typographie('{'.repeat(N))],
    ['un motif plein d’espaces', () => paragraphes(`a${' '.repeat(N)}b`)],
    ['une panne dont le message est long', () => sansDonnees(new Error('a'.repeat(N)))],
  ])('%s', (_quoi, lire) => {
    expect(lire()).toBeDefined()
  })

  it('une adresse de courriel est cachée où qu’elle soit dans le message d’une panne', () => {
    for (const avant of ['', ' ', '@', '//@', 'x:', '"', 'a@b@'])
      expect(JSON.stringify(sansDonnees(new Error(`${avant}mairie.vico@guichet.example refusé`)))).not.toMatch(
        /mairie\.vico|guichet\.example/,
      )
  })
})
