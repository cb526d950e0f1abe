-- A call that is being written: its text as it is now, and each change of it, so that any can be undone and two people may write at once. Nothing of it is public, and
-- no dossier knows it: what is published is a version of its call, added from it.
create table brouillon_appel (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  titre text not null check (titre <> '' and length(titre) <= 4000),
  source text not null check (octet_length(source) <= 524288),
  revision integer not null default 0 check (revision >= 0),
  origine text not null check (origine <> '' and length(origine) <= 500),
  cree_le timestamptz not null,
  cree_par uuid references compte,
  modifie_le timestamptz not null
);
create index on brouillon_appel (guichet_id, modifie_le desc);
create index on brouillon_appel (cree_par) where cree_par is not null;

-- One seam in the text: `retire` stood at `debut` (in characters) and gave its place to `ajoute`. `cible`: the change that this one undoes or does again.
create table geste_brouillon (
  brouillon_id uuid not null references brouillon_appel on delete cascade,
  guichet_id uuid not null references guichet,
  revision integer not null check (revision > 0),
  nature text not null check (nature in ('geste', 'annulation', 'retablissement')),
  cible integer,
  debut integer not null check (debut >= 0),
  retire text not null,
  ajoute text not null,
  lieu text not null check (length(lieu) <= 1000),
  dit text not null check (dit <> '' and length(dit) <= 500),
  par uuid references compte,
  le timestamptz not null,
  primary key (brouillon_id, revision),
  check ((nature = 'geste') = (cible is null))
);
create index on geste_brouillon (guichet_id);
create index on geste_brouillon (par) where par is not null;

do $$ declare t text; begin
  foreach t in array array['brouillon_appel', 'geste_brouillon'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy guichet on %I using (guichet_id = (select guichet_courant()))', t);
  end loop;
end $$;
grant select, insert, delete on brouillon_appel to guichet_app;
grant update (titre, source, revision, modifie_le) on brouillon_appel to guichet_app;
grant select, insert, delete on geste_brouillon to guichet_app;
