-- What Sirene, or the directory of companies, says of whoever is paid by an order: whether it is a legal person that lets itself be shown. National. A natural person, and whoever
-- asked INSEE not to be shown, has no name here.
create table entreprise (
  siren text primary key check (siren ~ '^[0-9]{9}$'),
  nom text check (length(nom) <= 250),
  categorie_juridique text check (categorie_juridique ~ '^[0-9]{4}$'),
  -- nothing as long as nobody has said it: then it is not shown
  diffusible boolean,
  lue_le timestamptz,
  check (nom is null or (diffusible and categorie_juridique ~ '^[3-9]') is true)
);
grant select, insert, update on entreprise to guichet_app;

-- Every company of an order is known here, so that an import of Sirene says what it is.
create function connaitre_entreprise() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into public.entreprise (siren) values (left(new.siret, 9)) on conflict do nothing;
  return null;
end $$;
create trigger connaitre_entreprise after insert or update of siret on commande for each row when (new.siret is not null) execute function connaitre_entreprise();

-- Guichet by guichet: the policy is forced on a plain owner too.
do $$ declare g uuid; begin
  for g in select id from guichet loop
    perform set_config('app.guichet_id', g::text, true);
    insert into entreprise (siren) select distinct left(c.siret, 9) from commande c where c.guichet_id = g and c.siret is not null on conflict do nothing;
  end loop;
end $$;

-- The one place that says whether a company is named in public: never unless a source says that it is a legal person, and shown.
create view entreprise_publique as
  select e.siren, case when e.diffusible is not false then coalesce(r.nom, e.nom) end as nom, r.sigle, coalesce(e.categorie_juridique ~ '^1', false) as individuel
  from entreprise e left join repertoire r on r.siren = e.siren;
grant select on entreprise_publique to guichet_app;
