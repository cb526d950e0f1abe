/** Whole numbers below `max`, drawn from a seed (mulberry32): the same seed gives the same draws everywhere. For draws that must be replayed, never for secrets. */
export function hasard(graine: number): (max: number) => number {
  let a = graine | 0
  return max => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % max
  }
}
