import type { Tx } from '../../db/db.ts'
import type { AutresDossiers } from '../verdicts/index.ts'

export type Depot = {
  id: string
  version: number
  recuLe: Date
  contenu: string
  sha256: string
  reponses: unknown
  pieces: string[]
  /** What was known of the porteur's other dossiers, and judged with. */
  autres: AutresDossiers | undefined
  temps: number
}
/** The filing of a dossier, the latest version; with `temps`, the latest of that stage. */
export async function depotDe(tx: Tx, guichetId: string, dossierId: string, temps?: number): Promise<Depot | undefined> {
  const l = await tx
    .selectFrom('depot')
    .select(['id', 'version', 'recu_le', 'contenu', 'sha256', 'reponses', 'pieces', 'autres', 'temps'])
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .$if(temps !== undefined, q => q.where('temps', '=', temps!))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return l && { ...l, recuLe: l.recu_le, autres: (l.autres ?? undefined) as AutresDossiers | undefined }
}

/**
 * Verdicts as they stood at filing, in the order of display. `partenaire`: as a partner reads them; what was judged with the porteur's other dossiers is the porteur's, and the
 * service's.
 */
export async function verdictsDuDepot(tx: Tx, guichetId: string, depotId: string, { partenaire = false } = {}) {
  const lus = await tx
    .selectFrom('verdict')
    .select(['regle', 'titre', 'resultat', 'explication', 'clauses', 'entrees', 'autres'])
    .where('guichet_id', '=', guichetId)
    .where('depot_id', '=', depotId)
    .orderBy('rang')
    .execute()
  return partenaire ? lus.map(v => (v.autres ? { ...v, ...RESERVE } : v)) : lus
}
const RESERVE = {
  resultat: 'a_completer',
  explication: 'Le guichet compte ici les autres dossiers du porteur\u00a0: lui seul et le service le lisent.',
  entrees: [],
}
