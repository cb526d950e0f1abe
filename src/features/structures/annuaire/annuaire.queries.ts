import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { LigneAnnuaire } from './demander.ts'

/** Keeps what the directory answered: each line as it says it now. A structure of that SIREN is completed, never a second one made. */
export async function garderAnnuaire(tx: Tx, guichetId: string, lignes: readonly LigneAnnuaire[], instant: Date): Promise<void> {
  if (lignes.length === 0) return
  const t = sql`${JSON.stringify(lignes)}::jsonb`
  await sql`insert into annuaire as a (siren, nom, sigle, categorie_juridique, rna, departement, code_commune, commune, adresse, effectifs, chiffre_affaires, exercice, etat, fermee_le, lue_le)
    select distinct on (t.siren) t.siren, t.nom, t.sigle, t.categorie_juridique, t.rna, t.departement, t.code_commune, t.commune, t.adresse, t.effectifs, t.chiffre_affaires, t.exercice, t.etat, t.fermee_le, ${instant}::timestamptz
    from jsonb_to_recordset(${t}) as t(siren text, nom text, sigle text, categorie_juridique text, rna text, departement text, code_commune text, commune text, adresse text, effectifs text,
      chiffre_affaires bigint, exercice integer, etat text, fermee_le date) order by t.siren
    on conflict (siren) do update set (nom, sigle, categorie_juridique, rna, departement, code_commune, commune, adresse, effectifs, chiffre_affaires, exercice, etat, fermee_le, lue_le) =
      (excluded.nom, excluded.sigle, excluded.categorie_juridique, excluded.rna, excluded.departement, excluded.code_commune, excluded.commune, excluded.adresse, excluded.effectifs,
       excluded.chiffre_affaires, excluded.exercice, excluded.etat, excluded.fermee_le, excluded.lue_le)`.execute(tx)
  await sql`update structure s set sigle = coalesce(s.sigle, t.sigle), rna = coalesce(s.rna, t.rna), categorie_juridique = coalesce(s.categorie_juridique, t.categorie_juridique),
      effectifs = coalesce(t.effectifs, s.effectifs), chiffre_affaires = coalesce(t.chiffre_affaires, s.chiffre_affaires)
    from jsonb_to_recordset(${t}) as t(siren text, sigle text, rna text, categorie_juridique text, effectifs text, chiffre_affaires bigint)
    where s.siren = t.siren and s.guichet_id = ${guichetId} and (s.sigle, s.rna, s.categorie_juridique, s.effectifs, s.chiffre_affaires) is distinct from
      (coalesce(s.sigle, t.sigle), coalesce(s.rna, t.rna), coalesce(s.categorie_juridique, t.categorie_juridique), coalesce(t.effectifs, s.effectifs),
       coalesce(t.chiffre_affaires, s.chiffre_affaires))`.execute(tx)
}

/** The day of the copy, of what was read last of it. */
export const copieDu = async (tx: Tx): Promise<Date | undefined> =>
  (
    await tx
      .selectFrom('annuaire')
      .select(eb => eb.fn.max('lue_le').as('le'))
      .executeTakeFirst()
  )?.le ?? undefined
