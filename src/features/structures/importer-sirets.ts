import { parseCsv } from 'hucre/csv'
import { sql } from 'kysely'
import type { Db } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { siretValide } from '../../lib/siren.ts'

const LOT = 5000

/**
 * Keeps the SIRET of the seat of each structure that the product knows, out of the lines of an extract of the répertoire Sirene: columns `siren` and `siret`, or
 * `siren` and `nicSiegeUniteLegale`. Read line by line, so that the national file passes; of establishments, only the seats. As the database's owner.
 */
export async function importerSirets(
  db: Db,
  lignes: AsyncIterable<string>,
  instant: Date,
): Promise<Result<{ retenus: number; lus: number }, string>> {
  let separateur: ',' | ';' = ','
  let entetes: string[] | undefined
  let lus = 0
  let retenus = 0
  let lot = new Map<string, { siren: string; siret: string }>()
  const decouper = (ligne: string) => (parseCsv(ligne, { delimiter: separateur })[0] ?? []).map(c => String(c ?? ''))
  const garder = async () => {
    const { rows } = await sql`insert into siret_siege
      select t.siren, t.siret, ${instant} from jsonb_to_recordset(${JSON.stringify([...lot.values()])}::jsonb) as t(siren text, siret text)
      where exists (select from structure s where s.siren = t.siren) or exists (select from projet_passe p where p.siren = t.siren)
      on conflict (siren) do update set siret = excluded.siret, importe_le = excluded.importe_le returning 1`.execute(db)
    retenus += rows.length
    lot = new Map()
  }
  for await (const ligne of lignes) {
    if (!entetes) {
      separateur = ligne.includes(';') ? ';' : ','
      entetes = decouper(ligne.replace(/^\ufeff/, ''))
      if (!entetes.includes('siren') || !(entetes.includes('siret') || entetes.includes('nicSiegeUniteLegale')))
        return err('Il faut une colonne « siren », et « siret » ou « nicSiegeUniteLegale ».')
      continue
    }
    const cellules = decouper(ligne)
    const de = (nom: string) => cellules[entetes!.indexOf(nom)] ?? ''
    if (entetes.includes('etablissementSiege') && de('etablissementSiege') !== 'true') continue
    lus++
    const siret = de('siret') || de('siren') + de('nicSiegeUniteLegale')
    if (siretValide(siret) && siret.startsWith(de('siren'))) lot.set(de('siren'), { siren: de('siren'), siret })
    if (lot.size >= LOT) await garder()
  }
  if (lot.size > 0) await garder()
  return ok({ retenus, lus })
}
