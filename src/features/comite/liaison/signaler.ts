import type { Contexte, ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { examines, type Seance } from '../seance.ts'
import { noterEcran, noterSigne } from './liaison.queries.ts'
import { CRU_MS } from './liaison.rules.ts'

/** Says where a screen is in an open room; what it shows is a dossier of the agenda, or none. It is no act: the journal does not speak of it. */
export async function signaler(
  tx: Tx,
  { guichetId, acteur, instant }: ContexteActeur,
  s: Seance,
  d: { dossier: string | undefined; retenu?: boolean; par: keyof typeof CRU_MS },
) {
  if (s.etat !== 'ouverte') return
  const dossierId = examines(s).find(x => x.id === d.dossier)?.id ?? null
  const jusqua = new Date(instant.getTime() + CRU_MS[d.par])
  await noterSigne(tx, {
    ...{ guichetId, seanceId: s.id, compteId: acteur.compteId },
    ...{ dossierId, retenu: d.retenu ?? false, le: instant, jusqua },
  })
}

/** The screen of the room says that it is there. */
export const signalerEcran = (tx: Tx, { guichetId, instant }: Contexte, s: Seance, par: keyof typeof CRU_MS) =>
  noterEcran(tx, { guichetId, seanceId: s.id, le: instant, jusqua: new Date(instant.getTime() + CRU_MS[par]) })
