-- The order in which a porteur ranks its dossiers of one wave of a call, a line a change: the last version holds, the others are its history. Kept apart from dossiers,
-- whose filings stay word for word what they were. The version before neither reads nor writes any of it.
create table ordre (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  structure_id uuid not null references structure,
  vague text not null,
  version integer not null check (version > 0),
  dossiers uuid[] not null check (cardinality(dossiers) between 1 and 500),
  pris_le timestamptz not null,
  pris_par uuid not null references compte,
  unique (guichet_id, appel_id, structure_id, vague, version)
);
create index on ordre (appel_id);
create index on ordre (structure_id);
create index on ordre (pris_par);
alter table ordre enable row level security;
alter table ordre force row level security;
create policy guichet on ordre using (guichet_id = (select guichet_courant()));
grant select, insert on ordre to guichet_app;

-- Why the service proposes a dossier before another that its porteur had put first: the last one said holds.
create table ordre_ecart (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  structure_id uuid not null references structure,
  vague text not null,
  raison text not null check (raison <> ''),
  dite_le timestamptz not null,
  dite_par uuid not null references compte
);
create index on ordre_ecart (appel_id, structure_id, vague, dite_le desc);
create index on ordre_ecart (structure_id);
create index on ordre_ecart (dite_par);
alter table ordre_ecart enable row level security;
alter table ordre_ecart force row level security;
create policy guichet on ordre_ecart using (guichet_id = (select guichet_courant()));
grant select, insert on ordre_ecart to guichet_app;
