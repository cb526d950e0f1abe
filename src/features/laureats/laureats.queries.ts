import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'

/** A structure of a project. `insee` for a commune, `epci` for the grouping itself or the one that a commune belongs to. */
export type Membre = {
  nom: string
  type: string
  siren: string | null
  insee: string | null
  epci: string | null
  departement: string | null
}
/** A project that receives an aid. Amounts in cents. `publieLe`: when its letter was sent. */
export type Laureat = {
  id: string
  numero: string
  titre: string
  porteur: Membre
  partenaires: Membre[]
  departement: string | null
  volet: string | null
  cout: number | null
  aide: number
  publieLe: Date
}

/**
 * Of a structure `s`: whether it may be named. No natural person ever is: a company is named once a source says that it is a legal person, and nobody whom Sirene
 * does not show.
 */
const NOMMEE = sql`(coalesce(s.categorie_juridique, '') !~ '^[12]' and (s.type not in ('entreprise', 'autre') or coalesce(s.categorie_juridique, '') ~ '^[3-9]')
  and not exists (select from entreprise x where x.siren = s.siren and x.diffusible is false))`
/** What stands in place of a name: the order of a list tells nothing of it either. */
const NOM = sql`case when ${NOMMEE} then s.nom else ${'Bénéficiaire dont le nom n’est pas publié'} end`
/** A number that somebody declared by hand is nobody's before the service has confirmed it. */
const MEMBRE = sql`jsonb_build_object('nom', ${NOM}, 'type', s.type, 'siren', case when s.declaree or not ${NOMMEE} then null else s.siren end, 'insee', s.code_insee,
  'epci', coalesce(s.epci_siren, case when s.type = 'epci' then s.siren end), 'departement', s.departement)`

/** `d`: the last decision on the dossier of `i` that its bearer was told, by way of its letters: decisions have no index by dossier. */
const NOTIFIEE = sql`cross join lateral (
      select x.sens, x.montant, x.base, n.envoyee_le from notification n join decision x on x.id = n.decision_id
      where n.dossier_id = i.dossier_id and n.structure_id = i.structure_id and n.envoyee_le is not null
      order by n.envoyee_le desc, x.prise_le desc, x.id desc limit 1) d`

/**
 * The lauréats of a call: for each dossier the last decision that was notified to its bearer, when it grants an aid and the dossier still stands.
 * One that is being corrected shows what its porteur was told. `gardees`: with the aids given up of which a part was spent and is kept, for that part. `seul`: this dossier alone.
 */
export async function lireLaureats(
  tx: Tx,
  guichetId: string,
  appelId: string,
  { gardees = false, seul = null as string | null } = {},
): Promise<Laureat[]> {
  const { rows } = await sql<Laureat & { publieLe: Date }>`
    select i.dossier_id as id, i.numero, i.titre, ${MEMBRE} as porteur, p.membres as partenaires, i.departement_pilote as departement, i.volet,
      i.cout_global as cout, case when i.etat = 'renonce' then k.montant else d.montant end as aide, d.envoyee_le as "publieLe"
    from instruction i
    join structure s on s.id = i.structure_id
    ${NOTIFIEE}
    cross join lateral (
      select coalesce(jsonb_agg(${MEMBRE} order by ${NOM}), '[]') as membres
      from depot y, jsonb_array_elements(coalesce(y.contenu::jsonb -> 'partenaires', '[]')) a
      join structure f on f.id = (a ->> 'structure_id')::uuid join structure s on s.id = coalesce(f.reunie_a, f.id) where y.id = i.depot_id) p
    left join lateral (select x.montant from decision x where i.etat = 'renonce' and x.dossier_id = i.dossier_id
      and not exists (select from decision r where r.remplace_id = x.id)) k on true
    where i.guichet_id = ${guichetId} and i.appel_id = ${appelId} and d.sens in ('retenu', 'partiel')
      and (i.etat = 'retenu' or ${gardees} and i.etat = 'renonce' and k.montant > 0)
      and (${seul}::uuid is null or i.dossier_id = ${seul})
    order by ${NOM} collate fr, i.numero`.execute(tx)
  return rows
}

/**
 * Every aid that was told of a guichet, one line each, as `lireLaureats` lists them with those given up: `appel_id`, `version`, `accorde` and `base` in cents, the year of
 * its letter. For sums that are made where the lines are.
 */
export const aidesDites = (guichetId: string) => sql`(
    select i.dossier_id, i.appel_id, i.appel_version_id as version, k.montant as accorde, coalesce(k.base, k.montant) as base,
      d.envoyee_le as dite_le, to_char(d.envoyee_le at time zone 'Europe/Paris', 'YYYY') as annee
    from instruction i ${NOTIFIEE}
    cross join lateral (select d.montant, d.base where i.etat = 'retenu' union all (select x.montant, x.base from decision x
      where i.etat = 'renonce' and x.dossier_id = i.dossier_id and not exists (select from decision r where r.remplace_id = x.id))) k
    where i.guichet_id = ${guichetId} and i.etat in ('retenu', 'renonce') and d.sens in ('retenu', 'partiel') and (i.etat = 'retenu' or k.montant > 0))`

/** How many lauréats these calls have, and the sum of their aids in cents, as `lireLaureats` lists them. A call without any is left out. */
export async function laureatsParAppel(tx: Tx, guichetId: string, appelIds: readonly string[]) {
  if (appelIds.length === 0) return new Map<string, { nombre: number; aide: number }>()
  const { rows } = await sql<{ appel: string; nombre: number; aide: number }>`
    select i.appel_id as appel, count(*)::int as nombre, sum(d.montant)::float8 as aide from instruction i ${NOTIFIEE}
    where i.guichet_id = ${guichetId} and i.appel_id = any(${appelIds}::uuid[]) and i.etat = 'retenu' and d.sens in ('retenu', 'partiel')
    group by i.appel_id`.execute(tx)
  return new Map(rows.map(({ appel, ...n }) => [appel, n]))
}

/** How many communes these structures cover, among those of the départements of the territory. */
export async function communesCouvertes(tx: Tx, departements: readonly string[], membres: readonly Membre[]) {
  const codes = membres.flatMap(m => (m.type === 'commune' && m.insee ? [m.insee] : []))
  const epci = membres.flatMap(m => (m.type === 'epci' && m.epci ? [m.epci] : []))
  return tx
    .selectFrom('structure')
    .select(eb => eb.fn.countAll<number>().as('total'))
    .select(sql<number>`count(*) filter (where code_insee = any(${codes}::text[]) or epci_siren = any(${epci}::text[]))`.as('couvertes'))
    .where('type', '=', 'commune')
    .where('departement', '=', sql<string>`any(${departements}::text[])`)
    .executeTakeFirstOrThrow()
}

/** Amount of the call's envelopes, in cents. */
export async function enveloppesDe(tx: Tx, guichetId: string, appelId: string): Promise<number> {
  const { montant } = await tx
    .selectFrom('enveloppe')
    .select(eb => eb.fn.coalesce(eb.fn.sum<number>('montant'), sql<number>`0`).as('montant'))
    .where('guichet_id', '=', guichetId)
    .where('appel_id', '=', appelId)
    .executeTakeFirstOrThrow()
  return Number(montant)
}
