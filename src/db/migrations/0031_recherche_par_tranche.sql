-- Searches go through the index of 0030, part after part. Words marked once, then the words of a part.
create function marquer_mots(requete tsquery) returns text language sql immutable parallel safe
  return regexp_replace(requete::text, '''([^'']+)''', '''~\1''', 'g');
create function en_tranche(marques text, n integer) returns tsquery language sql immutable parallel safe
  return replace(marques, '~', lpad(to_hex(n), 2, '0'))::tsquery;

-- What the index is asked for: the one word that few have (a number, a rare one), the others being looked for in what it finds; else all of them.
create function mots_de_l_index(requete tsquery) returns tsquery language plpgsql stable strict security definer
  set search_path = pg_catalog, public, pg_temp set enable_seqscan = off set max_parallel_workers_per_gather = 0 as $$
declare peu constant integer := 12; mot text; n integer;
begin
  if position(' & ' in requete::text) = 0 then return requete; end if;
  for mot in select m from unnest(string_to_array(requete::text, ' & ')) m order by m ~ '^''[0-9]' desc, length(m) desc loop
    n := (select count(*) from (select from instruction_recherche r
      where mots_par_tranche(r.dossier_id, r.vecteur) @@ en_tranche(marquer_mots(mot::tsquery), 0) limit peu + 1) x);
    if n <= peu then return mot::tsquery; end if;
  end loop;
  return requete;
end $$;
revoke all on function mots_de_l_index from public;

create or replace function chercher_dossiers(q text, au_plus integer default null) returns setof uuid language plpgsql stable security definer rows 3000
  set search_path = pg_catalog, public, pg_temp set enable_seqscan = off set max_parallel_workers_per_gather = 0 as $$
declare g uuid := guichet_courant(); requete tsquery := requete_recherche(q); cle tsquery := mots_de_l_index(requete); marques text := marquer_mots(cle);
begin
  if requete is null then return; end if;
  return query select x.dossier_id from generate_series(0, 255) n cross join lateral (select r.dossier_id from instruction_recherche r
    where r.guichet_id = g and mots_par_tranche(r.dossier_id, r.vecteur) @@ en_tranche(marques, n) and (cle = requete or r.vecteur @@ requete) offset 0) x limit au_plus;
end $$;

-- The dossiers that have the words of a search: all of them when they are `tous` at most; else more than `assez` of them, and `complet` says no. Which way is told by the
-- parts that were read when `assez` are found.
create function chercher_mots(q text, assez integer, tous integer, out ids uuid[], out complet boolean, out requete text) language plpgsql stable security definer
  set search_path = pg_catalog, public, pg_temp set enable_seqscan = off set max_parallel_workers_per_gather = 0 as $$
declare g uuid := guichet_courant(); mots tsquery := requete_recherche(q); cle tsquery := mots_de_l_index(mots); marques text := marquer_mots(cle); derniere integer;
begin
  requete := mots::text;
  select coalesce(array_agg(z.dossier_id), '{}'), max(z.n) into ids, derniere from (
    select n, x.dossier_id from generate_series(0, 255) n cross join lateral (select r.dossier_id from instruction_recherche r
      where r.guichet_id = g and mots_par_tranche(r.dossier_id, r.vecteur) @@ en_tranche(marques, n) and (cle = mots or r.vecteur @@ mots) offset 0) x limit assez + 1) z;
  complet := cardinality(ids) <= assez;
  if not complet and cardinality(ids)::bigint * 256 / (derniere + 1) <= tous then
    ids := array(select chercher_dossiers(q, tous + 1));
    complet := cardinality(ids) <= tous;
    if not complet then ids := ids[:assez + 1]; end if;
  end if;
end $$;
revoke all on function chercher_mots from public;
grant execute on function chercher_mots to guichet_app;

drop index instruction_recherche_vecteur_idx;
