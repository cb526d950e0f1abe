import type { ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { type ActeComite, type EtatSeance, peutAuComite, peutUnJour } from './comite.rules.ts'
import { trouverSeance } from './seance.queries.ts'
import { placesSeance, type Seance } from './seance.ts'

export type RefusComite =
  | { motif: 'introuvable' }
  /** The reader sees the séance, and this act is not theirs. */
  | { motif: 'interdit' }
  /** It would be theirs, but not in this state of the séance. */
  | { motif: 'etat'; etat: EtatSeance }

/** The séance for an act of the decree, locked until the end of the transaction; or why the act is not open. */
export async function seancePour(
  tx: Tx,
  ctx: ContexteActeur,
  acte: ActeComite,
  id: string,
  { verrou = true } = {},
): Promise<Result<Seance, RefusComite>> {
  const s = await trouverSeance(tx, ctx, id, { verrou })
  if (!s) return err({ motif: 'introuvable' })
  const places = placesSeance(s)
  if (peutAuComite(acte, s.etat, places)) return ok(s)
  return err(peutUnJour(acte, places) ? { motif: 'etat', etat: s.etat } : { motif: 'interdit' })
}

const ETATS: Record<EtatSeance, string> = {
  preparee: 'Cette séance n’est pas encore ouverte.',
  ouverte: 'Cette séance est ouverte.',
  close: 'Cette séance est close.',
}
/** Why an act did not happen, in one sentence. */
export const phraseRefus = (r: Exclude<RefusComite, { motif: 'introuvable' }>) =>
  r.motif === 'etat' ? ETATS[r.etat] : 'Cet acte n’est pas ouvert aux membres du comité.'
