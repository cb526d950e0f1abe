-- What was given to whoever pays: a file of the orders that may be paid, its bytes kept with their SHA-256. Cancelled while none of them is paid.
create table export_paiement (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  rang integer not null check (rang >= 1),
  format text not null check (format in ('csv', 'ods')),
  montant bigint not null check (montant > 0),
  cle text not null unique,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  fait_par uuid not null references compte,
  fait_le timestamptz not null,
  annule_le timestamptz,
  annule_par uuid references compte,
  unique (guichet_id, appel_id, rang),
  check ((annule_le is null) = (annule_par is null))
);
create index on export_paiement (appel_id);
create index on export_paiement (fait_par);
create index on export_paiement (annule_par) where annule_par is not null;
create table export_paiement_ligne (
  export_id uuid not null references export_paiement,
  versement_id uuid not null references versement,
  guichet_id uuid not null references guichet,
  primary key (export_id, versement_id)
);
create index on export_paiement_ligne (versement_id);
do $$ declare t text; begin
  foreach t in array array['export_paiement', 'export_paiement_ligne'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy guichet on %I using (guichet_id = (select guichet_courant()))', t);
    execute format('grant select, insert on %I to guichet_app', t);
  end loop;
end $$;
grant update (annule_le, annule_par) on export_paiement to guichet_app;
