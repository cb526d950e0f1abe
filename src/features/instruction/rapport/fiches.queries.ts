import type { Tx } from '../../../db/db.ts'
import type { Lecteur } from '../../perimetre/index.ts'
import type { Instruit } from '../../service/index.ts'
import type { Filtre } from '../liste/filtres.ts'
import { filtrees } from '../liste/liste.queries.ts'
import { ordre } from '../liste/tris.ts'

/** A dossier whose sheet is asked for, with the call that it answers. */
export type DossierAFicher = Instruit['ligne'] & { slug: string }

/** The dossiers of a list that the reader may read, in its order; one more than `max` when there are more. */
export const dossiersAFicher = (tx: Tx, l: Lecteur, f: Filtre, instant: Date, max: number): Promise<DossierAFicher[]> =>
  filtrees(tx, l, f, instant)
    .innerJoin('appel as a', 'a.id', 'i.appel_id')
    .selectAll('i')
    .select('a.slug')
    .orderBy(ordre(f, 'suite') as never)
    .limit(max + 1)
    .execute() as Promise<DossierAFicher[]>
