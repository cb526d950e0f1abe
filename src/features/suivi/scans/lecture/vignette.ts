type Point = { x: number; y: number }
/** Corners of a code in pixels: top left, top right, bottom right, bottom left, as the code itself says. */
export type Carre = readonly [Point, Point, Point, Point]
type Image = { data: Uint8ClampedArray; width: number; height: number }

/** Cells of a miniature of a sheet. */
const COLONNES = 36
const LIGNES = 50
/** Of what a miniature shows, in sides of the code, from its centre: the sheet without its margins nor its foot, which is the same on all. */
const ZONE = { gauche: -0.6, droite: 12.4, haut: -18.8, bas: -0.9 }
/** Points looked at in a cell, on each side. */
const POINTS = 5

/**
 * A small picture of a sheet, darkness by cell, drawn in the frame of the code printed at its foot: the same however the sheet lay on the glass. What
 * is outside the image counts as paper.
 */
export function vignetteDe({ data, width, height }: Image, [hg, hd, bd, bg]: Carre): Uint8Array {
  const centre = { x: (hg.x + hd.x + bd.x + bg.x) / 4, y: (hg.y + hd.y + bd.y + bg.y) / 4 }
  const u = { x: (hd.x - hg.x + bd.x - bg.x) / 2, y: (hd.y - hg.y + bd.y - bg.y) / 2 }
  const v = { x: (bg.x - hg.x + bd.x - hd.x) / 2, y: (bg.y - hg.y + bd.y - hd.y) / 2 }
  const sortie = new Uint8Array(COLONNES * LIGNES)
  for (let l = 0; l < LIGNES; l++)
    for (let c = 0; c < COLONNES; c++) {
      let noir = 0
      for (let p = 0; p < POINTS * POINTS; p++) {
        const a = ZONE.gauche + ((c + ((p % POINTS) + 0.5) / POINTS) / COLONNES) * (ZONE.droite - ZONE.gauche)
        const b = ZONE.haut + ((l + (Math.floor(p / POINTS) + 0.5) / POINTS) / LIGNES) * (ZONE.bas - ZONE.haut)
        const x = Math.round(centre.x + a * u.x + b * v.x)
        const y = Math.round(centre.y + a * u.y + b * v.y)
        if (x >= 0 && y >= 0 && x < width && y < height) noir += 255 - data[(y * width + x) * 4 + 1]!
      }
      sortie[l * COLONNES + c] = noir / (POINTS * POINTS)
    }
  return sortie
}

/** Measured on degraded scans (ADR 0021): 0.5 and more for the same sheet, 0.25 and less for another of the same act. */
const PAREIL = 0.35
/** How much better than the next one. */
const ECART = 0.15

/** Which of these sheets this one is, from 1; nothing when it looks like none of them, or like several. */
export function feuilletDe(vue: Uint8Array, modeles: readonly Uint8Array[]): number | null {
  const notes = modeles.map(m => correlation(vue, m))
  const [meilleure = 0, suivante = 0] = notes.toSorted((a, b) => b - a)
  return meilleure >= PAREIL && meilleure - suivante >= ECART ? notes.indexOf(meilleure) + 1 : null
}

/** Pearson's, from -1 to 1; 0 when one of them is even. */
export function correlation(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return 0
  const moyenne = (v: Uint8Array) => v.reduce((s, x) => s + x, 0) / v.length
  const [ma, mb] = [moyenne(a), moyenne(b)]
  let [ab, aa, bb] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]! - ma, b[i]! - mb]
    ab += x * y
    aa += x * x
    bb += y * y
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb)
}

/** Edges that a scanner darkens, in parts of a side. */
const BORD = 0.05
/** Dark points that make a page more than white paper, in parts of all. */
const ENCRE = 0.0003
const SOMBRE = 110

export function estBlanche({ data, width, height }: Image): boolean {
  const [dx, dy] = [Math.floor(width * BORD), Math.floor(height * BORD)]
  let noirs = 0
  for (let y = dy; y < height - dy; y++) for (let x = dx; x < width - dx; x++) if (data[(y * width + x) * 4 + 1]! < SOMBRE) noirs++
  return noirs < ENCRE * (width - 2 * dx) * (height - 2 * dy)
}
