import { formatNombre } from './euros.ts'

/** INSEE's brackets of employees (« tranche d'effectifs », Sirene): the least and the most people of each. « NN », no employee known, says nothing. */
const TRANCHES: Readonly<Record<string, readonly [number, number]>> = {
  '00': [0, 0],
  '01': [1, 2],
  '02': [3, 5],
  '03': [6, 9],
  '11': [10, 19],
  '12': [20, 49],
  '21': [50, 99],
  '22': [100, 199],
  '31': [200, 249],
  '32': [250, 499],
  '41': [500, 999],
  '42': [1000, 1999],
  '51': [2000, 4999],
  '52': [5000, 9999],
  '53': [10_000, 10_000_000],
}
const LA_PLUS_GRANDE = '53'

/** The two ends of a bracket; nothing where it says nothing. */
export const tranche = (code: string | null | undefined) => (code ? TRANCHES[code] : undefined)

/** « 3 à 5 », « 10 000 et plus », « aucun »; nothing where it says nothing. */
export function motTranche(code: string | null | undefined): string | undefined {
  const t = tranche(code)
  if (!t) return undefined
  if (t[1] === 0) return 'aucun'
  return code === LA_PLUS_GRANDE ? `${formatNombre(t[0])} et plus` : `${formatNombre(t[0])} à ${formatNombre(t[1])}`
}
