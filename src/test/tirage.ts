import { expect } from 'vitest'

/**
 * Journeys that say the same in two ways (with scripts and without) are played one way a run; `CAMPAGNE=tout` plays both. Most journeys are played one day in three
 * (`scripts/tirer-parcours.mjs`), so that the way changes every three days.
 */
export const TOUT = process.env.CAMPAGNE === 'tout'
/** The day, so that a run of the same day plays the same; `GRAINE=…` draws it again. */
export const graine = Number(process.env.GRAINE ?? Math.floor(Date.now() / 86_400_000))
/** `ACCES=tout` asks every address of a dossier in each of its states, by everybody. */
export const TOUS_LES_ACCES = TOUT || process.env.ACCES === 'tout'
const ETATS_SUR = 3
/** Of the states (`k`) in which an address (`n`) is asked, one in three a day: others at the next address, and the next day. */
export const cetEtat = (k: number, n: number) => TOUS_LES_ACCES || (k + n + graine) % ETATS_SUR === 0
/** Of a list of costly cases, one in two a day. */
export const unSurDeux = (k: number) => TOUT || (k + graine) % 2 === 0
const deja = new Map<string, number>()

const rangDe = (fichier: string) => [...fichier.slice(fichier.lastIndexOf('/'))].reduce((t, c) => t + c.charCodeAt(0), 0)

const audits = new Map<string, number>()
/**
 * Whether a journey audits the page it stands on: one page in two of a file, the others six days later (a day plays one way only, so that a page is audited each
 * way within twelve). The walk through every page audits all of them each time.
 */
export function tireAudit(): boolean {
  if (TOUT) return true
  const fichier = expect.getState().testPath ?? ''
  const n = audits.get(fichier) ?? 0
  audits.set(fichier, n + 1)
  return (Math.floor(graine / 6) + n + rangDe(fichier)) % 2 === 0
}

/** All of them in a campaign, else one: the first or the second in turn, from one `describe` or `test` of a file to the next, and every three days. */
export function tirer<T>(manieres: readonly T[]): readonly T[] {
  if (TOUT) return manieres
  const fichier = expect.getState().testPath ?? ''
  const n = deja.get(fichier) ?? 0
  deja.set(fichier, n + 1)
  return [manieres[(Math.floor(graine / 3) + n + rangDe(fichier)) % manieres.length]!]
}
