/** Round values from 0 up to at least `max`, some four steps: what the lines of a grid say. `entier`: things are counted, no half. */
export function graduations(max: number, { entier = false, pas = 4 } = {}): number[] {
  const brut = Math.max(max, Number.EPSILON) / pas
  const puissance = 10 ** Math.floor(Math.log10(brut))
  const rond = [1, 2, 2.5, 5, 10].map(m => m * puissance).find(p => p >= brut * (1 - 1e-9) && (!entier || Number.isInteger(p) || p < 1))!
  const echelon = entier ? Math.max(1, rond) : rond
  const nombre = Math.max(1, Math.ceil(max / echelon - 1e-9))
  return Array.from({ length: nombre + 1 }, (_, i) => Number((i * echelon).toPrecision(12)))
}

/** A share of 0 to 1 as the percentage of an attribute: « 12.5% ». */
export const pct = (part: number) => `${Number((part * 100).toFixed(3))}%`
/** A length in pixels, to the tenth. */
export const px = (n: number) => Number(n.toFixed(1))
