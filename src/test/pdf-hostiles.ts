import { deflateSync } from 'node:zlib'
import { pdfSansFin } from './pdf-sans-fin.ts'

/** Files for the reader of scans that are small and ask for a lot once opened. The largest that is asked of anything is a gigabyte. */
const GO = 1_000_000_000

function relier(objets: readonly (string | Buffer)[]): Buffer {
  const corps = objets.flatMap((o, i) => [Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(o), Buffer.from('\nendobj\n')])
  return Buffer.concat([Buffer.from('%PDF-1.4\n'), ...corps, Buffer.from('trailer<</Root 1 0 R>>\n%%EOF\n')])
}
const flux = (dictionnaire: string, donnees: Buffer) =>
  Buffer.concat([Buffer.from(`<<${dictionnaire}/Length ${donnees.length}>>stream\n`), donnees, Buffer.from('\nendstream')])
const page = (ressources: string, contenu: Buffer | string, autres: readonly (string | Buffer)[], boite = '0 0 595 842') =>
  relier([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[${boite}]/Resources<<${ressources}>>/Contents 4 0 R>>`,
    typeof contenu === 'string' ? flux('', Buffer.from(contenu)) : contenu,
    ...autres,
  ])

/** As many zeros, or spaces, in a two-hundredth of their place; twice, in far less. */
const gonfle = (taille: number, octet = 0) => deflateSync(Buffer.alloc(taille, octet), { level: 1 })
const image = (l: number, h: number, suite = '/ColorSpace/DeviceRGB/BitsPerComponent 8', octets = 3) =>
  flux(`/Type/XObject/Subtype/Image/Width ${l}/Height ${h}${suite}/Filter/FlateDecode`, gonfle(Math.min(GO, l * h * octets)))
const forme = (dictionnaire: string, dessin: string) =>
  flux(`/Type/XObject/Subtype/Form/BBox[0 0 595 842]${dictionnaire}`, Buffer.from(dessin))

const TOUT = 'q 595 0 0 842 0 0 cm /I Do Q'
const ETAGES = 40
const groupes = () =>
  page(
    '/XObject<</F 5 0 R>>',
    '/F Do',
    Array.from({ length: ETAGES }, (_, i) =>
      forme(
        `/Group<</S/Transparency/I true/K true>>/Resources<</XObject<</F ${6 + i} 0 R>>/ExtGState<</G<</ca 0.5/BM/Multiply>>>>>>`,
        i === ETAGES - 1 ? '0 0 595 842 re f' : '/G gs /F Do 0 0 595 842 re f',
      ),
    ),
    '0 0 14400 14400',
  )

/** A PNG of this many pixels, all alike. `couleur`: 0 grey, 2 colours, 6 colours and transparency. */
export function png(l: number, h: number, couleur: 0 | 2 | 6): Buffer {
  const bloc = (type: string, donnees: Buffer) => {
    const b = Buffer.alloc(12 + donnees.length)
    b.writeUInt32BE(donnees.length, 0)
    b.write(type, 4, 'latin1')
    donnees.copy(b, 8)
    return b
  }
  const entete = Buffer.alloc(13)
  entete.writeUInt32BE(l, 0)
  entete.writeUInt32BE(h, 4)
  entete[8] = 8
  entete[9] = couleur
  const plans = { 0: 1, 2: 3, 6: 4 }[couleur]
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    bloc('IHDR', entete),
    bloc('IDAT', gonfle((l * plans + 1) * h)),
    bloc('IEND', Buffer.alloc(0)),
  ])
}

/** A large scan, whose bytes nothing compresses: as many pages of one grey image. `taille`: bytes in all, about. */
export function* grosScan(taille: number, pages: number): Generator<Buffer> {
  const cote = Math.floor(Math.sqrt(taille / pages))
  const grains = Buffer.alloc(cote * cote)
  for (let i = 0; i < grains.length; i++) grains[i] = (i * 2_654_435_761) >>> 24
  const un = (n: number) =>
    Buffer.concat([
      Buffer.from(
        `${3 + 3 * n} 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I ${5 + 3 * n} 0 R>>>>/Contents ${4 + 3 * n} 0 R>>\nendobj\n${4 + 3 * n} 0 obj\n<</Length ${TOUT.length}>>stream\n${TOUT}\nendstream\nendobj\n${5 + 3 * n} 0 obj\n<</Type/XObject/Subtype/Image/Width ${cote}/Height ${cote}/ColorSpace/DeviceGray/BitsPerComponent 8/Length ${grains.length}>>stream\n`,
      ),
      grains,
      Buffer.from('\nendstream\nendobj\n'),
    ])
  const kids = Array.from({ length: pages }, (_, n) => `${3 + 3 * n} 0 R`).join(' ')
  yield Buffer.from(
    `%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count ${pages}/Kids[${kids}]>>\nendobj\n`,
  )
  for (let n = 0; n < pages; n++) yield un(n)
  yield Buffer.from('trailer<</Root 1 0 R>>\n%%EOF\n')
}

export const PDF_HOSTILES: [string, string, () => Buffer][] = [
  [
    'un contenu de page d’un gigaoctet en quatre mégaoctets',
    'contenu.pdf',
    () => page('', flux('/Filter/FlateDecode', gonfle(GO, 32)), []),
  ],
  [
    'le même, comprimé deux fois',
    'double.pdf',
    () => page('', flux('/Filter[/FlateDecode/FlateDecode]', deflateSync(gonfle(GO, 32), { level: 9 })), []),
  ],
  ['une image de 18 000 × 18 000 sur la page', 'page.pdf', () => page('/XObject<</I 5 0 R>>', TOUT, [image(18_000, 18_000)])],
  [
    'la même, dans un dessin que la page montre',
    'forme.pdf',
    () => page('/XObject<</F 5 0 R>>', '/F Do', [forme('/Resources<</XObject<</I 6 0 R>>>>', TOUT), image(18_000, 18_000)]),
  ],
  [
    'une image de 10 000 × 10 000 et son masque',
    'masque.pdf',
    () =>
      page('/XObject<</I 5 0 R>>', TOUT, [
        image(10_000, 10_000, '/SMask 6 0 R/ColorSpace/DeviceRGB/BitsPerComponent 8'),
        image(10_000, 10_000, '/ColorSpace/DeviceGray/BitsPerComponent 8', 1),
      ]),
  ],
  [
    'une image de 4 000 × 4 000 dont le masque en fait 18 000',
    'masque2.pdf',
    () =>
      page('/XObject<</I 5 0 R>>', TOUT, [
        image(4000, 4000, '/SMask 6 0 R/ColorSpace/DeviceRGB/BitsPerComponent 8'),
        image(18_000, 18_000, '/ColorSpace/DeviceGray/BitsPerComponent 8', 1),
      ]),
  ],
  ['quarante groupes transparents sur une page de cinq mètres', 'groupes.pdf', groupes],
  ['des pages dont on ne vient pas à bout', 'sans-fin.pdf', () => pdfSansFin({ blanches: 0, sansFin: 2 })],
  ['un PNG transparent de 10 000 × 10 000', 'transparent.png', () => png(10_000, 10_000, 6)],
  ['un PNG de 10 000 × 10 000', 'couleurs.png', () => png(10_000, 10_000, 2)],
]
