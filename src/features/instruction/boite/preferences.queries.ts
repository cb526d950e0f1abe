import type { Tx } from '../../../db/db.ts'
import { COLONNES_USUELLES, type CodeColonne, colonnesParmi } from './lignes.view.tsx'

/** The preference under which somebody keeps their columns. */
export const CLE_COLONNES = 'boite.colonnes'
type Qui = { guichetId: string; compteId: string }

/** The columns that somebody has chosen, else the usual ones. */
export async function colonnesChoisies(tx: Tx, { guichetId, compteId }: Qui): Promise<readonly CodeColonne[]> {
  const lue = await tx
    .selectFrom('preference')
    .select('valeur')
    .where('guichet_id', '=', guichetId)
    .where('compte_id', '=', compteId)
    .where('cle', '=', CLE_COLONNES)
    .executeTakeFirst()
  return Array.isArray(lue?.valeur) ? colonnesParmi(lue.valeur) : COLONNES_USUELLES
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
