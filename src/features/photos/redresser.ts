import sharp, { type Sharp } from 'sharp'
import { err, ok, type Result } from '../../lib/result.ts'
import { blanchir, type Points } from './blanchir.ts'
import { lireHeic } from './lire-heic.ts'
import { POINTS_MAX, type RefusPhoto } from './photos.rules.ts'

sharp.cache(false)
sharp.concurrency(1)

/** Long side of a page, in points: 200 a inch for a sheet that fills the photograph. */
const COTE = 2340
/** Bytes that a page should weigh, at most: twelve of them under three millions. */
const POIDS = 235_000
/** Tried in turn until a page is light enough; the last is kept whatever it weighs. */
const QUALITES = [62, 50, 40, 30]
const SECONDES = 15

const estHeic = (o: Uint8Array) => /^ftyp(?:hei|hev|mif|msf)/.test(Buffer.from(o.subarray(4, 12)).toString('latin1'))

/**
 * A photograph as the page of a document: upright as its telephone says it is, no larger than what is read, its paper made even where it is a paper, and nothing written in it but its points: no place, no
 * device, no miniature. Only the first image of a file that has several.
 */
export async function redresser(octets: Uint8Array): Promise<Result<{ jpeg: Uint8Array; largeur: number; hauteur: number }, RefusPhoto>> {
  try {
    const source = await ouvrir(octets)
    if (typeof source === 'string') return err({ kind: source })
    const reduite = await source
      .timeout({ seconds: SECONDES })
      .autoOrient()
      .flatten({ background: '#fff' })
      .resize({ width: COTE, height: COTE, fit: 'inside', withoutEnlargement: true, kernel: 'lanczos3' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const { width: largeur, height: hauteur, channels } = reduite.info
    const page = { data: reduite.data, largeur, hauteur, canaux: channels }
    await blanchir(page)
    return ok({ jpeg: await comprimer(page), largeur, hauteur })
  } catch (e) {
    if (/pixel limit/i.test(String(e))) return err({ kind: 'photo_demesuree' })
    if (/timeout/i.test(String(e))) return err({ kind: 'photo_travail', refus: 'trop_long' })
    return err({ kind: 'photo_illisible' })
  }
}

async function ouvrir(octets: Uint8Array): Promise<Sharp | 'photo_illisible' | 'photo_demesuree'> {
  if (!estHeic(octets)) return sharp(octets, { limitInputPixels: POINTS_MAX, failOn: 'error', sequentialRead: true })
  const lue = await lireHeic(octets)
  if (typeof lue === 'string') return lue === 'demesuree' ? 'photo_demesuree' : 'photo_illisible'
  return sharp(lue.data, { raw: { width: lue.width, height: lue.height, channels: 4 } })
}

const imageDe = (p: Points) => sharp(p.data, { raw: { width: p.largeur, height: p.hauteur, channels: p.canaux as 1 | 3 } })

async function comprimer(page: Points): Promise<Buffer> {
  let jpeg: Buffer | undefined
  for (const quality of QUALITES) {
    jpeg = await imageDe(page).jpeg({ quality, mozjpeg: true, chromaSubsampling: '4:2:0' }).toBuffer()
    if (jpeg.length <= POIDS) break
  }
  return jpeg!
}

/** A page seen from afar, to put pages in order. */
export const reduire = async (jpeg: Uint8Array, tour: number): Promise<Uint8Array> =>
  sharp(jpeg, { limitInputPixels: POINTS_MAX })
    .resize({ width: 300, height: 300, fit: 'inside' })
    .rotate(tour)
    .jpeg({ quality: 55, mozjpeg: true })
    .toBuffer()
