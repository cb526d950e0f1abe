-- The engagement of an aid in the State's accounts: ten digits that Chorus gave, typed or pasted once the decision is signed.
create table engagement (
  dossier_id uuid primary key references dossier,
  guichet_id uuid not null references guichet,
  numero text not null check (numero ~ '^[0-9]{10}$'),
  saisi_par uuid not null references compte,
  saisi_le timestamptz not null
);
create unique index engagement_unique on engagement (guichet_id, numero);
create index on engagement (saisi_par);
alter table engagement enable row level security;
alter table engagement force row level security;
create policy guichet on engagement using (guichet_id = (select guichet_courant()));
grant select, insert, update (numero, saisi_par, saisi_le) on engagement to guichet_app;
