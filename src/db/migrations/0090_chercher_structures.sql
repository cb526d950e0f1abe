-- Names of structures are looked for by their words: an index of words costs what few of them have, the nearest names of all cost a third of the index.
-- It runs as the owner, as searches of dossiers do: under a policy no index of words is used. It filters by guichet itself.
drop index if exists structure_recherche;
create index structure_mots on structure using gin (to_tsvector('simple', recherche));
create index structure_debut on structure (recherche text_pattern_ops);

-- At most three hundred names have these words, or begin so; the nearest to what was typed come first.
create function chercher_structures(requete tsquery, forme text, au_plus integer) returns table (id uuid, proche real) language plpgsql stable security definer rows 10
  set search_path = pg_catalog, public, pg_temp set enable_seqscan = off set max_parallel_workers_per_gather = 0 as $$
declare g uuid := guichet_courant();
begin
  return query select x.id, similarity(forme, x.recherche) as p from (
    (select s.id, s.recherche, s.population from structure s where s.recherche like forme || '%' and (s.guichet_id is null or s.guichet_id = g) limit 50)
    union
    (select s.id, s.recherche, s.population from structure s where to_tsvector('simple', s.recherche) @@ requete and (s.guichet_id is null or s.guichet_id = g) limit 300)) x
    order by p desc, x.population desc nulls last, x.id limit au_plus;
end $$;
revoke all on function chercher_structures from public;
grant execute on function chercher_structures to guichet_app;

-- The directory: the départements of the guichet, then elsewhere when they have too few. It holds no secret, so it needs no owner. What very common words have is too
-- much to be put in order: some of it, the index chooses. A precise search (one word that few have) is never cut.
create function chercher_repertoire(requete tsquery, forme text, departements text[], au_plus integer) returns table (siren text, ici boolean, proche real)
  language plpgsql stable rows 10 set enable_seqscan = off set max_parallel_workers_per_gather = 0 set gin_fuzzy_search_limit = 3000 as $$
declare lieux tsquery := (select string_agg('0d' || lower(d), '|') from unnest(departements) d)::tsquery; trouvees integer;
begin
  return query select x.siren, true, nom_proche(forme, x.nom, x.sigle) as p from (
      select r.siren, r.nom, r.sigle, r.etat from repertoire r where mots_du_repertoire(r.nom, r.sigle, r.departement) @@ (requete && lieux) limit 100) x
    order by x.etat, p desc, x.siren limit au_plus;
  get diagnostics trouvees = row_count;
  if trouvees >= au_plus then return; end if;
  return query select x.siren, false, nom_proche(forme, x.nom, x.sigle) as p from (
      select r.siren, r.nom, r.sigle, r.etat from repertoire r where mots_du_repertoire(r.nom, r.sigle, r.departement) @@ requete
        and (r.departement is null or r.departement <> all(departements)) limit 100) x
    order by x.etat, p desc, x.siren limit au_plus - trouvees;
end $$;
create function nom_proche(forme text, nom text, sigle text) returns real language sql immutable parallel safe
  return case when forme_structure(sigle) = forme then 1 else similarity(forme, forme_structure(nom)) end;
revoke all on function chercher_repertoire from public;
grant execute on function chercher_repertoire to guichet_app;
