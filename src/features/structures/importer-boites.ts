import { parseCsv } from 'hucre/csv'
import { sql } from 'kysely'
import type { Db } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { sirenValide } from '../../lib/siren.ts'

const LOT = 5000
const COURRIEL = /^[^\s@"]{1,64}@[a-z0-9.-]+\.[a-z]{2,}$/
/** The service is the town hall itself: other services only stand in the commune whose code they bear. */
const MAIRIE = /"mairie"/

export type ImportBoites = { retenues: number; lues: number }
type Boite = { courriel: string; siren: string | null; code: string | null }

/**
 * Keeps the mailboxes of the structures that the referential knows, out of the lines of the directory of public services: columns `adresse_courriel`, and `siren`, `siret` or, for a town hall (`pivot`),
 * `code_insee_commune`. The file is the whole directory: a mailbox that it no longer gives is no longer kept. As the database's owner.
 */
export const importerBoites = (db: Db, lignes: AsyncIterable<string>, instant: Date): Promise<Result<ImportBoites, string>> =>
  db.transaction().execute(async tx => {
    let separateur: ',' | ';' = ','
    let entetes: string[] | undefined
    let lues = 0
    let retenues = 0
    let lot: Boite[] = []
    const decouper = (ligne: string) => (parseCsv(ligne, { delimiter: separateur })[0] ?? []).map(c => String(c ?? ''))
    const garder = async () => {
      const { rows } = await sql`insert into boite_publique
        select distinct t.courriel, s.siren, ${instant}::timestamptz from jsonb_to_recordset(${JSON.stringify(lot)}::jsonb) as t(courriel text, siren text, code text)
        join structure s on s.guichet_id is null and (s.siren = t.siren or (t.siren is null and s.type = 'commune' and s.code_insee = t.code))
        on conflict (courriel, siren) do update set importee_le = excluded.importee_le returning 1`.execute(tx)
      retenues += rows.length
      lot = []
    }
    for await (const ligne of lignes) {
      if (!entetes) {
        separateur = ligne.includes(';') ? ';' : ','
        entetes = decouper(ligne.replace(/^\ufeff/, ''))
        if (!entetes.includes('adresse_courriel') || !['siren', 'siret', 'code_insee_commune'].some(c => entetes!.includes(c)))
          return err(
            'Il faut une colonne «\u00a0adresse_courriel\u00a0», et «\u00a0siren\u00a0», «\u00a0siret\u00a0» ou «\u00a0code_insee_commune\u00a0».',
          )
        continue
      }
      if (ligne.trim() === '') continue
      lues++
      lot.push(...boitesDe(decouper(ligne), entetes))
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
