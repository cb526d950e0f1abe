import { expect } from 'vitest'

/** Journeys that say the same in two ways (with scripts and without) are played one way a run; `CAMPAGNE=tout` plays both. */
export const TOUT = process.env.CAMPAGNE === 'tout'
/** The day, so that a run of the same day plays the same, and that of the next day the other half; `GRAINE=…` draws it again. */
export const graine = Number(process.env.GRAINE ?? Math.floor(Date.now() / 86_400_000))
const deja = new Map<string, number>()

/** All of them in a campaign, else one: the first or the second in turn, from one `describe` or `test` of a file to the next, and from one day to the next. */
export function tirer<T>(manieres: readonly T[]): readonly T[] {
  if (TOUT) return manieres
  const fichier = expect.getState().testPath ?? ''
  const n = deja.get(fichier) ?? 0
  deja.set(fichier, n + 1)
  const lettres = [...fichier.slice(fichier.lastIndexOf('/'))].reduce((t, c) => t + c.charCodeAt(0), 0)
  return [manieres[(graine + n + lettres) % manieres.length]!]
}
