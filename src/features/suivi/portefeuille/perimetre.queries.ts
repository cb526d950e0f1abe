import { sql } from 'kysely'
import { TERRITOIRE } from '../../instruction/index.ts'
import { type Lecteur, lisible } from '../../perimetre/index.ts'

/** Which lauréats: those of these calls, of this département (`territoire`: bearers of the whole territory), that the reader may count. */
export type Perimetre = { lecteur: Lecteur; appels: readonly string[]; departement: string | undefined }

/** Rows of `suivi` (`u`) and `instruction` (`i`) within a perimeter, with the decision in force (`d`). */
export const suivis = ({ lecteur, appels, departement }: Perimetre) => sql`
  suivi u join instruction i on i.dossier_id = u.dossier_id and i.guichet_id = u.guichet_id
  join decision d on d.dossier_id = u.dossier_id and not exists (select from decision r where r.remplace_id = d.id)
  where u.guichet_id = ${lecteur.guichetId} and i.appel_id = any(${[...appels]}::uuid[]) and ${lisible(lecteur)}
    and ${departement === undefined ? sql`true` : sql`coalesce(i.departement_pilote, ${TERRITOIRE}) = ${departement}`}`
