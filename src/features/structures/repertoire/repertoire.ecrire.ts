import { sql } from 'kysely'
import type { Tx } from '../../../db/db.ts'
import { motsDeNom } from './mots.rules.ts'

const enJson = (lignes: unknown[]) => sql`${JSON.stringify(lignes)}::jsonb`
/**
 * A structure that somebody chose, or declared, is completed from a better source; what it already says stays, and what was declared until the service has chosen. National,
 * so for all guichets: as the owner.
 */
const SIRET = (instant: Date, t: ReturnType<typeof enJson>) => sql`insert into siret_siege
  select t.siren, t.siret, ${instant} from jsonb_to_recordset(${t}) as t(siren text, siret text) where t.siret is not null
    and (exists (select from structure s where s.siren = t.siren) or exists (select from projet_passe p where p.siren = t.siren))
  on conflict (siren) do update set siret = excluded.siret, importe_le = excluded.importe_le where siret_siege.siret <> excluded.siret`

type Noms = { nom: string; sigle: string | null }
const DEJA_MAX = 100_000
/** Words of these names that this reading has not written lately; as `mots_de_forme` cuts them. */
function nouveauxMots(lignes: Noms[], deja: Set<string>): string[] {
  if (deja.size > DEJA_MAX) deja.clear()
  const nouveaux = new Set<string>()
  for (const { nom, sigle } of lignes) for (const m of motsDeNom(`${nom} ${sigle ?? ''}`)) if (!deja.has(m)) nouveaux.add(m)
  for (const m of nouveaux) deja.add(m)
  return [...nouveaux].sort()
}

/** Nobody may show it: a natural person, or whoever asked INSEE not to be shown. */
export type Tue = { siren: string; categorie: string }

/** What a file says of whoever is paid by an order, or has joined: named from now on, or never again. */
const dire = (t: ReturnType<typeof enJson>, instant: Date) => sql`update entreprise e set diffusible = true, nom = left(t.nom, 250),
    categorie_juridique = t.categorie_juridique, lue_le = ${instant}
  from jsonb_to_recordset(${t}) as t(siren text, nom text, categorie_juridique text) where e.siren = t.siren`
const taire = (
  t: ReturnType<typeof enJson>,
  instant: Date,
) => sql`insert into entreprise as e (siren, categorie_juridique, diffusible, lue_le)
  select distinct on (t.siren) t.siren, t.categorie, false, ${instant}::timestamptz from jsonb_to_recordset(${t}) as t(siren text, categorie text)
    where exists (select from structure s where s.siren = t.siren) or exists (select from entreprise x where x.siren = t.siren)
  on conflict (siren) do update set nom = null, diffusible = false, categorie_juridique = excluded.categorie_juridique, lue_le = excluded.lue_le`

/** @returns how many are in the directory. `tues` leave it. */
export async function garderUnites(tx: Tx, lignes: { siren: string }[], tues: Tue[], deja: Set<string>, instant: Date): Promise<number> {
  if (tues.length > 0) {
    await sql`delete from repertoire where siren = any(${tues.map(t => t.siren)})`.execute(tx)
    await taire(enJson(tues), instant).execute(tx)
  }
  if (lignes.length === 0) return 0
  const t = enJson(lignes)
  await sql`insert into repertoire as r (siren, nom, sigle, categorie_juridique, rna, effectifs, etat, fermee_le, siret_siege)
    select * from jsonb_to_recordset(${t}) as t(siren text, nom text, sigle text, categorie_juridique text, rna text, effectifs text, etat text, fermee_le date, siret_siege text)
    on conflict (siren) do update set nom = excluded.nom, sigle = excluded.sigle, categorie_juridique = excluded.categorie_juridique, rna = excluded.rna,
      effectifs = excluded.effectifs, etat = excluded.etat, fermee_le = excluded.fermee_le, siret_siege = coalesce(excluded.siret_siege, r.siret_siege)
    where (r.nom, r.sigle, r.categorie_juridique, r.rna, r.effectifs, r.etat, r.fermee_le, r.siret_siege) is distinct from
      (excluded.nom, excluded.sigle, excluded.categorie_juridique, excluded.rna, excluded.effectifs, excluded.etat, excluded.fermee_le, coalesce(excluded.siret_siege, r.siret_siege))`.execute(
    tx,
  )
  const mots = nouveauxMots(lignes as unknown as Noms[], deja)
  if (mots.length > 0) await sql`insert into mot_de_nom select m, false from unnest(${mots}::text[]) m on conflict do nothing`.execute(tx)
  await sql`update structure s set sigle = coalesce(t.sigle, s.sigle), rna = coalesce(t.rna, s.rna), categorie_juridique = t.categorie_juridique, effectifs = coalesce(t.effectifs, s.effectifs),
      fermee = t.etat = 'fermee', fermee_le = t.fermee_le
    from jsonb_to_recordset(${t}) as t(siren text, sigle text, rna text, categorie_juridique text, effectifs text, etat text, fermee_le date)
    where s.siren = t.siren and (s.sigle, s.rna, s.categorie_juridique, s.effectifs, s.fermee, s.fermee_le) is distinct from
      (coalesce(t.sigle, s.sigle), coalesce(t.rna, s.rna), t.categorie_juridique, coalesce(t.effectifs, s.effectifs), t.etat = 'fermee', t.fermee_le)`.execute(
    tx,
  )
  await dire(t, instant).execute(tx)
  await SIRET(instant, enJson(lignes.map(l => ({ siren: l.siren, siret: (l as { siret_siege?: string | null }).siret_siege })))).execute(tx)
  return lignes.length
}

/** Where the head offices of who is in the directory are; of nobody else. @returns how many. */
export async function garderSieges(tx: Tx, lignes: { siren: string }[], instant: Date): Promise<number> {
  if (lignes.length === 0) return 0
  const t = enJson(lignes)
  const { rows } =
    await sql`with t as (select * from jsonb_to_recordset(${t}) as t(siren text, siret text, departement text, code_commune text, code_postal text, commune text)),
    ecrites as (update repertoire r set siret_siege = t.siret, departement = t.departement, code_commune = t.code_commune, code_postal = t.code_postal, commune = t.commune
      from t where r.siren = t.siren and (r.siret_siege, r.departement, r.code_commune, r.code_postal, r.commune) is distinct from
        (t.siret, t.departement, t.code_commune, t.code_postal, t.commune))
    select count(*) as n from t join repertoire r using (siren)`.execute(tx)
  await sql`update structure s set commune = case when s.declaree then coalesce(s.commune, k.nom, t.commune) else coalesce(k.nom, t.commune) end,
      departement = case when s.declaree then coalesce(s.departement, t.departement) else t.departement end, region = coalesce(s.region, d.region)
    from jsonb_to_recordset(${t}) as t(siren text, departement text, code_commune text, commune text)
      left join departement d on d.code = t.departement
      left join structure k on k.code_insee = t.code_commune and k.guichet_id is null and k.type = 'commune'
    where s.siren = t.siren and s.guichet_id is not null and not (s.declaree and s.commune is not null and s.departement is not null) and (s.commune, s.departement) is distinct from (coalesce(k.nom, t.commune), t.departement)`.execute(
    tx,
  )
  await SIRET(instant, t).execute(tx)
  return Number((rows[0] as { n: number }).n)
}
