import { sql } from 'kysely'
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
export const depotDe = async (tx: Tx, guichetId: string, dossierId: string, temps?: number): Promise<Depot | undefined> =>
  (await depotsDe(tx, guichetId, [dossierId], temps)).get(dossierId)

/** The same of several dossiers, by dossier, in one query. */
export async function depotsDe(tx: Tx, guichetId: string, ids: readonly string[], temps?: number): Promise<Map<string, Depot>> {
  const lignes = await tx
    .selectFrom('depot')
    .select(['dossier_id', 'id', 'version', 'recu_le', 'contenu', 'sha256', 'reponses', 'pieces', 'autres', 'temps'])
    .distinctOn('dossier_id')
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .$if(temps !== undefined, q => q.where('temps', '=', temps!))
    .orderBy('dossier_id')
    .orderBy('version', 'desc')
    .execute()
  return new Map(
    lignes.map(({ dossier_id, recu_le, autres, ...l }) => [
      dossier_id,
      { ...l, recuLe: recu_le, autres: (autres ?? undefined) as AutresDossiers | undefined },
    ]),
  )
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
