import { readFileSync } from 'node:fs'
import { createRequire as creerRequire } from 'node:module'
import type { Theme } from './modeles.ts'

/** Resolved at run time: the bundle leaves fonts and their decoder in node_modules. Renamed: the bundle's banner declares the usual name. */
const exiger = creerRequire(import.meta.url)
const { decompress } = exiger('wawoff2') as { decompress: (woff2: Buffer) => Promise<Uint8Array> }

const MARIANNE = ['Light', 'Regular', 'Regular_Italic', 'Medium', 'Bold']
const REPLI = ['DejaVuSans', 'DejaVuSans-Bold']

const lire = (chemin: string) => readFileSync(exiger.resolve(chemin))
const marianne = async (graisse: string) => Buffer.from(await decompress(lire(`@gouvfr/dsfr/dist/fonts/Marianne-${graisse}.woff2`)))

/**
 * The fonts of a theme as OpenType bytes, and the characters that they draw. Marianne is decoded in memory (10 ms) and for the State's theme
 * only. DejaVu is the fallback of both themes (U+202F, ✓, ☐, Greek, Cyrillic, Arabic, Hebrew): every character of Marianne is in it, so it
 * alone says what can be drawn, in regular and in bold.
 */
export async function chargerPolices(theme: Theme): Promise<{ polices: Buffer[]; couverts: Set<number> }> {
  const replis = REPLI.map(nom => lire(`dejavu-fonts-ttf/ttf/${nom}.ttf`))
  const [normal, gras] = replis.map(caracteresDe) as [Set<number>, Set<number>]
  const propres: Buffer[] = []
  // One after the other: the decoder hands out views of one memory, and two at once come out as the same font.
  if (theme === 'etat') for (const graisse of MARIANNE) propres.push(await marianne(graisse))
  return { polices: [...propres, ...replis], couverts: new Set([...normal].filter(c => gras.has(c))) }
}

/**
 * Which characters a font can draw, read from its `cmap` table (formats 4 and 12). PDF/UA and PDF/A refuse a document with a character that
 * no font draws, and Typst cannot be asked beforehand: without this, one emoji in a title would cost the applicant their receipt.
 */
function caracteresDe(police: Buffer): Set<number> {
  const cmap = tableDe(police, 'cmap')
  const couverts = new Set<number>()
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const sousTable = cmap.subarray(cmap.readUInt32BE(8 + i * 8))
    const format = sousTable.readUInt16BE(0)
    if (format === 4) lireFormat4(sousTable, couverts)
    else if (format === 12) lireFormat12(sousTable, couverts)
  }
  return couverts
}

function tableDe(police: Buffer, nom: string): Buffer {
  for (let i = 0; i < police.readUInt16BE(4); i++) {
    const entree = 12 + i * 16
    if (police.toString('latin1', entree, entree + 4) === nom) return police.subarray(police.readUInt32BE(entree + 8))
  }
  throw new Error(`police sans table ${nom}`)
}

/** Segments of the basic plane. Only ranges with an explicit glyph array can hold holes (glyph 0). */
function lireFormat4(t: Buffer, couverts: Set<number>) {
  const double = t.readUInt16BE(6)
  for (let s = 0; s < double; s += 2) {
    const fin = t.readUInt16BE(14 + s)
    const debut = t.readUInt16BE(16 + double + s)
    const ou = 16 + 3 * double + s
    const decalage = t.readUInt16BE(ou)
    for (let c = debut; c <= fin && c < 0xffff; c++) {
      if (decalage === 0 || t.readUInt16BE(ou + decalage + 2 * (c - debut)) !== 0) couverts.add(c)
    }
  }
}

function lireFormat12(t: Buffer, couverts: Set<number>) {
  for (let g = 0; g < t.readUInt32BE(12); g++) {
    const ici = 16 + g * 12
    for (let c = t.readUInt32BE(ici); c <= t.readUInt32BE(ici + 4); c++) couverts.add(c)
  }
}
