-- The document of a relevé: what it took and what it left, kept as it was found in its own transaction, then drawn and sealed once it may no longer be undone. A relevé
-- of the version before has none.
create table document_releve (
  releve_id uuid primary key references releve,
  guichet_id uuid not null references guichet,
  contenu jsonb not null,
  cle text unique,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  scelle_le timestamptz,
  check ((cle is null) = (sha256 is null) and (cle is null) = (scelle_le is null))
);
create index document_releve_a_sceller on document_releve (guichet_id) where cle is null;
alter table document_releve enable row level security;
alter table document_releve force row level security;
create policy guichet on document_releve using (guichet_id = (select guichet_courant()));
grant select, insert on document_releve to guichet_app;
grant update (cle, sha256, scelle_le) on document_releve to guichet_app;
create function document_releve_scelle() returns trigger language plpgsql as $$
begin
  if old.cle is not null then raise exception 'le document d’un relevé scellé ne change plus' using errcode = 'restrict_violation'; end if;
  return new;
end $$;
create trigger scelle before update on document_releve for each row execute function document_releve_scelle();
