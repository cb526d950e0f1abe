import type { Tx } from '../../db/db.ts'
import type { ContenuValide, Partenaire } from '../dossiers/index.ts'

/** A structure that left the project by its own choice. */
export type Depart = { nom: string; le: Date; motif: string }
/** Those that declined and were not associated again, the latest first. */
export const departsDe = (tx: Tx, guichetId: string, dossierId: string): Promise<Depart[]> =>
  tx
    .selectFrom('partenaire as p')
    .innerJoin('structure as s', 's.id', 'p.structure_id')
    .select(['s.nom', 'p.retire_le as le', 'p.decline_motif as motif'])
    .where('p.guichet_id', '=', guichetId)
    .where('p.dossier_id', '=', dossierId)
    .where('p.decline_motif', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('partenaire as q')
            .select('q.id')
            .whereRef('q.dossier_id', '=', 'p.dossier_id')
            .whereRef('q.structure_id', '=', 'p.structure_id')
            .whereRef('q.id', '>', 'p.id'),
        ),
      ),
    )
    .orderBy('p.retire_le', 'desc')
    .$narrowType<{ le: Date; motif: string }>()
    .execute()

/** What was validated, by validation. */
export async function contenusValides(tx: Tx, guichetId: string, validations: readonly string[]): Promise<Map<string, ContenuValide>> {
  if (validations.length === 0) return new Map()
  const lignes = await tx
    .selectFrom('validation')
    .select(['id', 'contenu'])
    .where('guichet_id', '=', guichetId)
    .where('id', 'in', validations)
    .execute()
  return new Map(lignes.map(l => [l.id, l.contenu as ContenuValide]))
}

export type ValidationPassee = NonNullable<Partenaire['validation']> & { contenu: ContenuValide }
/** Every validation of a partner with what it validated, the latest first. */
export async function historiqueDe(tx: Tx, guichetId: string, partenaireId: string): Promise<ValidationPassee[]> {
  const lignes = await tx
    .selectFrom('validation')
    .select(['id', 'compte_id', 'nom', 'fonction', 'valide_le', 'moyens', 'empreinte', 'contenu'])
    .where('guichet_id', '=', guichetId)
    .where('partenaire_id', '=', partenaireId)
    .orderBy('valide_le', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  return lignes.map(({ compte_id, valide_le, contenu, ...l }) => ({
    ...l,
    compteId: compte_id,
    valideLe: valide_le,
    contenu: contenu as ContenuValide,
  }))
}
