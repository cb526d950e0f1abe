import type { AutresAttentes } from '../dossiers/index.ts'
import { bilansAttendus } from './bilans/attendus.ts'
import { reversementsAttendus } from './versements/a-reverser.ts'

/** What waits for the actor's structures once a project is aided: sums to pay back, then bilans. */
export const attentesDuSuivi: AutresAttentes = async (tx, ctx, dossierId) => [
  ...(await reversementsAttendus(tx, ctx, dossierId)),
  ...(await bilansAttendus(tx, ctx, dossierId)),
]
