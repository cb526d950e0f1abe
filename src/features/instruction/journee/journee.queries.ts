import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { type EtapeSuivi, peut } from '../../decret/index.ts'
import { donne, type Lecteur, lisible, mene } from '../../perimetre/index.ts'
import { A_TRAITER } from '../liste/liste.mots.ts'

/** How many dossiers of each call wait for an act of this reader. */
export async function aTraiterParAppel(tx: Tx, l: Lecteur): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ appel_id: string; n: number }>`
    select i.appel_id, count(*)::int as n from instruction i
    where i.guichet_id = ${l.guichetId} and i.assigne_a = ${l.compteId} and i.suite = any(${[...A_TRAITER]}::text[]) and ${lisible(l)}
    group by i.appel_id`.execute(tx)
  return new Map(rows.map(r => [r.appel_id, r.n]))
}

/** Bilans that were filed and wait to be read by this reader, who leads their dossiers or was given them; `premier`: the one that waits for the longest. */
export type BilansALire = { nombre: number; premier: { id: string; porteur: string; le: Date } }
type LotDeBilans = BilansALire['premier'] & {
  n: number
  appel: string
  pilote: string | null
  volet: string | null
  etape: EtapeSuivi
  ouvert: boolean
}

/** Counted by who leads them: as few rows for ten thousand as for one. */
export async function bilansALire(tx: Tx, l: Lecteur): Promise<BilansALire | undefined> {
  const { rows } = await sql<LotDeBilans>`
    select count(*)::int as n, (array_agg(b.id order by b.depose_le, b.id))[1] as id, (array_agg(i.porteur order by b.depose_le, b.id))[1] as porteur,
      min(b.depose_le) as le, i.appel_id as appel, i.departement_pilote as pilote, i.volet, u.etape, ${donne(l)} as ouvert
    from bilan b join suivi u on u.dossier_id = b.dossier_id join instruction i on i.dossier_id = b.dossier_id
    where b.guichet_id = ${l.guichetId} and b.etat = 'depose' and ${lisible(l)}
    group by i.appel_id, i.departement_pilote, i.volet, u.etape, ouvert`.execute(tx)
  const siens = rows
    .filter(r => peut('referent', 'juger_bilan', { laureat: r.etape }))
    .filter(r => r.ouvert || l.perimetres.some(p => mene(p, { ...r, departements: [], toutTerritoire: false })))
    .sort((a, b) => a.le.getTime() - b.le.getTime())
  const [premier] = siens
  return premier && { nombre: siens.reduce((t, r) => t + r.n, 0), premier }
}

/** The last message that this reader has not read of each of these dossiers, the latest first. */
export async function messagesNonLus(tx: Tx, l: Lecteur, ids: readonly string[], limite: number) {
  const { rows } = await sql<{ dossier_id: string; texte: string; ecrit_le: Date }>`
    select * from (select distinct on (m.dossier_id) m.dossier_id, case when length(m.texte) > 140 then left(m.texte, 139) || '…' else m.texte end as texte, m.ecrit_le from message m
      where m.guichet_id = ${l.guichetId} and m.dossier_id = any(${ids}::uuid[]) and m.cote <> 'service'
        and not exists (select from message_lu u where u.dossier_id = m.dossier_id and u.compte_id = ${l.compteId} and u.lu_le >= m.ecrit_le)
      order by m.dossier_id, m.ecrit_le desc, m.id desc) d
    order by d.ecrit_le desc limit ${limite}`.execute(tx)
  return rows
}
