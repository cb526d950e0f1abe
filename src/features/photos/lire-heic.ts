import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { bornerMemoire } from '../../lib/borner-memoire.ts'
import { POINTS_MAX } from './photos.rules.ts'

/** Memory that the reader may ask for, in pages of 64 kB: a photograph of fifty million points, and what it is decoded from. */
const PAGES_MEMOIRE = 9_000
type Image = {
  get_width(): number
  get_height(): number
  display(cible: { data: Uint8ClampedArray; width: number; height: number }, fin: (d: { data: Uint8ClampedArray } | null) => void): void
  free(): void
}
type Libheif = { HeifDecoder: new () => { decode(octets: Uint8Array): Image[] } }

const ici = import.meta.url
/** In the bundle the code of the reader stands beside the worker. */
const wasm = ici.endsWith('.ts') ? createRequire(ici).resolve('libheif-js/libheif-wasm/libheif.wasm') : new URL('./libheif.wasm', ici)

let lecteur: Promise<Libheif> | undefined
async function ouvrir(): Promise<Libheif> {
  const { default: creer } = (await import('libheif-js/libheif-wasm/libheif.js' as string)) as {
    default: (o: { wasmBinary: Buffer; print(): void; printErr(): void }) => Promise<Libheif>
  }
  return creer({ wasmBinary: bornerMemoire(await readFile(wasm), PAGES_MEMOIRE), print() {}, printErr() {} })
}

/** The points of a HEIC photograph, upright (its orientation is part of the format), four bytes each. Its size is known before anything is decoded. */
export async function lireHeic(
  octets: Uint8Array,
): Promise<{ data: Uint8ClampedArray; width: number; height: number } | 'demesuree' | 'illisible'> {
  lecteur ??= ouvrir()
  const images = new (await lecteur).HeifDecoder().decode(octets)
  try {
    const image = images[0]
    if (!image) return 'illisible'
    const [width, height] = [image.get_width(), image.get_height()]
    if (width < 1 || height < 1) return 'illisible'
    if (width * height > POINTS_MAX) return 'demesuree'
    const lue = await new Promise<{ data: Uint8ClampedArray } | null>(fin =>
      image.display({ data: new Uint8ClampedArray(width * height * 4), width, height }, fin),
    )
    return lue ? { data: lue.data, width, height } : 'illisible'
  } finally {
    for (const i of images) i.free()
  }
}
