import type { Tx } from '../../../db/db.ts'

/** The preference under which somebody has switched the letters off (WCAG 2.1.4). Nothing is kept of whoever leaves them on. */
export const CLE_TOUCHES = 'touches'

/** Whether letters of the keyboard act on the pages of this person. */
export async function touchesActives(tx: Tx, { guichetId, compteId }: { guichetId: string; compteId: string }): Promise<boolean> {
  const lue = await tx
    .selectFrom('preference')
    .select('valeur')
    .where('guichet_id', '=', guichetId)
    .where('compte_id', '=', compteId)
    .where('cle', '=', CLE_TOUCHES)
    .executeTakeFirst()
  return lue?.valeur !== false
}
