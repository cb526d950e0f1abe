import { sql } from 'kysely'
import { auGuichet, type Db } from '../../db/db.ts'

/** Which of these keys name the bytes of a piece, withdrawn or not, of a message, of a letter, of a procès-verbal, of an act, of a scan, of a bilan, or of a movement of money, in any guichet: they all share one storage. */
export const clesNommees = (db: Db, cles: readonly string[]) =>
  dansTousLesGuichets(db, guichetId =>
    auGuichet(db, guichetId, tx =>
      tx
        .selectFrom('piece')
        .select('cle as nom')
        .where('guichet_id', '=', guichetId)
        .where('cle', '=', sql<string>`any(${cles}::text[])`)
        .unionAll(
          tx
            .selectFrom('message_piece')
            .select('cle as nom')
            .where('guichet_id', '=', guichetId)
            .where('cle', '=', sql<string>`any(${cles}::text[])`),
        )
        .unionAll(
          tx
            .selectFrom('document_scelle')
            .select(sql<string>`cle`.as('nom'))
            .where('guichet_id', '=', guichetId)
            .where('cle', '=', sql<string>`any(${cles}::text[])`),
        )
        .unionAll(
          tx
            .selectFrom('notification')
            .select(sql<string>`cle`.as('nom'))
            .where('guichet_id', '=', guichetId)
            .where('cle', '=', sql<string>`any(${cles}::text[])`),
        )
        .unionAll(
          tx
            .selectFrom('acte')
            .select('cle as nom')
            .where('guichet_id', '=', guichetId)
            .where('cle', '=', sql<string>`any(${cles}::text[])`),
        )
        .unionAll(
          tx
            .selectFrom('acte')
            .select(sql<string>`signe_cle`.as('nom'))
            .where('guichet_id', '=', guichetId)
            .where('signe_cle', '=', sql<string>`any(${cles}::text[])`),
        )
        .unionAll(
          tx
            .selectFrom('proces_verbal')
            .select(sql<string>`cle`.as('nom'))
            .where('guichet_id', '=', guichetId)
            .where('cle', '=', sql<string>`any(${cles}::text[])`),
        )
        .unionAll(
          tx
            .selectFrom('scan_fichier')
            .select('cle as nom')
            .where('guichet_id', '=', guichetId)
            .where('cle', '=', sql<string>`any(${cles}::text[])`),
        )
        .unionAll(
          tx
            .selectFrom('document_credits')
            .select('cle as nom')
            .where('guichet_id', '=', guichetId)
            .where('cle', '=', sql<string>`any(${cles}::text[])`),
        )
        .unionAll(
          tx
            .selectFrom('document_releve')
            .select(sql<string>`cle`.as('nom'))
            .where('guichet_id', '=', guichetId)
            .where('cle', '=', sql<string>`any(${cles}::text[])`),
        )
        .unionAll(
          tx
            .selectFrom('delegation')
            .select('cle as nom')
            .where('guichet_id', '=', guichetId)
            .where('cle', '=', sql<string>`any(${cles}::text[])`),
        )
        .unionAll(
          tx
            .selectFrom('bilan_piece')
            .select('cle as nom')
            .where('guichet_id', '=', guichetId)
            .where('cle', '=', sql<string>`any(${cles}::text[])`),
        )
        .execute(),
    ),
  )

/** Which of these ids are uploads that wait for their end, in any guichet. */
export const envoisNommes = (db: Db, ids: readonly string[]) =>
  dansTousLesGuichets(db, guichetId =>
    auGuichet(db, guichetId, tx =>
      tx
        .selectFrom('televersement')
        .select('id as nom')
        .where('guichet_id', '=', guichetId)
        .where('id', '=', sql<string>`any(${ids}::uuid[])`)
        .execute(),
    ),
  )

async function dansTousLesGuichets(db: Db, lire: (guichetId: string) => Promise<{ nom: string }[]>): Promise<Set<string>> {
  const noms = new Set<string>()
  for (const { id } of await db.selectFrom('guichet').select('id').execute()) for (const { nom } of await lire(id)) noms.add(nom)
  return noms
}
