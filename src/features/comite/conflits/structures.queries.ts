import type { Tx } from '../../../db/db.ts'

/** Partners of the dossiers of an agenda, by name. */
export async function structuresAssociees(tx: Tx, guichetId: string, seanceId: string): Promise<Map<string, string[]>> {
  const lignes = await tx
    .selectFrom('seance_dossier as s')
    .innerJoin('partenaire as p', 'p.dossier_id', 's.dossier_id')
    .innerJoin('structure as t', 't.id', 'p.structure_id')
    .select(['s.dossier_id', 't.nom'])
    .where('s.guichet_id', '=', guichetId)
    .where('s.seance_id', '=', seanceId)
    .where('p.retire_le', 'is', null)
    .orderBy('t.nom')
    .execute()
  const parDossier = new Map<string, string[]>()
  for (const l of lignes) parDossier.set(l.dossier_id, [...(parDossier.get(l.dossier_id) ?? []), l.nom])
  return parDossier
}
