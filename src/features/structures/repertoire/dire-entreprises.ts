import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { estPersonneMorale } from './categories.rules.ts'

/** What a source says of a company; `diffusion`: the status that INSEE gives it, « O » when it may be shown. */
export type EntrepriseDite = { siren: string; nom: string; categorie: string; diffusion: string }

/** Keeps whether these companies may be named in public, and the name of those alone that may. */
export async function direEntreprises(tx: Tx, dites: readonly EntrepriseDite[], instant: Date): Promise<void> {
  const lignes = dites.map(d => {
    const diffusible = d.diffusion === 'O' && estPersonneMorale(d.categorie)
    return { siren: d.siren, nom: diffusible ? d.nom.slice(0, 250) : null, categorie: d.categorie, diffusible }
  })
  if (lignes.length === 0) return
  await sql`insert into entreprise (siren, nom, categorie_juridique, diffusible, lue_le)
    select distinct on (t.siren) t.siren, t.nom, t.categorie, t.diffusible, ${instant}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(lignes)}::jsonb) as t(siren text, nom text, categorie text, diffusible boolean) order by t.siren
    on conflict (siren) do update set nom = excluded.nom, categorie_juridique = excluded.categorie_juridique, diffusible = excluded.diffusible, lue_le = excluded.lue_le`.execute(
    tx,
  )
}
