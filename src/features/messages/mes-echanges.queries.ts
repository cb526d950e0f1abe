import { type RawBuilder, sql } from 'kysely'
import { type Contexte, type ContexteActeur, structuresActives } from '../../contexte.ts'
import { composee, type Tx } from '../../db/db.ts'
import { compteDeLaSession } from '../comptes/index.ts'
import { idsDeMesStructures, idsDuPerimetre, type Perimetre, perimetreDe } from '../dossiers/index.ts'
import type { Cote } from './fil.queries.ts'

/** The thread of one of the actor's dossiers: its last message, and how many this person has not read. */
export type MonEchange = { id: string; numero: string; titre: string; dernierLe: Date; cote: Cote; moi: boolean; nonLus: number }

/** A message (alias `m`) of somebody else, which this person has not read. */
const nonLu = (compteId: string | RawBuilder<string>) => sql<boolean>`m.auteur_id <> ${compteId}
  and not exists (select from message_lu x where x.dossier_id = m.dossier_id and x.compte_id = ${compteId} and x.lu_le >= m.ecrit_le)`

/** The dossiers of the actor's structures about which somebody has written, the latest message first. */
export async function mesEchanges(tx: Tx, ctx: ContexteActeur, limite: number): Promise<MonEchange[]> {
  if (structuresActives(ctx.acteur).length === 0) return []
  const { compteId } = ctx.acteur
  const { rows } = await sql<MonEchange>`
    select d.id, d.numero, d.titre, f.ecrit_le as "dernierLe", f.cote, f.auteur_id = ${compteId} as moi,
      (select count(*)::int from message m where m.dossier_id = d.id and ${nonLu(compteId)}) as "nonLus"
    from (select distinct on (m.dossier_id) m.dossier_id, m.ecrit_le, m.cote, m.auteur_id from message m
        where m.guichet_id = ${ctx.guichetId} and m.dossier_id in ${idsDeMesStructures(ctx)} order by m.dossier_id, m.ecrit_le desc, m.id desc) f
      join dossier d on d.id = f.dossier_id and d.guichet_id = ${ctx.guichetId}
    order by f.ecrit_le desc, d.id limit ${limite}`.execute(tx)
  return rows
}

/** How many messages wait for this person in all the dossiers of their structures. */
export async function mesNonLus(tx: Tx, ctx: Contexte): Promise<number> {
  const { acteur } = ctx
  if (!acteur || structuresActives(acteur).length === 0) return 0
  return (await nonLus(acteur.compteId, perimetreDe(ctx)).execute(tx)).rows[0]!.n
}

const nonLus = (compteId: string | RawBuilder<string>, p: Perimetre) => sql<{ n: number }>`
  select count(*)::int as n from message m where m.guichet_id = ${p.guichetId} and m.dossier_id in ${idsDuPerimetre(p)} and ${nonLu(compteId)}`

const parJeton = composee((_, { guichetId, jeton }: { guichetId: string; jeton: string }) => {
  const compte = compteDeLaSession(jeton)
  const structures = sql`array(select a.structure_id from appartenance a
    where a.guichet_id = ${guichetId} and a.compte_id = ${compte} and a.etat = 'active')`
  return nonLus(compte, { guichetId, compteId: compte, structures })
})
/** The same for whoever this session is, asked together with who that is. */
export const nonLusDeLaSession = async (tx: Tx, guichetId: string, jeton: string) => (await parJeton(tx, { guichetId, jeton }))[0]!.n
