import { partager } from '../../lib/partager.ts'

/** Hundredths of an aid for each of its beneficiaries: equal, since a plan de financement is the project's and does not divide the aid. */
export const centiemes = (beneficiaires: number) => partager(100, Array<number>(beneficiaires).fill(1))

/** « 0.34 », « 1.00 ». */
export const ecrirePart = (c: number) => (c / 100).toFixed(2)
