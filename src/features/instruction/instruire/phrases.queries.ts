import type { Tx } from '../../../db/db.ts'
import type { Gardees, Genre } from './phrases.rules.ts'

export type Gardee = { regle: string; genre: Genre; texte: string; par: string; le: Date }

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

/** Those of one rule, by what they are for. Pure. */
export const deLaRegle = (gardees: readonly Gardee[], regle: string): Gardees =>
  Object.fromEntries(gardees.flatMap(g => (g.regle === regle ? [[g.genre, g.texte]] : [])))
