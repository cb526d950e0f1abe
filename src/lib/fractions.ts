/** An exact number, `d` above zero, in its lowest terms. */
export type Fraction = { readonly n: bigint; readonly d: bigint }

const pgcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : pgcd(b, a % b))
const reduire = (n: bigint, d: bigint): Fraction => {
  const p = pgcd(n, d)
  return { n: n / p, d: d / p }
}

/** The decimal that a number is written as: 0.1 is one tenth, not the double nearest to it. */
export function fraction(x: number): Fraction {
  const m = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(x))
  if (!m) throw new RangeError(`not a finite number: ${x}`)
  const decimales = m[3] ?? ''
  const exposant = Number(m[4] ?? 0) - decimales.length
  const n = BigInt(`${m[1]}${m[2]}${decimales}`)
  return exposant >= 0 ? { n: n * 10n ** BigInt(exposant), d: 1n } : reduire(n, 10n ** BigInt(-exposant))
}

export const ZERO: Fraction = { n: 0n, d: 1n }
export const plus = (a: Fraction, b: Fraction) => reduire(a.n * b.d + b.n * a.d, a.d * b.d)
export const fois = (a: Fraction, b: Fraction) => reduire(a.n * b.n, a.d * b.d)
export const sommeExacte = (fs: readonly Fraction[]) => fs.reduce(plus, ZERO)
/** `b` is not zero. */
export const divise = (a: Fraction, b: Fraction) => (b.n < 0n ? reduire(-a.n * b.d, a.d * -b.n) : reduire(a.n * b.d, a.d * b.n))

/** Hundredths, rounded half up, from the exact value: 21.375 is 2138. Of scores, the one rounding there is: what is shown, compared and ranked is this. */
export function enCentiemes({ n, d }: Fraction): number {
  const [haut, bas] = [200n * n + d, 2n * d]
  const tronque = haut / bas
  return Number(haut < 0n && haut % bas !== 0n ? tronque - 1n : tronque)
}
