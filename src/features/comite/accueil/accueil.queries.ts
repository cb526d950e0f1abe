import { sql } from 'kysely'
import { aRole, type ContexteActeur } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { EtatSeance } from '../../decret/index.ts'
import { appelsDe, perimetresDesChiffres } from '../../perimetre/index.ts'

export type SeanceListee = {
  id: string
  appel: string
  versionId: string
  /** The code of the body that sits; none for the comité. */
  instance: string | null
  tenueLe: Date
  lieu: string
  etat: EtatSeance
  dossiers: number
  /** The reader sits in it. */
  siege: boolean
}

/** Séances that the actor may see, the next one first, then those that are closed, the last one first: all for an administrateur, their own for a member. */
export async function seancesDe(tx: Tx, ctx: ContexteActeur): Promise<SeanceListee[]> {
  const siege = sql<boolean>`exists (select from seance_membre m where m.guichet_id = ${ctx.guichetId} and m.seance_id = s.id
    and m.compte_id = ${ctx.acteur.compteId} and m.retire_le is null and ${duComite(ctx)})`
  const lignes = await tx
    .selectFrom('seance as s')
    .innerJoin('appel_version as v', 'v.id', 's.appel_version_id')
    .select([
      's.id',
      's.appel_version_id as versionId',
      's.instance',
      'v.titre as appel',
      's.tenue_le as tenueLe',
      's.lieu',
      's.etat',
      siege.as('siege'),
    ])
    .select(
      sql<number>`(select count(*)::int from seance_dossier d where d.guichet_id = ${ctx.guichetId} and d.seance_id = s.id and d.retire_le is null)`.as(
        'dossiers',
      ),
    )
    .where('s.guichet_id', '=', ctx.guichetId)
    .$if(!aRole(ctx.acteur, 'administrateur'), q => q.where(siege))
    .orderBy(sql`case when s.etat <> 'close' then s.tenue_le end`)
    .orderBy('s.tenue_le', 'desc')
    .orderBy('s.id')
    .execute()
  return lignes as SeanceListee[]
}

/** The séances of the calls for which the actor is a member of the comité. */
export function duComite({ acteur }: ContexteActeur) {
  const appels = appelsDe(perimetresDesChiffres(acteur.roles.filter(r => r.role === 'membre_comite')))
  return appels ? sql`s.appel_id = any(${[...appels]}::uuid[])` : sql`true`
}

/** Published calls, and how many of their dossiers wait for a séance. */
export const dossiersEnAttente = async (tx: Tx, guichetId: string) => {
  const { rows } = await sql<{ appelId: string; n: number }>`
    select i.appel_id as "appelId", count(*)::int as n from instruction i
    where i.guichet_id = ${guichetId} and i.etat = 'au_comite' and not exists (select from seance_dossier x join seance s on s.id = x.seance_id
      where x.guichet_id = ${guichetId} and x.dossier_id = i.dossier_id and x.retire_le is null and s.etat <> 'close' and s.instance is null)
    group by i.appel_id`.execute(tx)
  return new Map(rows.map(r => [r.appelId, r.n]))
}
