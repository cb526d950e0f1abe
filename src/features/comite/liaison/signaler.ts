import type { Contexte, ContexteActeur } from '../../../contexte.ts'
import { ecrireALaFin, type Tx } from '../../../db/db.ts'
import type { Ctx } from '../../../http.ts'
import { examines, type Seance } from '../seance.ts'
import { noterEcran, noterSigne } from './liaison.queries.ts'
import { CRU_MS } from './liaison.rules.ts'

/** A page that Turbo asks for has a script, which says soon again where it is. */
export const parQui = (c: Ctx): keyof typeof CRU_MS => (c.req.header('x-turbo-request-id') ? 'script' : 'page')

/**
 * Says where a screen is in an open room; what it shows is a dossier of the agenda, or none. It is no act: the journal does not speak of it, and it is written last, since nothing that
 * this screen reads waits for it.
 */
export async function signaler(
  tx: Tx,
  { guichetId, acteur, instant }: ContexteActeur,
  s: Seance,
  d: { dossier: string | undefined; retenu?: boolean; par: keyof typeof CRU_MS },
) {
  if (s.etat !== 'ouverte') return
  const dossierId = examines(s).find(x => x.id === d.dossier)?.id ?? null
  const jusqua = new Date(instant.getTime() + CRU_MS[d.par])
  const signe = { dossierId, retenu: d.retenu ?? false, le: instant, jusqua }
  await ecrireALaFin(tx, () => noterSigne(tx, { guichetId, seanceId: s.id, compteId: acteur.compteId, ...signe }))
}

/** The screen of the room says that it is there. */
export const signalerEcran = (tx: Tx, { guichetId, instant }: Contexte, seanceId: string, par: keyof typeof CRU_MS) =>
  ecrireALaFin(tx, () => noterEcran(tx, { guichetId, seanceId, le: instant, jusqua: new Date(instant.getTime() + CRU_MS[par]) }))
