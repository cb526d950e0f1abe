import { sql } from 'kysely'
import type { ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { peut } from '../../decret/index.ts'
import { placeDe } from './droit.ts'
import { type GenreInscrit, MOTS_GENRE } from './mouvement.rules.ts'
import { documentAvant } from './registre.rules.ts'

/** A movement whose author has not brought its paper yet. Cents; `avant`: until when it is expected. */
export type AJoindre = {
  id: string
  slug: string
  titre: string
  numero: number
  quoi: string
  montant: number
  avant: Date
  enRetard: boolean
}
type Ligne = Omit<AJoindre, 'quoi' | 'avant' | 'enRetard'> & { genre: GenreInscrit; instant: Date }

/** What somebody has still to bring, the oldest first: a movement that was undone asks nothing any more. */
export async function documentsAJoindre(tx: Tx, ctx: ContexteActeur): Promise<AJoindre[]> {
  const { guichetId, acteur, instant } = ctx
  if (!peut(placeDe(ctx), 'joindre', { enveloppe: 'ouverte' })) return []
  const { rows } = await sql<Ligne>`
    select m.id, a.slug, coalesce((select v.titre from appel_version v where v.appel_id = a.id and v.publiee_le is not null order by v.numero desc limit 1), a.slug) as titre,
      m.numero, m.genre, m.montant, m.instant
    from mouvement_credits m join appel a on a.id = m.appel_id
    where m.guichet_id = ${guichetId} and m.par = ${acteur.compteId} and m.genre <> 'maintien' and m.annule_id is null
      and not exists (select from document_credits d where d.mouvement_id = m.id)
      and not exists (select from mouvement_credits r where r.annule_id = m.id)
    order by m.instant, m.id`.execute(tx)
  return rows.map(({ instant: le, genre, ...m }) => ({
    ...m,
    quoi: MOTS_GENRE[genre],
    avant: documentAvant(le),
    enRetard: documentAvant(le) < instant,
  }))
}
