import { deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { imageEnPdf } from './image-en-pdf.ts'

/** Images as scanners and telephones write them, and as nobody does: what becomes of each, without the thread that draws them. Seen to fail: each guard, bound and filter broken once. */
const bloc = (nom: string, donnees: Buffer) => {
  const taille = Buffer.alloc(4)
  taille.writeUInt32BE(donnees.length)
  return Buffer.concat([taille, Buffer.from(nom, 'latin1'), donnees, Buffer.alloc(4)])
}
type Png = { l?: number; h?: number; bits?: number; type?: number; entrelace?: number; brut?: Buffer | undefined; plte?: Buffer }
function png({ l = 2, h = 2, bits = 8, type = 0, entrelace = 0, brut = Buffer.alloc(h * (l + 1)), plte }: Png) {
  const tete = Buffer.alloc(13)
  tete.writeUInt32BE(l)
  tete.writeUInt32BE(h, 4)
  tete.set([bits, type, 0, 0, entrelace], 8)
  const blocs = [bloc('IHDR', tete), ...(plte ? [bloc('PLTE', plte)] : []), ...(brut.length > 0 ? [bloc('IDAT', deflateSync(brut))] : [])]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...blocs, bloc('IEND', Buffer.alloc(0))])
}
/** A JPEG of which only the head counts. `marque`: of its frame. */
const jpeg = ({ l = 30, h = 20, plans = 3, marque = 0xc0, fin = true, avant = [] as number[] } = {}) =>
  Buffer.from([
    0xff,
    0xd8,
    ...avant,
    0xff,
    marque,
    0,
    17,
    8,
    h >> 8,
    h & 255,
    l >> 8,
    l & 255,
    plans,
    ...Array(12).fill(1),
    ...(fin ? [0xff, 0xd9, 9, 9] : []),
  ])

const motif = async (octets: Buffer, type: 'jpg' | 'png') =>
  imageEnPdf(octets, type).then(
    () => 'lue',
    e => e.motif as string,
  )
/** The bytes of the image in the PDF, and what its dictionary says. */
async function lue(octets: Buffer, type: 'jpg' | 'png') {
  const pdf = await imageEnPdf(octets, type)
  const texte = pdf.toString('latin1')
  const [dit, taille] = /<<\/Type\/XObject\/Subtype\/Image(.*?)\/Length (\d+)>>stream\n/s.exec(texte)!.slice(1) as [string, string]
  const debut = texte.indexOf('stream\n', texte.indexOf('/Subtype/Image')) + 7
  return { pdf: texte, dit, donnees: pdf.subarray(debut, debut + Number(taille)) }
}

describe('une image PNG', () => {
  it('opaque, ses octets passent tels quels\u00a0: gris, couleurs, palette', async () => {
    const brut = Buffer.from([0, 1, 2, 0, 3, 4])
    const gris = await lue(png({ brut }), 'png')
    expect(inflateSync(gris.donnees)).toEqual(brut)
    expect(gris.dit).toBe(
      '/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 1/BitsPerComponent 8/Columns 2>>',
    )
    expect((await lue(png({ type: 2, bits: 16 }), 'png')).dit).toContain(
      '/DeviceRGB/BitsPerComponent 16/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 3',
    )
    const palette = await lue(png({ type: 3, bits: 1, plte: Buffer.from([0, 0, 0, 255, 255, 255]) }), 'png')
    expect(palette.dit).toContain('/ColorSpace[/Indexed/DeviceRGB 1<000000ffffff>]/BitsPerComponent 1/')
  })

  // the five filters of a line (RFC 2083, 6): the same points, whichever wrote them
  it.each([0, 1, 2, 3, 4])(
    'transparente, elle est posée sur du papier blanc, que ses lignes soient du filtre %i ou d’un autre',
    async filtre => {
      const points = [
        // of the next line, the second point is as near to the one above as to the one on their left: the one above is taken
        [100, 255, 80, 128, 0, 0],
        [110, 255, 30, 64, 250, 255],
        [7, 1, 255, 254, 128, 127],
      ]
      const pas = 2
      const brut = points.map((ligne, y) => {
        const avant = points[y - 1] ?? Array(6).fill(0)
        const predire = (i: number) => {
          const [a, b, c] = [ligne[i - pas] ?? 0, avant[i]!, i >= pas ? avant[i - pas]! : 0]
          const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)]
          return [0, a, b, (a + b) >> 1, pa <= pb && pa <= pc ? a : pb <= pc ? b : c][filtre]!
        }
        return [filtre, ...ligne.map((v, i) => (v - predire(i)) & 255)]
      })
      const { dit, donnees } = await lue(png({ l: 3, h: 3, type: 4, brut: Buffer.from(brut.flat()) }), 'png')
      expect(dit).toBe('/Width 3/Height 3/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode')
      expect([...inflateSync(donnees)]).toEqual(
        points.flatMap(l => [0, 2, 4].map(i => 255 - Math.round(((255 - l[i]!) * l[i + 1]!) / 255))),
      )
    },
  )

  it.each<[string, string, Png]>([
    ['abime', 'sans points', { brut: Buffer.alloc(0) }],
    ['abime', 'sans largeur', { l: 0, brut: Buffer.alloc(2) }],
    ['abime', 'sans hauteur', { h: 0, brut: Buffer.alloc(3) }],
    ['image', 'entrelacée', { entrelace: 1 }],
    ['image', 'transparente en 16 bits', { type: 6, bits: 16, brut: Buffer.alloc(2 * 17) }],
    ['image', 'd’un genre qui n’existe pas', { type: 5 }],
    ['abime', 'à palette sans palette', { type: 3 }],
    ['abime', 'à palette de deux octets', { type: 3, plte: Buffer.alloc(2) }],
    ['abime', 'à palette de 257 couleurs', { type: 3, plte: Buffer.alloc(771) }],
    ['lue', 'à palette de 256 couleurs', { type: 3, plte: Buffer.alloc(768) }],
    ['abime', 'transparente, une ligne de trop', { type: 4, brut: Buffer.alloc(3 * 5) }],
    ['abime', 'transparente, une ligne de moins', { type: 4, brut: Buffer.alloc(5) }],
    ['abime', 'transparente, coupée dans une ligne', { type: 4, brut: Buffer.alloc(2 * 5 + 2) }],
    ['abime', 'transparente, d’un filtre inconnu', { type: 4, brut: Buffer.from([5, 0, 0, 0, 0, 0, 0, 0, 0, 0]) }],
    ['lue', 'de cent millions de points', { l: 10_000, h: 10_000, brut: Buffer.alloc(9) }],
    ['demesure', 'd’une colonne de plus', { l: 10_001, h: 10_000, brut: Buffer.alloc(9) }],
  ])('%s\u00a0: %s', async (dit, _, p) => {
    expect(await motif(png(p), 'png')).toBe(dit)
  })

  it('tronquée, où que ce soit', async () => {
    for (const n of [8, 20, 28, 33, 40]) expect(await motif(png({}).subarray(0, n), 'png'), `${n}`).toBe('abime')
  })
})

describe('une image JPEG', () => {
  it('ses octets passent tels quels, jusqu’à sa fin\u00a0: ce qui suit n’en est plus', async () => {
    const { dit, donnees, pdf } = await lue(jpeg(), 'jpg')
    expect(dit).toBe('/Width 30/Height 20/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode')
    expect(donnees).toEqual(jpeg().subarray(0, -2))
    // the long side of a sheet
    expect(pdf).toContain('/MediaBox[0 0 842.00 561.33]')
    expect((await lue(jpeg({ plans: 1, l: 20, h: 30 }), 'jpg')).pdf).toContain('/MediaBox[0 0 561.33 842.00]')
    expect((await lue(jpeg({ plans: 1 }), 'jpg')).dit).toContain('/DeviceGray')
  })

  it.each<[string, string, Parameters<typeof jpeg>[0]]>([
    ['lue', 'progressive', { marque: 0xc2 }],
    ['lue', 'le dernier genre de trame', { marque: 0xcf }],
    [
      'lue',
      'précédée de ce qui n’est pas elle',
      { avant: [0xff, 0xe0, 0, 4, 7, 7, 0xff, 0xff, 0xdb, 0, 3, 1, 0xff, 0xc4, 0, 12, ...Array(10).fill(0)] },
    ],
    ['image', 'de quatre encres', { plans: 4 }],
    ['abime', 'sans fin', { fin: false }],
    ['abime', 'sans hauteur', { h: 0 }],
    ['abime', 'qui n’a pas de trame', { marque: 0xdb }],
    ['abime', 'dont les marques ne se suivent pas', { avant: [0xff, 0xe0, 0, 4, 7, 7, 0] }],
    ['demesure', 'de 65 000 points de côté', { l: 65_000, h: 65_000 }],
  ])('%s\u00a0: %s', async (dit, _, j) => {
    expect(await motif(jpeg(j), 'jpg')).toBe(dit)
  })

  it.each([0xc4, 0xc8, 0xcc])('la marque %i ressemble à celle d’une trame et n’en est pas', async marque => {
    expect(await motif(jpeg({ marque }), 'jpg')).toBe('abime')
  })
})
