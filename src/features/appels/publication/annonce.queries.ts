import type { Tx } from '../../../db/db.ts'

/** A version that may still be taken back: until when, the number of the one that it replaced, and how many dossiers were filed under it. */
export type Reprenable = { numero: number; publieeLe: Date; jusquA: Date; remplacee: number; deposes: number }

export async function reprenableDe(tx: Tx, guichetId: string, slug: string, instant: Date): Promise<Reprenable | undefined> {
  const l = await tx
    .selectFrom('publication_annonce as n')
    .innerJoin('appel_version as v', 'v.id', 'n.appel_version_id')
    .innerJoin('appel as a', 'a.id', 'n.appel_id')
    .select(['v.numero', 'n.publiee_le', 'n.part_le', 'n.remplacee'])
    .select(eb =>
      eb
        .selectFrom('dossier as d')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('d.appel_version_id', '=', 'v.id')
        .where('d.guichet_id', '=', guichetId)
        .where('d.depose_le', 'is not', null)
        .as('deposes'),
    )
    .where('n.guichet_id', '=', guichetId)
    .where('a.slug', '=', slug)
    .where('n.part_le', '>', instant)
    .where('n.retiree_le', 'is', null)
    .where('n.partie_le', 'is', null)
    .executeTakeFirst()
  return l && { numero: l.numero, publieeLe: l.publiee_le, jusquA: l.part_le, remplacee: l.remplacee, deposes: Number(l.deposes) }
}
