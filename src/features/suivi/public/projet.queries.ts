import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { DateCivile } from '../../../lib/dates.ts'
import type { Centimes } from '../../../lib/euros.ts'

export type VersementPublic = { nature: string; montant: Centimes; le: DateCivile }
export type ActePublic = { nature: 'arrete' | 'convention' | 'avenant'; numero: string; signeLe: DateCivile }
/** A measure that the porteur chose, and what the last accepted bilan says of it. */
export type MesurePublique = { nom: string; unite: string; depart: number | null; valeur: number | null; cible: number }

/** What was really paid, or came back; an order of payment is nothing yet. */
export async function versementsPublics(tx: Tx, guichetId: string, dossierId: string): Promise<VersementPublic[]> {
  const { rows } = await sql<VersementPublic>`
    select nature, montant, verse_le as le from versement
    where guichet_id = ${guichetId} and dossier_id = ${dossierId} and verse_le is not null and annule_le is null order by verse_le, ordonne_le`.execute(
    tx,
  )
  return rows
}

/** Acts once they came back signed. */
export async function actesPublics(tx: Tx, guichetId: string, dossierId: string): Promise<ActePublic[]> {
  const { rows } = await sql<ActePublic>`
    select nature, numero, signe_le as "signeLe" from acte
    where guichet_id = ${guichetId} and dossier_id = ${dossierId} and signe_le is not null and retire_le is null order by rang`.execute(tx)
  return rows
}

export async function mesuresPubliques(tx: Tx, guichetId: string, dossierId: string): Promise<MesurePublique[]> {
  const { rows } = await sql<MesurePublique>`
    select k.nom, k.unite, k.depart::float8 as depart, k.cible::float8 as cible, (select v.valeur::float8 from bilan_indicateur v join bilan b on b.id = v.bilan_id
      where v.indicateur_id = k.id and b.etat = 'accepte' and v.valeur is not null order by b.rang desc limit 1) as valeur
    from indicateur k where k.guichet_id = ${guichetId} and k.dossier_id = ${dossierId} order by k.rang`.execute(tx)
  return rows
}

/** Whether this aid was granted and told, then given up whole: its page says so to whoever kept its address. */
export async function aideRendue(tx: Tx, guichetId: string, dossierId: string): Promise<{ titre: string } | undefined> {
  const { rows } = await sql<{ titre: string }>`
    select i.titre from instruction i cross join lateral (select x.sens from notification n join decision x on x.id = n.decision_id
      where n.dossier_id = i.dossier_id and n.structure_id = i.structure_id and n.envoyee_le is not null
      order by n.envoyee_le desc, x.prise_le desc, x.id desc limit 1) d
    where i.guichet_id = ${guichetId} and i.dossier_id = ${dossierId} and i.etat = 'renonce' and d.sens in ('retenu', 'partiel')`.execute(
    tx,
  )
  return rows[0]
}
