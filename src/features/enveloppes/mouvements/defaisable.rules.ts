import { inverseDe } from './mouvement.rules.ts'

/** Whether a line of the ledger may be undone, as far as it says: the database looks again when it is. Pure. */
export const defaisable = (
  l: Parameters<typeof inverseDe>[0] & { annule: number | null; annulePar: number | null; decideDessus: boolean },
) => l.annule === null && l.annulePar === null && !l.decideDessus && inverseDe(l) !== undefined
