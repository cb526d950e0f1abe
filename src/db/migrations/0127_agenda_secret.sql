-- The calendar of somebody of the service, read by their diary at a secret address. The address is kept nowhere: its digest is. One a person; another replaces it.
create table agenda_secret (
  compte_id uuid not null references compte on delete cascade,
  guichet_id uuid not null references guichet,
  empreinte text not null unique check (empreinte ~ '^[0-9a-f]{64}$'),
  cree_le timestamptz not null,
  primary key (guichet_id, compte_id)
);
create index on agenda_secret (compte_id);
alter table agenda_secret enable row level security;
alter table agenda_secret force row level security;
create policy guichet on agenda_secret using (guichet_id = (select guichet_courant()));
grant select, insert, update, delete on agenda_secret to guichet_app;
