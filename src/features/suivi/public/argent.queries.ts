import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'

export type Nomme = { genre: 'commune' | 'porteur' | 'entreprise'; code: string; nom: string; precision: string | null }

/** Words of a search, as the database writes names to be looked for. */
const motif = (q: string) => `%${q.replace(/[\\%_]/g, m => `\\${m}`)}%`
/** A kind of name shows this many at most. */
const MAX = 12

/** Communes of the territory whose name holds these words. */
export async function communesNommees(tx: Tx, departements: readonly string[], q: string): Promise<Nomme[]> {
  const { rows } = await sql<Nomme>`
    select 'commune' as genre, s.code_insee as code, s.nom, d.nom as precision from structure s left join departement d on d.code = s.departement
    where s.type = 'commune' and s.guichet_id is null and s.departement = any(${departements}::text[]) and s.code_insee is not null
      and sans_accent(lower(s.nom)) like sans_accent(lower(${motif(q)})) order by length(s.nom), s.nom collate fr limit ${MAX}`.execute(tx)
  return rows
}

export type Commune = { code: string; nom: string; departement: string | null; epci: string | null; epciNom: string | null }
export async function communeDe(tx: Tx, code: string): Promise<Commune | undefined> {
  const { rows } = await sql<Commune>`
    select s.code_insee as code, s.nom, d.nom as departement, s.epci_siren as epci, e.nom as "epciNom" from structure s
    left join departement d on d.code = s.departement left join structure e on e.siren = s.epci_siren and e.type = 'epci' and e.guichet_id is null
    where s.type = 'commune' and s.guichet_id is null and s.code_insee = ${code} limit 1`.execute(tx)
  return rows[0]
}
