import type { Tx } from '../../../db/db.ts'
import { formatJour } from '../../../lib/dates.ts'
import { avisRendus, MOTS_AVIS } from '../../instances/index.ts'

/** What the bodies last said of these dossiers, by dossier then by body, without the votes: what a list may say of them. Until its procès-verbal is sealed, an opinion is not said. */
export async function avisEnListe(tx: Tx, guichetId: string, dossiers: readonly string[]): Promise<Map<string, Map<string, string>>> {
  const dits = new Map<string, Map<string, string>>()
  for (const r of await avisRendus(tx, guichetId, dossiers)) {
    const siens = dits.get(r.dossierId) ?? new Map<string, string>()
    if (!siens.has(r.instance))
      siens.set(r.instance, r.scelleLe ? `${MOTS_AVIS[r.sens]}, le ${formatJour(r.tenueLe)}` : 'Procès-verbal à signer')
    dits.set(r.dossierId, siens)
  }
  return dits
}
