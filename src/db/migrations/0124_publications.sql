-- A version that is to be published by itself at an instant, with what the checker said when it was asked and the reason given for each remark. One at a time for a call.
-- The version before neither reads nor writes any of it.
create table publication_prevue (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  appel_version_id uuid not null references appel_version,
  prevue_le timestamptz not null,
  -- the number of the version that the public read then; none before the first
  en_vigueur integer,
  accords jsonb not null check (jsonb_typeof(accords) = 'array'),
  demandee_le timestamptz not null,
  demandee_par uuid not null references compte,
  verifiee_le timestamptz,
  finie_le timestamptz,
  fin text check (fin in ('publiee', 'annulee', 'refusee')),
  motif text check (length(motif) <= 2000),
  check ((finie_le is null) = (fin is null)),
  check (prevue_le > demandee_le)
);
create unique index publication_prevue_en_cours on publication_prevue (appel_id) where finie_le is null;
create index on publication_prevue (appel_id);
create index on publication_prevue (appel_version_id);
create index on publication_prevue (demandee_par);
create index publication_prevue_due on publication_prevue (guichet_id, prevue_le) where finie_le is null;

-- What a published version changes for whoever has a draft is told once it may no longer be taken back. `remplacee`: the number of the version before; `depuis`: that of the
-- version that these people were last told of.
create table publication_annonce (
  appel_version_id uuid primary key references appel_version,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  remplacee integer not null,
  depuis integer not null,
  publiee_le timestamptz not null,
  part_le timestamptz not null check (part_le >= publiee_le),
  retiree_le timestamptz,
  partie_le timestamptz,
  destinataires integer not null default 0,
  check (retiree_le is null or partie_le is null),
  check (depuis <= remplacee)
);
create index on publication_annonce (appel_id);
create index publication_annonce_due on publication_annonce (guichet_id, part_le) where partie_le is null and retiree_le is null;

do $$ declare t text; begin
  foreach t in array array['publication_prevue', 'publication_annonce'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy guichet on %I using (guichet_id = (select guichet_courant()))', t);
  end loop;
end $$;
grant select, insert on publication_prevue, publication_annonce to guichet_app;
grant update (prevue_le, verifiee_le, finie_le, fin, motif) on publication_prevue to guichet_app;
grant update (retiree_le, partie_le, destinataires) on publication_annonce to guichet_app;
