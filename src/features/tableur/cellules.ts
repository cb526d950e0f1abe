import { sansMarques } from '../../lib/accents.ts'
import { type Centimes, parseEuros } from '../../lib/euros.ts'

/** « Coût H.T. (€) » → « cout ht ». */
export const normaliser = (t: string) =>
  sansMarques(t)
    .toLowerCase()
    .replace(/\./g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** « 1.234,50 » and « 1,234.50 »: where both marks stand, the last is the decimal one. */
const sansMilliers = (t: string) => {
  const [virgule, point] = [t.lastIndexOf(','), t.lastIndexOf('.')]
  if (virgule < 0 || point < 0) return t
  return virgule > point ? t.replaceAll('.', '') : t.replaceAll(',', '')
}

/** An amount as spreadsheets write it, in the shape that a field takes; as it is when it is no amount. */
export const texteMontant = (t: string) => sansMilliers(t.trim())

/** Cents, or `undefined`. */
export const lireMontantTableur = (t: string): Centimes | undefined => {
  const lu = parseEuros(texteMontant(t))
  return lu.ok ? lu.value : undefined
}

/** Whether the words of a line say that it sums up the others: « Total », « Sous-total ». */
export const estTotal = (texte: string) => /^(sous )?tota(l|ux)\b/.test(normaliser(texte))
