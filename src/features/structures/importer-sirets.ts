import { sql } from 'kysely'
import type { Db, Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { sirenValide, siretValide } from '../../lib/siren.ts'
import { direLigneTropLongue, LigneTropLongue, lignesCsv } from './lignes-csv.ts'

const LOT = 5000
/** Lines told one by one; the others are counted. */
const DITES_MAX = 100

/** `ecartees`: how many lines hold no right SIRET, and the first of them, with their number in the file and why. */
export type ImportSirets = { retenus: number; lus: number; ecartees: number; raisons: string[] }

/**
 * Keeps the SIRET of the seat of each structure that the product knows, out of an extract of the répertoire Sirene (CSV, in the pieces in which it is read): columns `siren` and `siret`, or
 * `siren` and `nicSiegeUniteLegale`. Read line by line, so that the national file passes; of establishments, only the seats. A line that holds no right
 * SIRET is left out, and told; one that is too long, or that a quotation mark leaves open, leaves all as it was. As the database's owner.
 */
export async function importerSirets(db: Db, morceaux: AsyncIterable<string>, instant: Date): Promise<Result<ImportSirets, string>> {
  try {
    return await db.transaction().execute(tx => importer(tx, morceaux, instant))
  } catch (e) {
    if (e instanceof LigneTropLongue) return err(`${direLigneTropLongue(e)} Rien n’a changé\u00a0: les SIRET connus sont gardés.`)
    throw e
  }
}

async function importer(tx: Tx, morceaux: AsyncIterable<string>, instant: Date): Promise<Result<ImportSirets, string>> {
  let entetes: string[] | undefined
  let lus = 0
  let retenus = 0
  let ecartees = 0
  const raisons: string[] = []
  let lot = new Map<string, { siren: string; siret: string }>()
  const garder = async () => {
    const { rows } = await sql`insert into siret_siege
      select t.siren, t.siret, ${instant} from jsonb_to_recordset(${JSON.stringify([...lot.values()])}::jsonb) as t(siren text, siret text)
      where exists (select from structure s where s.siren = t.siren) or exists (select from projet_passe p where p.siren = t.siren)
      on conflict (siren) do update set siret = excluded.siret, importe_le = excluded.importe_le returning 1`.execute(tx)
    retenus += rows.length
    lot = new Map()
  }
  for await (const { numero, cellules } of lignesCsv(morceaux)) {
    if (!entetes) {
      entetes = cellules
      if (!entetes.includes('siren') || !(entetes.includes('siret') || entetes.includes('nicSiegeUniteLegale')))
        return err('Il faut une colonne « siren », et « siret » ou « nicSiegeUniteLegale ».')
      continue
    }
    if (cellules.every(x => x.trim() === '')) continue
    const de = (nom: string) => cellules[entetes!.indexOf(nom)] ?? ''
    if (entetes.includes('etablissementSiege') && de('etablissementSiege') !== 'true') continue
    lus++
    const siret = de('siret') || de('siren') + de('nicSiegeUniteLegale')
    const refus = refusDe(de('siren'), siret)
    if (refus === undefined) lot.set(de('siren'), { siren: de('siren'), siret })
    else if (++ecartees <= DITES_MAX) raisons.push(`Ligne ${numero}\u00a0: ${refus}`)
    if (lot.size >= LOT) await garder()
  }
  if (lot.size > 0) await garder()
  return ok({ retenus, lus, ecartees, raisons })
}

/** Cells come from anybody's file: only their beginning is said again. */
const cite = (valeur: string) => `«\u00a0${[...valeur].slice(0, 20).join('')}\u00a0»`
function refusDe(siren: string, siret: string): string | undefined {
  if (!siretValide(siret)) return `${cite(siret)} n’est pas un SIRET (quatorze chiffres, le dernier est une clé).`
  return sirenValide(siren) && siret.startsWith(siren) ? undefined : `le SIRET ${siret} ne commence pas par le SIREN ${cite(siren)}.`
}
