import { readFileSync } from 'node:fs'
import { createRequire as creerRequire } from 'node:module'
import { caracteresDe } from './couverture.ts'
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
