-- Counts and sums of the inbox that are read without its rows. One row a set of dossiers that nothing here tells apart; `cle` is of all that tells
-- them apart. Several rows may have one key: an act adds what it changed and merges the rows that nobody holds, so that no act ever waits for
-- another, and a sum is exact at any instant. `jour` is the civil day of the due date, in Paris.
create table instruction_compte (
  guichet_id uuid not null references guichet,
  cle uuid not null,
  appel_id uuid not null,
  etat text not null,
  suite text not null,
  volet text,
  departement_pilote text,
  departements text[] not null,
  tout_territoire boolean not null,
  jour date,
  nombre bigint not null,
  cout bigint not null,
  aide bigint not null
);
create index on instruction_compte (guichet_id, cle);
-- In the same way, on how many dossiers stands each value that the inbox offers to filter by: `etiquette`, `epci` (a SIREN).
create table instruction_valeur (
  guichet_id uuid not null references guichet,
  cle uuid not null,
  genre text not null check (genre in ('etiquette', 'epci')),
  valeur text not null,
  appel_id uuid not null,
  volet text,
  departements text[] not null,
  tout_territoire boolean not null,
  nombre bigint not null
);
create index on instruction_valeur (guichet_id, cle);
create index on instruction_valeur (guichet_id, genre);

create function compter_instruction() returns trigger language plpgsql as $$
declare source text := case tg_op when 'INSERT' then 'select 1 as s, * from nouvelles' when 'DELETE' then 'select -1 as s, * from anciennes'
  else 'select 1 as s, * from nouvelles union all select -1 as s, * from anciennes' end;
begin
  execute format($f$
    with delta as materialized (
      select md5(row(appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire, jour)::text)::uuid as cle, t.*
      from (select guichet_id, appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire,
          (echeance at time zone 'Europe/Paris')::date as jour, sum(s) as nombre, sum(s * coalesce(cout_global, 0)) as cout, sum(s * coalesce(aide_demandee, 0)) as aide
        from (%s) x group by 1, 2, 3, 4, 5, 6, 7, 8, 9) t
      where nombre <> 0 or cout <> 0 or aide <> 0
    ), pris as (
      delete from instruction_compte where ctid = any(array(select k.ctid from instruction_compte k
        where (k.guichet_id, k.cle) in (select d.guichet_id, d.cle from delta d) for update skip locked)) returning *
    )
    insert into instruction_compte
    select guichet_id, cle, appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire, jour, sum(nombre), sum(cout), sum(aide)
    from (select guichet_id, cle, appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire, jour, nombre, cout, aide from delta
      union all select * from pris) t
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 having sum(nombre) <> 0 or sum(cout) <> 0 or sum(aide) <> 0 $f$, source);
  execute format($f$
    with delta as materialized (
      select md5(row(genre, valeur, appel_id, volet, departements, tout_territoire)::text)::uuid as cle, t.*
      from (select guichet_id, genre, valeur, appel_id, volet, departements, tout_territoire, sum(s) as nombre
        from (%s) x, lateral (select 'epci' as genre, x.epci_siren as valeur where x.epci_siren is not null
          union all select 'etiquette', e from unnest(x.etiquettes) e) v
        group by 1, 2, 3, 4, 5, 6, 7) t
      where nombre <> 0
    ), pris as (
      delete from instruction_valeur where ctid = any(array(select k.ctid from instruction_valeur k
        where (k.guichet_id, k.cle) in (select d.guichet_id, d.cle from delta d) for update skip locked)) returning *
    )
    insert into instruction_valeur
    select guichet_id, cle, genre, valeur, appel_id, volet, departements, tout_territoire, sum(nombre)
    from (select guichet_id, cle, genre, valeur, appel_id, volet, departements, tout_territoire, nombre from delta union all select * from pris) t
    group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(nombre) <> 0 $f$, source);
  return null;
end $$;
create trigger compter_insert after insert on instruction referencing new table as nouvelles for each statement execute function compter_instruction();
create trigger compter_update after update on instruction referencing old table as anciennes new table as nouvelles
  for each statement execute function compter_instruction();
create trigger compter_delete after delete on instruction referencing old table as anciennes for each statement execute function compter_instruction();

-- The words of a search as the index reads them: each as it is or as it begins, or, when no dossier has it, the nearest ones that some dossier
-- has. Nothing when no word is left. Runs as the owner: under row-level security no index of words may be used, so the guichet is checked here.
create function requete_recherche(q text) returns tsquery language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare g uuid := guichet_courant(); m text; mots text[]; requete tsquery; un tsquery;
begin
  foreach m in array (regexp_split_to_array(trim(forme_recherche(left(q, 200))), ' '))[1:8] loop
    continue when m = '';
    mots := array[m];
    if length(m) >= 4 and m !~ '^[0-9]+$' and not exists (select from mot x where x.guichet_id = g and x.mot >= m and x.mot < m || '{') then
      mots := mots || array(select x.mot from (select y.mot from mot y where y.guichet_id = g order by y.mot <-> m limit 5) x where similarity(x.mot, m) >= 0.35);
    end if;
    select to_tsquery('fr', string_agg(x || ':*', ' | ')) into un from unnest(mots) x;
    requete := case when requete is null then un when numnode(un) = 0 then requete else requete && un end;
  end loop;
  return case when numnode(requete) > 0 then requete end;
end $$;
revoke all on function requete_recherche from public;
grant execute on function requete_recherche to guichet_app;
create or replace function chercher_dossiers(q text, au_plus integer default null) returns setof uuid
  language plpgsql stable security definer rows 3000 set search_path = pg_catalog, public as $$
declare g uuid := guichet_courant(); requete tsquery := requete_recherche(q);
begin
  if requete is null then return; end if;
  return query select r.dossier_id from instruction_recherche r where r.guichet_id = g and r.vecteur @@ requete limit au_plus;
end $$;

do $$ declare t text; begin
  foreach t in array array['instruction_compte', 'instruction_valeur'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy guichet on %I using (guichet_id = (select guichet_courant()))', t);
  end loop;
end $$;
grant select, insert, update, delete on instruction_compte, instruction_valeur to guichet_app;

-- The dossiers filed before this version. A plain owner would see no row of a table where the policy is forced.
do $$ declare t text; begin
  foreach t in array array['instruction', 'instruction_compte', 'instruction_valeur'] loop execute format('alter table %I no force row level security', t); end loop;
  insert into instruction_compte
    select guichet_id, md5(row(appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire, jour)::text)::uuid, appel_id, etat, suite, volet,
      departement_pilote, departements, tout_territoire, jour, count(*), coalesce(sum(cout_global), 0), coalesce(sum(aide_demandee), 0)
    from (select i.*, (i.echeance at time zone 'Europe/Paris')::date as jour from instruction i) i
    group by guichet_id, appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire, jour;
  insert into instruction_valeur
    select guichet_id, md5(row(genre, valeur, appel_id, volet, departements, tout_territoire)::text)::uuid, genre, valeur, appel_id, volet, departements,
      tout_territoire, count(*)
    from instruction i, lateral (select 'epci' as genre, i.epci_siren as valeur where i.epci_siren is not null
      union all select 'etiquette', e from unnest(i.etiquettes) e) v
    group by guichet_id, genre, valeur, appel_id, volet, departements, tout_territoire;
  foreach t in array array['instruction', 'instruction_compte', 'instruction_valeur'] loop execute format('alter table %I force row level security', t); end loop;
end $$;
