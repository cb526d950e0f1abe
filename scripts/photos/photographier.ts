import { spawnSync } from 'node:child_process'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import sharp from 'sharp'
import { chargerPolices } from '../../src/features/documents/polices.ts'

/** What a telephone of twelve million points gives, held upright. */
const [LARGEUR, HAUTEUR] = [3024, 4032]
/** A sheet of A4, drawn at 400 points an inch before it is photographed. */
const [FEUILLE_L, FEUILLE_H] = [3307, 4677]

const PHRASES = [
  'Le maire expose que le projet met en ligne vingt-deux démarches de la mairie, forme six agents et installe une borne d’accueil accessible.',
  'Le plan de financement, hors taxes, est le suivant : dépenses 37 580 euros ; aide de l’État demandée 30 000 euros ; part de la commune 7 580 euros.',
  'Vu le code général des collectivités territoriales, et notamment ses articles relatifs aux délibérations du conseil municipal.',
  'Considérant que les habitants demandent des horaires plus larges et que la mairie est fermée trois jours par semaine.',
  'Le conseil municipal, après en avoir délibéré, approuve le projet et son plan de financement, et sollicite l’aide de l’État.',
  'Les crédits correspondants seront inscrits au budget de l’exercice, en section d’investissement, sous réserve de la notification.',
  'Le conseil autorise le maire à signer tout document utile à la bonne exécution de la présente délibération.',
  'La présente délibération peut faire l’objet d’un recours devant le tribunal administratif dans un délai de deux mois.',
]
/** The sentences of a page: the same for a page, others for another. */
export const motsDeLaFeuille = (n: number) =>
  Array.from({ length: 34 }, (_, i) => PHRASES[(i * 3 + n * 5 + Math.floor(i / 8)) % PHRASES.length]!).join('\n')

let typst: Promise<NodeCompiler> | undefined
async function feuille(n: number): Promise<Buffer> {
  typst ??= chargerPolices('neutre').then(({ polices }) => NodeCompiler.create({ fontArgs: [{ fontBlobs: polices }] }))
  const t = await typst
  const texte = motsDeLaFeuille(n).split('\n').join('\n\n')
  const doc = t.compile({
    mainFileContent: `#set page(paper: "a4", margin: 20mm, fill: white)\n#set text(size: 9pt, lang: "fr", hyphenate: false)\n#set par(justify: false)\n${texte}`,
  })
  if (!doc.result) throw new Error(JSON.stringify(doc.takeError()?.shortDiagnostics))
  // drawn by poppler: its letters are those that a printer puts down
  const r = spawnSync('pdftoppm', ['-r', '400', '-gray', '-png', '-singlefile', '-'], { input: t.pdf(doc.result, {}), maxBuffer: 2 ** 28 })
  const { data, info } = await sharp(r.stdout)
    .greyscale()
    .resize(FEUILLE_L, FEUILLE_H, { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  if (info.width !== FEUILLE_L) throw new Error('the sheet was not drawn')
  return data
}

/** The same grain and the same shadow at each run. */
function hasard(graine: number) {
  let s = graine * 2654435761 + 1
  return () => {
    s = (Math.imul(s ^ (s >>> 15), 2246822519) + 3266489917) >>> 0
    return s / 2 ** 32
  }
}

/** Photographs a sheet on a table, slightly turned, from above and a little from below, under a lamp at one side. A JPEG held sideways, whose orientation is said in it, as is the place. */
export async function photographier(n: number): Promise<Buffer> {
  const papier = await feuille(n)
  const h = hasard(n + 1)
  const coin = (x: number, y: number) => [x + (h() - 0.5) * 120, y + (h() - 0.5) * 120] as const
  const coins = [coin(190, 150), coin(LARGEUR - 190, 150), coin(LARGEUR - 90, HAUTEUR - 150), coin(90, HAUTEUR - 150)]
  const vers = inverse(homographie(coins))
  const image = Buffer.alloc(LARGEUR * HAUTEUR * 3)
  const ombre = { x: h() * LARGEUR, y: h() * HAUTEUR, force: 0.25 + h() * 0.2 }
  for (let y = 0; y < HAUTEUR; y++)
    for (let x = 0; x < LARGEUR; x++) {
      const w = vers[6]! * x + vers[7]! * y + vers[8]!
      const u = ((vers[0]! * x + vers[1]! * y + vers[2]!) / w) * (FEUILLE_L - 1)
      const v = ((vers[3]! * x + vers[4]! * y + vers[5]!) / w) * (FEUILLE_H - 1)
      const dedans = u >= 0 && v >= 0 && u < FEUILLE_L - 1 && v < FEUILLE_H - 1
      const encre = dedans ? pointDe(papier, u, v) / 255 : 0.34
      const d = Math.hypot((x - ombre.x) / LARGEUR, (y - ombre.y) / HAUTEUR)
      const lampe = 0.93 - 0.16 * (x / LARGEUR) - ombre.force * Math.exp(-((d / 0.35) ** 2))
      const grain = (h() + h() + h() - 1.5) * 14
      const i = (y * LARGEUR + x) * 3
      for (const [c, teinte] of [1, 0.97, 0.9].entries())
        image[i + c] = Math.max(0, Math.min(255, (18 + 232 * encre) * lampe * teinte + grain))
    }
  // as it lies in the telephone: a quarter turn from upright
  return sharp(image, { raw: { width: LARGEUR, height: HAUTEUR, channels: 3 } })
    .blur(0.8)
    .rotate(-90)
    .withExif({ IFD0: { Make: 'Exemple', Orientation: '6' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '42/1 5/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 90 })
    .toBuffer()
}

function pointDe(p: Buffer, u: number, v: number) {
  const [x, y] = [Math.floor(u), Math.floor(v)]
  const [fx, fy] = [u - x, v - y]
  const a = p[y * FEUILLE_L + x]! * (1 - fx) + p[y * FEUILLE_L + x + 1]! * fx
  const b = p[(y + 1) * FEUILLE_L + x]! * (1 - fx) + p[(y + 1) * FEUILLE_L + x + 1]! * fx
  return a * (1 - fy) + b * fy
}

/** From the unit square to four corners (Heckbert, 1989). */
function homographie([p0, p1, p2, p3]: readonly (readonly [number, number])[]): number[] {
  const [x0, y0] = p0!
  const [x1, y1] = p1!
  const [x2, y2] = p2!
  const [x3, y3] = p3!
  const [dx1, dx2, dx3] = [x1 - x2, x3 - x2, x0 - x1 + x2 - x3]
  const [dy1, dy2, dy3] = [y1 - y2, y3 - y2, y0 - y1 + y2 - y3]
  const det = dx1 * dy2 - dx2 * dy1
  const g = (dx3 * dy2 - dx2 * dy3) / det
  const k = (dx1 * dy3 - dx3 * dy1) / det
  return [x1 - x0 + g * x1, x3 - x0 + k * x3, x0, y1 - y0 + g * y1, y3 - y0 + k * y3, y0, g, k, 1]
}

function inverse([a, b, c, d, e, f, g, h, i]: number[]): number[] {
  const m = [e! * i! - f! * h!, c! * h! - b! * i!, b! * f! - c! * e!, f! * g! - d! * i!, a! * i! - c! * g!, c! * d! - a! * f!]
  return [...m, d! * h! - e! * g!, b! * g! - a! * h!, a! * e! - b! * d!]
}
