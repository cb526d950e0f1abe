import type { Tx } from '../../../db/db.ts'
import type { AvertissementAccepte } from './accord.rules.ts'

/** The warnings with which the last version of a call was published, and why: a reason that still holds need not be typed again. */
export async function derniersAccords(tx: Tx, guichetId: string, appelId: string): Promise<AvertissementAccepte[]> {
  const dernier = await tx
    .selectFrom('evenement')
    .select('donnees')
    .where('guichet_id', '=', guichetId)
    .where('objet_id', '=', appelId)
    .where('action', '=', 'appel.version_publiee')
    .orderBy('rang', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (dernier?.donnees as { avertissements?: AvertissementAccepte[] } | undefined)?.avertissements ?? []
}
