import type { ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { PRESENT_MS, type Present } from '../../ui/presence.mots.ts'

/** Somebody has a section of a draft open. Not an act: it is gone in a minute, and nothing else speaks of it. */
export async function noterPresence(tx: Tx, { guichetId, acteur, instant }: ContexteActeur, brouillonId: string, section: string) {
  await tx
    .insertInto('presence_brouillon')
    .values({ brouillon_id: brouillonId, compte_id: acteur.compteId, guichet_id: guichetId, section, vu_le: instant })
    .onConflict(c => c.columns(['brouillon_id', 'compte_id']).doUpdateSet({ section, vu_le: instant }))
    .execute()
}

/** The others who have this draft open now, by name, and the section where they are. */
export const presents = (tx: Tx, { guichetId, acteur, instant }: ContexteActeur, brouillonId: string): Promise<Present[]> =>
  tx
    .selectFrom('presence_brouillon as p')
    .innerJoin('compte as c', 'c.id', 'p.compte_id')
    .select(['c.name as nom', 'p.section as etape'])
    .where('p.guichet_id', '=', guichetId)
    .where('p.brouillon_id', '=', brouillonId)
    .where('p.compte_id', '!=', acteur.compteId)
    .where('p.vu_le', '>', new Date(instant.getTime() - PRESENT_MS))
    // the demonstration's clock may have gone back
    .where('p.vu_le', '<=', new Date(instant.getTime() + PRESENT_MS))
    .orderBy('c.name')
    .orderBy('p.compte_id')
    .limit(10)
    .execute()
