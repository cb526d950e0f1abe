import { sql } from 'kysely'
import { nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Fiche, ficheParSiren } from './repertoire.queries.ts'

/** What somebody chose: a structure, by its id, or by its SIREN a line of the directory, which is one as soon as it was chosen. */
export type Choisie = { id: string } | { fiche: Fiche }

/**
 * One act at a time on a SIREN: whoever comes second finds the structure that the first made. A SIREN of the referential is its own structure, never a second one.
 */
export async function parSiren(tx: Tx, guichetId: string, siren: string): Promise<Choisie | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`structure:${guichetId}:${siren}`}, 0))`.execute(tx)
  const s = await tx
    .selectFrom('structure')
    .select('id')
    .where('siren', '=', siren)
    .where(eb => eb.or([eb('guichet_id', 'is', null), eb('guichet_id', '=', guichetId)]))
    .orderBy('guichet_id', o => o.desc().nullsFirst())
    .orderBy('type')
    .executeTakeFirst()
  if (s) return s
  const fiche = await ficheParSiren(tx, guichetId, siren)
  return fiche && { fiche }
}

/** Makes a structure of this guichet from a line of the directory. The lock of its SIREN is held. */
export async function prendreDuRepertoire(tx: Tx, guichetId: string, f: Fiche): Promise<string> {
  const id = nouvelId()
  await tx
    .insertInto('structure')
    .values({
      id,
      guichet_id: guichetId,
      type: f.type,
      nom: f.nom,
      siren: f.siren,
      sigle: f.sigle,
      rna: f.rna,
      categorie_juridique: f.categorie,
      commune: f.commune,
      departement: f.departement,
      region: f.region,
    })
    .execute()
  return id
}
