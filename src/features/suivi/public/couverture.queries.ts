import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { LaureatPublie, Membre } from '../../laureats/index.ts'

export type CommuneCouverte = { code: string; nom: string; epci: string | null }

/** The communes of these structures: themselves, and those of each grouping. */
export async function communesDe(tx: Tx, membres: readonly Membre[]): Promise<CommuneCouverte[]> {
  const codes = membres.flatMap(m => (m.type === 'commune' && m.insee ? [m.insee] : []))
  const epci = membres.flatMap(m => (m.type === 'epci' && m.epci ? [m.epci] : []))
  if (codes.length + epci.length === 0) return []
  const { rows } = await sql<CommuneCouverte>`
    select code_insee as code, nom, epci_siren as epci from structure
    where type = 'commune' and guichet_id is null and (code_insee = any(${codes}::text[]) or epci_siren = any(${epci}::text[]))`.execute(tx)
  return rows
}

const membresDe = (l: LaureatPublie) => [l.porteur, ...l.partenaires]
/** Whether a project covers a commune: one of its structures is it, or groups it. Pure. */
export const couvre = (l: LaureatPublie, c: { code: string; epci: string | null }) =>
  membresDe(l).some(m => (m.type === 'commune' ? m.insee === c.code : m.type === 'epci' && c.epci !== null && m.epci === c.epci))

/** Calls of which an aid was told, the one that told the last of them first. */
export async function appelsAides(tx: Tx, guichetId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select i.appel_id as id from notification n join decision d on d.id = n.decision_id join instruction i on i.dossier_id = n.dossier_id and i.structure_id = n.structure_id
    where n.guichet_id = ${guichetId} and n.envoyee_le is not null and d.sens in ('retenu', 'partiel') and i.etat in ('retenu', 'renonce')
    group by i.appel_id order by max(n.envoyee_le) desc`.execute(tx)
  return rows.map(r => r.id)
}
