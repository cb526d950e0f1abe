import type { Tx } from '../../db/db.ts'

/** The decision in force of a dossier: the one that nothing replaces. Cents. */
export type EnVigueur = {
  id: string
  dossierId: string
  depotId: string
  sens: string
  montant: number
  rang: number | null
  motif: string
  conditions: string
  priseLe: Date
}

export const decisionEnVigueur = (tx: Tx, guichetId: string, dossierId: string): Promise<EnVigueur | undefined> =>
  tx
    .selectFrom('decision as d')
    .select(['d.id', 'd.dossier_id as dossierId', 'd.depot_id as depotId', 'd.sens', 'd.montant', 'd.rang', 'd.motif', 'd.conditions'])
    .select('d.prise_le as priseLe')
    .where('d.guichet_id', '=', guichetId)
    .where('d.dossier_id', '=', dossierId)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('decision as r').select('r.id').whereRef('r.remplace_id', '=', 'd.id'))))
    .executeTakeFirst()
