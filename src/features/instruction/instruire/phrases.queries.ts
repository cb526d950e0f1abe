import type { Tx } from '../../../db/db.ts'
import type { Gardee } from './phrases.rules.ts'

/** The sentences that the service keeps for a call. */
export async function phrasesGardees(tx: Tx, guichetId: string, appelId: string): Promise<Gardee[]> {
  const lignes = await tx
    .selectFrom('phrase_type as p')
    .innerJoin('compte as c', 'c.id', 'p.ecrite_par')
    .select(['p.regle', 'p.genre', 'p.texte', 'c.name as par', 'p.ecrite_le as le'])
    .where('p.guichet_id', '=', guichetId)
    .where('p.appel_id', '=', appelId)
    .execute()
  return lignes as Gardee[]
}
