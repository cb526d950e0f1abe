import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../db/db.ts'
import type { DateCivile } from '../../lib/dates.ts'
import { finDe } from '../suivi/index.ts'
import type { Versements } from './versement.rules.ts'

/** What is public of the follow-up of a lauréat: its first signed act, what was paid: an order is not a payment. */
export type Suite = Versements & { dossierId: string; acte: string | null; signeLe: DateCivile | null }

export async function suitesDe(tx: Tx, guichetId: string, dossiers: readonly string[]): Promise<Map<string, Suite>> {
  const { rows } = await sql<Omit<Suite, 'fin'> & Parameters<typeof finDe>[0]>`
    select d.id as "dossierId", a.numero as acte, a.signe_le as "signeLe", v.nombre, v.echelonne, v.premier, v.dernier, u.debut, u.etape, u.fin, u.fin_annoncee as "finAnnoncee", u.acheve_le as "acheveLe", u.clos_le as "closLe",
      coalesce(u.etape in ('solde', 'abandonne'), false) as solde
    from unnest(${dossiers}::uuid[]) d (id)
    left join suivi u on u.dossier_id = d.id and u.guichet_id = ${guichetId}
    left join lateral (select numero, signe_le from acte x where x.dossier_id = d.id and x.guichet_id = ${guichetId} and x.nature <> 'avenant'
      and x.signe_le is not null and x.retire_le is null order by x.rang limit 1) a on true
    cross join lateral (select count(*)::int as nombre, coalesce(bool_or(x.nature in ('avance', 'acompte')), false) as echelonne,
      min(x.verse_le) as premier, max(x.verse_le) as dernier from versement x
      where x.dossier_id = d.id and x.guichet_id = ${guichetId} and x.verse_le is not null and x.nature <> 'reversement') v`.execute(tx)
  return new Map(rows.map(r => [r.dossierId, { ...r, fin: r.etape ? finDe(r).jour : null }]))
}

/**
 * The SIRET of these SIREN, where it is known: the seat's (imported from Sirene), else the one that ProConnect said of somebody who speaks for
 * the structure. It is never worked out: nothing in a SIREN tells it.
 */
export async function siretsDe(tx: Tx, sirens: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ siren: string; siret: string }>`
    select x.siren, coalesce(g.siret, p.siret) as siret
    from unnest(${sirens}::text[]) x (siren)
    left join siret_siege g on g.siren = x.siren
    left join lateral (select min(p.siret) as siret from structure s
      join appartenance a on a.structure_id = s.id and a.etat = 'active' and a.preuve = 'proconnect'
      join siret_prouve p on p.compte_id = a.compte_id and left(p.siret, 9) = s.siren where s.siren = x.siren) p on true
    where coalesce(g.siret, p.siret) is not null`.execute(tx)
  return new Map(rows.map(r => [r.siren, r.siret]))
}

/** What all that is public depends on: an imprint that changes with it, and the last instant known to have changed it. */
export async function etatDonnees(tx: Tx, guichetId: string): Promise<{ empreinte: string; maj: Date | null }> {
  const { rows } = await sql<{ etat: unknown; maj: Date | null }>`
    with n as (select count(*) c, max(envoyee_le) m from notification where guichet_id = ${guichetId} and envoyee_le is not null),
      d as (select count(*) c from dossier where guichet_id = ${guichetId} and etat = 'retenu'),
      v as (select count(*) c, max(publiee_le) m from appel_version where guichet_id = ${guichetId} and publiee_le is not null),
      p as (select count(*) c, count(verse_le) y, count(annule_le) x, max(ordonne_le) m from versement where guichet_id = ${guichetId}),
      a as (select count(signe_le) c, count(retire_le) r, max(signe_depose_le) m from acte where guichet_id = ${guichetId}),
      u as (select count(*) c, count(*) filter (where etape = 'solde') s, max(fin) f, sum(fin - date '2000-01-01') j, sum(fin_annoncee - date '2000-01-01') b, sum(acheve_le - date '2000-01-01') e,
        max(clos_le) x from suivi where guichet_id = ${guichetId}),
      l as (select string_agg(slug || sha256 || description::text, ' ' order by slug) c, max(importee_le) m from liste_passee where guichet_id = ${guichetId}),
      g as (select count(*) c, max(importe_le) m from siret_siege),
      q as (select count(*) c, max(prouve_le) m from siret_prouve),
      k as (select max(importee_le) m from carte where guichet_id = ${guichetId}),
      z as (select count(*) c, count(t.siren) filter (where not t.declaree) n, max(w.tranchee_le) m from declaration_structure w join structure t on t.id = w.structure_id where w.guichet_id = ${guichetId})
    select jsonb_build_array(to_jsonb(n), to_jsonb(d), to_jsonb(v), to_jsonb(p), to_jsonb(a), to_jsonb(u), to_jsonb(l), to_jsonb(g), to_jsonb(q), to_jsonb(k), to_jsonb(z)) as etat,
      greatest(n.m, v.m, p.m, a.m, l.m, g.m, k.m, z.m) as maj
    from n, d, v, p, a, u, l, g, q, k, z`.execute(tx)
  const { etat, maj } = rows[0]!
  return { empreinte: createHash('sha256').update(JSON.stringify(etat)).digest('hex').slice(0, 32), maj }
}
