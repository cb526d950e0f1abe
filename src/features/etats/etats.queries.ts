import { sql } from 'kysely'
import type { EtapeSuivi } from '../decret/index.ts'

/** The step of the follow-up of a dossier; nothing when it has none. `dossierId`: the column that names the dossier. */
export const etapeDuSuivi = (dossierId: 'd.id' | 'i.dossier_id') =>
  sql<EtapeSuivi | null>`(select x.etape from suivi x where x.dossier_id = ${sql.ref(dossierId)})`

/** Whether who bears a dossier was declared by hand, and not confirmed since. */
export const porteurDeclare = (structureId: 'd.structure_id' | 'i.structure_id') =>
  sql<boolean>`(select x.declaree from structure x where x.id = ${sql.ref(structureId)})`

/**
 * A decision `x` that its porteur was told: by a letter that left, or by a signed amendment. A correction is in force for the service as soon as it is taken;
 * for whoever bears the project, once it is told.
 */
export const DITE = sql<boolean>`(exists (select from notification n where n.decision_id = x.id and n.envoyee_le is not null)
  or exists (select from acte a where a.decision_id = x.id and a.signe_le is not null and a.retire_le is null))`
