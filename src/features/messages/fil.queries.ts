import { sql } from 'kysely'
import type { Role } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Curseur } from '../../lib/curseur.ts'
import { type PieceDuMessage, piecesDesMessages } from './pieces-du-message.queries.ts'

/** Who writes: the service, the structure that bears the project, or another of its structures. */
export type Cote = 'service' | 'porteur' | 'partenaire'
/** Whoever reads a thread, and on which side: the service, or the structures of the project. */
export type LecteurDuFil = { guichetId: string; compteId: string; cote: 'service' | 'projet' }

export type MessageDuFil = {
  id: string
  cote: Cote
  auteurId: string
  auteur: string
  /** Roles of an author of the service; the structure of any other. */
  roles: Role['role'][]
  structure: string | null
  texte: string
  ecritLe: Date
  /** Somebody of the other side has read it. */
  lu: boolean
  /** Written by the other side, and not read by the reader before now. */
  nouveau: boolean
  pieces: PieceDuMessage[]
}
/** A page of a thread, the latest message first; `suite` is where the older ones begin. */
export type Fil = { messages: MessageDuFil[]; suite: Curseur | undefined }

const PAR_PAGE = 30
/** Messages that wait for a reader: the project's for the service; for a structure, all those that this person has not written. */
const pourLui = (l: LecteurDuFil) => (l.cote === 'service' ? sql<boolean>`m.cote <> 'service'` : sql<boolean>`m.auteur_id <> ${l.compteId}`)

/**
 * The messages of a dossier as this person reads them now. The caller has made sure that the dossier may be read, and calls `marquerLu` with
 * what was shown.
 */
export async function lireFil(tx: Tx, l: LecteurDuFil, dossierId: string, avant?: Curseur | undefined): Promise<Fil> {
  const { rows } = await sql<Omit<MessageDuFil, 'auteurId' | 'ecritLe' | 'pieces'> & { auteur_id: string; ecrit_le: Date }>`
    with lectures as (
      select l.compte_id, l.lu_le, exists (select from appartenance a where a.guichet_id = ${l.guichetId} and a.compte_id = l.compte_id
        and a.structure_id in ${structuresDuProjet(l.guichetId, dossierId)}) as du_projet
      from message_lu l where l.guichet_id = ${l.guichetId} and l.dossier_id = ${dossierId}
    )
    select m.id, m.cote, m.auteur_id, c.name as auteur, m.texte, m.ecrit_le,
      array(select r.role from role r where m.cote = 'service' and r.guichet_id = ${l.guichetId} and r.compte_id = m.auteur_id order by r.role) as roles,
      (select min(s.nom) from appartenance a join structure s on s.id = a.structure_id
        where m.cote <> 'service' and a.guichet_id = ${l.guichetId} and a.compte_id = m.auteur_id and a.active_le <= m.ecrit_le
          and a.structure_id in ${structuresDuProjet(l.guichetId, dossierId)}
          and (a.structure_id = (select d.structure_id from dossier d where d.id = ${dossierId} and d.guichet_id = ${l.guichetId})) = (m.cote = 'porteur')
      ) as structure,
      exists (select from lectures x where x.lu_le >= m.ecrit_le and x.du_projet = (m.cote = 'service')) as lu,
      (${pourLui(l)} and not exists (select from lectures x where x.compte_id = ${l.compteId} and x.lu_le >= m.ecrit_le)) as nouveau
    from message m join compte c on c.id = m.auteur_id
    where m.guichet_id = ${l.guichetId} and m.dossier_id = ${dossierId}
      and ${avant ? sql`(m.ecrit_le, m.id) < (${avant.instant}, ${avant.id}::uuid)` : sql`true`}
    order by m.ecrit_le desc, m.id desc limit ${PAR_PAGE + 1}`.execute(tx)
  const pieces = await piecesDesMessages(
    tx,
    l.guichetId,
    rows.map(m => m.id),
  )
  const messages = rows
    .slice(0, PAR_PAGE)
    .map(({ auteur_id, ecrit_le, ...m }) => ({ ...m, auteurId: auteur_id, ecritLe: ecrit_le, pieces: pieces.get(m.id) ?? [] }))
  const dernier = rows.length > PAR_PAGE ? messages.at(-1) : undefined
  return { messages, suite: dernier && { instant: dernier.ecritLe, id: dernier.id } }
}

const structuresDuProjet = (guichetId: string, dossierId: string) => sql`(
  select d.structure_id from dossier d where d.guichet_id = ${guichetId} and d.id = ${dossierId}
  union select p.structure_id from partenaire p where p.guichet_id = ${guichetId} and p.dossier_id = ${dossierId} and p.structure_id is not null)`

/** This person has read these messages, and so all those before them. */
export async function marquerLu(tx: Tx, l: LecteurDuFil, dossierId: string, messages: readonly Pick<MessageDuFil, 'ecritLe'>[]) {
  if (messages.length === 0) return
  const luLe = new Date(Math.max(...messages.map(m => m.ecritLe.getTime())))
  await tx
    .insertInto('message_lu')
    .values({ guichet_id: l.guichetId, dossier_id: dossierId, compte_id: l.compteId, lu_le: luLe })
    .onConflict(oc => oc.columns(['dossier_id', 'compte_id']).doUpdateSet({ lu_le: luLe }).where('message_lu.lu_le', '<', luLe))
    .execute()
}

/** How many messages of a dossier wait for this reader. */
export const nonLus = async (tx: Tx, l: LecteurDuFil, dossierId: string): Promise<number> =>
  (await nonLusParDossier(tx, l, [dossierId])).get(dossierId) ?? 0

/** The same for several dossiers, those that have some. */
export async function nonLusParDossier(tx: Tx, l: LecteurDuFil, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ dossier_id: string; n: number }>`
    select m.dossier_id, count(*)::int as n from message m
    where m.guichet_id = ${l.guichetId} and m.dossier_id = any(${ids}::uuid[]) and ${pourLui(l)}
      and not exists (select from message_lu x where x.dossier_id = m.dossier_id and x.compte_id = ${l.compteId} and x.lu_le >= m.ecrit_le)
    group by m.dossier_id`.execute(tx)
  return new Map(rows.map(r => [r.dossier_id, r.n]))
}
