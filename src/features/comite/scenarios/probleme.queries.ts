import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import type { Appel } from '../../cahier/index.ts'
import type { EtapeDuCalcul } from '../../verdicts/index.ts'
import { calculEnMots } from '../../verdicts/index.ts'

/**
 * What a scenario takes from a dossier besides the agenda and its score. Cents. `reponses`: as filed, of a dossier cut in lots; `lignes`: ranks of the
 * expenses that the instruction keeps; `enveloppes`: those it may draw on.
 */
export type Montants = {
  id: string
  base: number | null
  minimale: number | null
  beneficiaires: number
  reponses: unknown
  lignes: number[] | null
  enveloppes: string[]
}

export async function montantsDe(tx: Tx, guichetId: string, dossiers: readonly string[]): Promise<Montants[]> {
  const { rows } = await sql<Montants>`
    select i.dossier_id as id, case when r.termine_le is not null then r.base end as base, (p.contenu::jsonb ->> 'aide_minimale')::bigint as minimale,
      case when jsonb_array_length(coalesce(p.contenu::jsonb #> '{listes,lots}', '[]')) > 1 then p.reponses end as reponses,
      case when r.termine_le is not null then r.lignes end as lignes,
      coalesce((select least(coalesce(sum((b ->> 'nombre')::numeric), 0), 10000000) from jsonb_array_elements(
        coalesce(p.contenu::jsonb #> '{listes,beneficiaires}', '[]')) b where b ->> 'nombre' ~ '^[0-9]{1,9}$'), 0)::int as beneficiaires,
      coalesce((select array_agg(e.id order by e.id) from enveloppe e where e.guichet_id = i.guichet_id and e.appel_id = i.appel_id
        and (e.volets is null or i.volet = any(e.volets))
        and (e.departements is null or i.tout_territoire or i.departements && e.departements)), '{}') as enveloppes
    from instruction i join depot p on p.id = i.depot_id left join rapport r on r.dossier_id = i.dossier_id
    where i.guichet_id = ${guichetId} and i.dossier_id = any(${dossiers}::uuid[])`.execute(tx)
  return rows
}

/** How the aid of each of these dossiers was found when it was filed, in words, where the call computes it. */
export async function calculsDe(
  tx: Tx,
  guichetId: string,
  appel: Appel,
  dossiers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (appel.aide.calcul === undefined) return new Map()
  const { rows } = await sql<{ id: string; etapes: EtapeDuCalcul[] | null }>`
    select i.dossier_id as id, p.contenu::jsonb #> '{aide_calculee,etapes}' as etapes from instruction i join depot p on p.id = i.depot_id
    where i.guichet_id = ${guichetId} and i.dossier_id = any(${dossiers}::uuid[])`.execute(tx)
  return new Map(rows.flatMap(r => (r.etapes ? [[r.id, calculEnMots(r.etapes)] as const] : [])))
}

/** An envelope, and what it holds for these dossiers: what is left, with what they already draw on it. Cents. */
export type Source = { id: string; libelle: string; montant: number }

export async function sourcesPour(tx: Tx, guichetId: string, appelId: string, dossiers: readonly string[]): Promise<Source[]> {
  const { rows } = await sql<Source>`
    select e.id, e.libelle, (e.montant - e.reserve - e.accorde + coalesce((select sum(m.montant) from mouvement m where m.enveloppe_id = e.id
      and m.dossier_id = any(${dossiers}::uuid[])), 0))::bigint as montant
    from enveloppe e where e.guichet_id = ${guichetId} and e.appel_id = ${appelId} order by e.creee_le, e.id`.execute(tx)
  return rows
}
