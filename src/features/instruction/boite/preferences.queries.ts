import type { Tx } from '../../../db/db.ts'

/** The preference under which somebody keeps their columns. */
export const CLE_COLONNES = 'boite.colonnes'
type Qui = { guichetId: string; compteId: string }

/** The codes of the columns that somebody has chosen, as they were kept; nothing for whoever never chose. */
export async function colonnesGardees(tx: Tx, { guichetId, compteId }: Qui): Promise<readonly unknown[] | undefined> {
  const lue = await tx
    .selectFrom('preference')
    .select('valeur')
    .where('guichet_id', '=', guichetId)
    .where('compte_id', '=', compteId)
    .where('cle', '=', CLE_COLONNES)
    .executeTakeFirst()
  return Array.isArray(lue?.valeur) ? lue.valeur : undefined
}

export type VueGardee = { id: string; nom: string; requete: string }
/** The filters that somebody keeps, in the order in which they were kept. */
export const vuesGardees = (tx: Tx, { guichetId, compteId }: Qui): Promise<VueGardee[]> =>
  tx
    .selectFrom('vue')
    .select(['id', 'nom', 'requete'])
    .where('guichet_id', '=', guichetId)
    .where('compte_id', '=', compteId)
    .orderBy('rang')
    .orderBy('cree_le')
    .orderBy('id')
    .execute()
