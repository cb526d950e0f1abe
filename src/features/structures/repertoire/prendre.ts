import { sql } from 'kysely'
import { nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Fiche, ficheParSiren } from './repertoire.queries.ts'

/** Nobody spoke for it before: `faire` makes a structure of it, once nothing refuses. `dit`: what the journal says of where it comes from. */
export type Nouvelle = Pick<Fiche, 'nom' | 'departement' | 'fermee'> & { siren: string | null }
/** What somebody chose: a structure, by its id, or one to be made: of a line of the directory, or of what they declare. */
export type Choisie = { id: string } | { nouvelle: Nouvelle; faire: () => Promise<string>; dit: Record<string, string> }

/**
 * One act at a time on a SIREN: whoever comes second finds the structure that the first made. A SIREN of the referential is its own structure, never a second one.
 */
export async function parSiren(tx: Tx, guichetId: string, siren: string): Promise<Choisie | undefined> {
  await verrouillerNumero(tx, guichetId, siren)
  const s = await deNumero(tx, guichetId, { siren })
  if (s) return s
  const fiche = await ficheParSiren(tx, guichetId, siren)
  return fiche && { nouvelle: fiche, faire: () => prendreDuRepertoire(tx, guichetId, fiche), dit: { repertoire: fiche.siren } }
}

/** One act at a time on a number, of whoever declares it or chooses it: SIREN or RNA. */
export const verrouillerNumero = (tx: Tx, guichetId: string, numero: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`structure:${guichetId}:${numero}`}, 0))`.execute(tx)

/** The structure that has this number: that of the referential first, and never one that was joined to another. */
export const deNumero = (tx: Tx, guichetId: string, numero: { siren: string } | { rna: string }) =>
  tx
    .selectFrom('structure')
    .select('id')
    .where(eb => ('siren' in numero ? eb('siren', '=', numero.siren) : eb('rna', '=', numero.rna)))
    .where('reunie_a', 'is', null)
    .where(eb => eb.or([eb('guichet_id', 'is', null), eb('guichet_id', '=', guichetId)]))
    .orderBy('guichet_id', o => o.desc().nullsFirst())
    .orderBy('type')
    .executeTakeFirst()

/** Makes a structure of this guichet from a line of the directory. The lock of its SIREN is held. */
async function prendreDuRepertoire(tx: Tx, guichetId: string, f: Fiche): Promise<string> {
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
      adresse: f.adresse,
      effectifs: f.effectifs,
      chiffre_affaires: f.chiffreAffaires,
    })
    .execute()
  return id
}
