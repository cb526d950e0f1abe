import type { Tx } from '../../db/db.ts'

/** One filing of a dossier. `demande`: number of the request for complements that it answers. */
export type VersionDeposee = {
  id: string
  version: number
  recuLe: Date
  par: string | null
  sha256: string
  demande: number | undefined
  temps: number
}

/** Every filing of a dossier, the first one first. The caller answers for who may read the dossier. */
export async function versionsDeposees(tx: Tx, guichetId: string, dossierId: string): Promise<VersionDeposee[]> {
  const lignes = await tx
    .selectFrom('depot as p')
    .leftJoin('compte as c', 'c.id', 'p.depose_par')
    // an answer is received at the instant of its filing
    .leftJoin('complement as k', join => join.onRef('k.dossier_id', '=', 'p.dossier_id').onRef('k.repondu_le', '=', 'p.recu_le'))
    .select(['p.id', 'p.version', 'p.recu_le', 'p.sha256', 'p.temps', 'c.name', 'k.numero'])
    .where('p.guichet_id', '=', guichetId)
    .where('p.dossier_id', '=', dossierId)
    .orderBy('p.version')
    .execute()
  return lignes.map(l => ({
    id: l.id,
    version: l.version,
    recuLe: l.recu_le,
    par: l.name,
    sha256: l.sha256,
    demande: l.numero ?? undefined,
    temps: l.temps,
  }))
}
