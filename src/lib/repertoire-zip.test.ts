import { describe, expect, test } from 'vitest'
import * as e from '../features/fichiers/test/echantillons.ts'
import { estPiege, lireRepertoire } from './repertoire-zip.ts'

/** Whether a zip is refused, as the reception decides. */
const piege = (zip: Buffer, taille = zip.length) => {
  const r = lireRepertoire(zip)
  return r === 'demesure' || (r !== 'incomplet' && estPiege(r, taille))
}
const CENTRAL = Buffer.from('504b0102', 'hex')
/** The same archive, whose directory lies: `position` in each entry of the directory, from its signature. */
const mentir = (zip: Buffer, position: number, valeur: number) => {
  const faux = Buffer.from(zip)
  for (let i = faux.indexOf(CENTRAL); i >= 0; i = faux.indexOf(CENTRAL, i + 4)) faux.writeUInt32LE(valeur, i + position)
  return faux
}
const BRUT = 24
const COMPRESSE = 20

describe('Une archive piégée se reconnaît à ce qu’elle annonce, sans l’ouvrir', () => {
  test('un classeur, un document, une archive ordinaires passent', () => {
    for (const zip of [e.XLSX, e.DOCX, e.ODS, e.ODT, e.ZIP]) expect(piege(zip)).toBe(false)
  })

  test('quelques octets qui en deviennent des milliards', () => {
    expect(piege(mentir(e.XLSX, BRUT, 4_000_000_000))).toBe(true)
  })

  test('un texte qui se comprime bien passe tant qu’il reste petit une fois ouvert', () => {
    expect(piege(mentir(e.zip({ 'a.csv': 'x' }), BRUT, 49_000_000))).toBe(false)
    expect(piege(mentir(e.zip({ 'a.csv': 'x' }), BRUT, 51_000_000))).toBe(true)
  })

  test('des entrées qui se partagent les mêmes octets', () => {
    expect(piege(mentir(e.ZIP, COMPRESSE, e.ZIP.length))).toBe(true)
  })

  test('plus de 10 000 entrées', () => {
    const noms = (n: number) => e.zip(Object.fromEntries(Array.from({ length: n }, (_, i) => [`${i}`, ''])))
    expect(piege(noms(10_000))).toBe(false)
    expect(piege(noms(10_001))).toBe(true)
  })

  test('un répertoire plus long que ce que nous lisons', () => {
    const zip = e.zip(Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`${i}`.padStart(500, 'n'), ''])))
    expect(lireRepertoire(zip.subarray(-1024 * 1024))).toBe('demesure')
  })

  test('de grandes tailles, dites à part (zip64)', () => {
    const zip64 = (brut: bigint) => {
      const plus = Buffer.alloc(20)
      plus.writeUInt16LE(1, 0)
      plus.writeUInt16LE(16, 2)
      plus.writeBigUInt64LE(brut, 4)
      plus.writeBigUInt64LE(10n, 12)
      const entree = Buffer.concat([CENTRAL, Buffer.alloc(42), Buffer.from('a'), plus])
      entree.writeUInt32LE(0xffffffff, BRUT)
      entree.writeUInt32LE(0xffffffff, COMPRESSE)
      entree.writeUInt16LE(1, 28)
      entree.writeUInt16LE(plus.length, 30)
      const fin64 = Buffer.alloc(56)
      fin64.writeUInt32LE(0x06064b50, 0)
      fin64.writeBigUInt64LE(1n, 32)
      fin64.writeBigUInt64LE(BigInt(entree.length), 40)
      const fin = Buffer.alloc(42, 0xff)
      fin.writeUInt32LE(0x07064b50, 0)
      fin.writeUInt32LE(0x06054b50, 20)
      fin.writeUInt16LE(0, 40)
      return Buffer.concat([entree, fin64, fin])
    }
    expect(lireRepertoire(zip64(1000n))).toEqual({ noms: ['a'], brut: 1000, compresse: 10, chiffre: false, tait: false })
    expect(piege(zip64(10n ** 15n))).toBe(true)
  })

  test.for([
    ['coupé', e.XLSX.subarray(0, e.XLSX.length - 30)],
    ['sans début', e.XLSX.subarray(-40)],
    ['dont le compte est faux', Buffer.concat([e.XLSX.subarray(0, -12), Buffer.from([200, 0]), e.XLSX.subarray(-10)])],
    ['vide', Buffer.alloc(0)],
  ] as const)('un fichier %s n’est pas lu comme une archive', ([, octets]) => {
    expect(['incomplet', 'demesure']).toContain(lireRepertoire(octets))
  })

  test('une archive chiffrée le dit', () => {
    const zip = Buffer.from(e.XLSX)
    zip.writeUInt16LE(1, zip.indexOf(CENTRAL) + 8)
    expect(lireRepertoire(zip)).toMatchObject({ chiffre: true })
  })
})
