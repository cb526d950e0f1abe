import type { ContexteActeur } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { PRESENT_MS, type Present } from '../../ui/presence.mots.ts'
import { deMesStructures } from '../dossiers/index.ts'

/** Somebody has a step of a dossier open. What is written is not an act: it is gone in a minute, and the journal does not speak of it. */
export async function noterPresence(tx: Tx, { guichetId, acteur, instant }: ContexteActeur, dossierId: string, etape: string) {
  await tx
    .insertInto('presence')
    .values({ dossier_id: dossierId, compte_id: acteur.compteId, guichet_id: guichetId, etape, vu_le: instant })
    .onConflict(c => c.columns(['dossier_id', 'compte_id']).doUpdateSet({ etape, vu_le: instant }))
    .execute()
}

/** The others who have this dossier open now, by name. */
export const presents = (tx: Tx, { guichetId, acteur, instant }: ContexteActeur, dossierId: string): Promise<Present[]> =>
  tx
    .selectFrom('presence as p')
    .innerJoin('compte as c', 'c.id', 'p.compte_id')
    .select(['c.name as nom', 'p.etape'])
    .where('p.guichet_id', '=', guichetId)
    .where('p.dossier_id', '=', dossierId)
    .where('p.compte_id', '!=', acteur.compteId)
    .where('p.vu_le', '>', new Date(instant.getTime() - PRESENT_MS))
    // the demonstration's clock may have gone back
    .where('p.vu_le', '<=', new Date(instant.getTime() + PRESENT_MS))
    .orderBy('c.name')
    .orderBy('p.compte_id')
    .limit(10)
    .execute()

/** A sign from an open page: who else is there, and at which revision the dossier is. `undefined` for a dossier of others. */
export async function signaler(tx: Tx, ctx: ContexteActeur, dossierId: string, etape: string) {
  const dossier = await tx
    .selectFrom('dossier as d')
    .select('d.revision')
    .where('d.guichet_id', '=', ctx.guichetId)
    .where('d.id', '=', dossierId)
    .where(deMesStructures(ctx))
    .executeTakeFirst()
  if (!dossier) return undefined
  await noterPresence(tx, ctx, dossierId, etape)
  return { autres: await presents(tx, ctx, dossierId), revision: dossier.revision }
}
