import { MOTS_ACTE } from './actes.ts'
import { MOTS_DELIBERATION, MOTS_LETTRE } from './decision.ts'

/** Words that the texts of a call may hold between braces, the names of its tables apart. */
export const MOTS_DES_TEXTES = { lettre: MOTS_LETTRE, acte: MOTS_ACTE, deliberation: MOTS_DELIBERATION } as const
