import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Db } from '../../db/db.ts'
import { formatNombre } from '../../lib/euros.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { sirenValide } from '../../lib/siren.ts'
import { direLigneTropLongue, LigneTropLongue, lignesCsv } from './lignes-csv.ts'

const LOT = 5000
/** In bytes: the whole directory is some hundreds of megabytes. */
export const FICHIER_MAX = 1_000_000_000
const COURRIEL = /^[^\s@"]{1,64}@[a-z0-9.-]+\.[a-z]{2,}$/
/** The service is the town hall itself: other services only stand in the commune whose code they bear. */
const MAIRIE = /"mairie"/

export type ImportBoites = { retenues: number; lues: number }
type Boite = { courriel: string; siren: string | null; code: string | null }

/** The same, out of a file: how large it is is asked before any of it is read. */
export async function importerFichierBoites(db: Db, chemin: string, instant: Date): Promise<Result<ImportBoites, string>> {
  const { size } = await stat(chemin)
  if (size > FICHIER_MAX)
    return err(
      `Ce fichier pèse ${formatNombre(Math.ceil(size / 1e6))}\u00a0Mo\u00a0: il en faut ${formatNombre(FICHIER_MAX / 1e6)} au plus. Donnez le CSV de l’annuaire du service public, ou n’en gardez que les colonnes «\u00a0adresse_courriel\u00a0», «\u00a0siren\u00a0», «\u00a0siret\u00a0», «\u00a0pivot\u00a0» et «\u00a0code_insee_commune\u00a0». ${RIEN_CHANGE}`,
    )
  return importerBoites(db, createReadStream(chemin, 'utf8'), instant)
}

/**
 * Keeps the mailboxes of the structures that the referential knows, out of the directory of public services (CSV, in the pieces in which it is read): columns `adresse_courriel`, and `siren`, `siret` or, for a
 * town hall (`pivot`), `code_insee_commune`. The file is the whole directory: a mailbox that it no longer gives is no longer kept. All of it, or nothing. As the database's owner.
 */
export async function importerBoites(db: Db, morceaux: AsyncIterable<string>, instant: Date): Promise<Result<ImportBoites, string>> {
  try {
    return await importer(db, morceaux, instant)
  } catch (e) {
    if (e instanceof LigneTropLongue) return err(`${direLigneTropLongue(e)} ${RIEN_CHANGE}`)
    throw e
  }
}

const RIEN_CHANGE = 'Rien n’a changé\u00a0: les adresses de l’import d’avant sont gardées.'
const importer = (db: Db, morceaux: AsyncIterable<string>, instant: Date): Promise<Result<ImportBoites, string>> =>
  db.transaction().execute(async tx => {
    let entetes: string[] | undefined
    let lues = 0
    let retenues = 0
    let lot: Boite[] = []
    const garder = async () => {
      const { rows } = await sql`insert into boite_publique
        select distinct t.courriel, s.siren, ${instant}::timestamptz from jsonb_to_recordset(${JSON.stringify(lot)}::jsonb) as t(courriel text, siren text, code text)
        join structure s on s.guichet_id is null and (s.siren = t.siren or (t.siren is null and s.type = 'commune' and s.code_insee = t.code))
        on conflict (courriel, siren) do update set importee_le = excluded.importee_le returning 1`.execute(tx)
      retenues += rows.length
      lot = []
    }
    for await (const { cellules } of lignesCsv(morceaux)) {
      if (!entetes) {
        entetes = cellules
        if (!entetes.includes('adresse_courriel') || !['siren', 'siret', 'code_insee_commune'].some(c => entetes!.includes(c)))
          return err(
            'Il faut une colonne «\u00a0adresse_courriel\u00a0», et «\u00a0siren\u00a0», «\u00a0siret\u00a0» ou «\u00a0code_insee_commune\u00a0».',
          )
        continue
      }
      if (cellules.every(x => x.trim() === '')) continue
      lues++
      lot.push(...boitesDe(cellules, entetes))
      if (lot.length >= LOT) await garder()
    }
    if (lot.length > 0) await garder()
    // an empty file is a mistake, not a directory without mailboxes
    if (retenues > 0) await sql`delete from boite_publique where importee_le < ${instant}`.execute(tx)
    return ok({ retenues, lues })
  })

function boitesDe(cellules: readonly string[], entetes: readonly string[]): Boite[] {
  const de = (nom: string) => (cellules[entetes.indexOf(nom)] ?? '').trim()
  const siren = (de('siren') || de('siret')).slice(0, 9)
  const code = MAIRIE.test(de('pivot')) ? de('code_insee_commune') : ''
  const cle = sirenValide(siren) ? { siren, code: null } : { siren: null, code: code || null }
  if (!cle.siren && !cle.code) return []
  return de('adresse_courriel')
    .toLowerCase()
    .split(/[;,\s]+/)
    .filter(a => a.length <= 254 && COURRIEL.test(a))
    .map(courriel => ({ courriel, ...cle }))
}
