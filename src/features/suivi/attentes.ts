import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { TacheAttendue } from '../taches/index.ts'
import { bilansAttendus } from './bilans/attendus.ts'
import { reversementsAttendus } from './versements/a-reverser.ts'

/** What waits for the actor's structures once a project is aided, of all of their projects or of one: sums to pay back, then bilans. */
export const attentesDuSuivi = async (tx: Tx, ctx: Contexte, dossierId?: string): Promise<TacheAttendue[]> => [
  ...(await reversementsAttendus(tx, ctx, dossierId)),
  ...(await bilansAttendus(tx, ctx, dossierId)),
]
