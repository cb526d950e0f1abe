-- Documents that bear the guichet's seal (ADR 0049): which, and the SHA-256 of the bytes that left. `cle`: where they are kept, when no other row keeps them (a receipt is drawn when it is first asked for).
-- `variante`: a partner's receipt does not say all. `numero`: what is printed on it, the number of a dossier or of an act. The version before reads none of it.
create table document_scelle (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  nature text not null check (nature in ('accuse', 'acte', 'lettre', 'irrecevabilite', 'preselection', 'silence', 'releve', 'proces_verbal')),
  objet_id uuid not null,
  variante text not null default '' check (variante in ('', 'partenaire')),
  dossier_id uuid references dossier,
  numero text not null default '',
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  cle text unique,
  horodate boolean not null,
  scelle_le timestamptz not null,
  unique (guichet_id, nature, objet_id, variante)
);
create index on document_scelle (guichet_id, sha256);
create index on document_scelle (dossier_id) where dossier_id is not null;
alter table document_scelle enable row level security;
alter table document_scelle force row level security;
create policy guichet on document_scelle using (guichet_id = (select guichet_courant()));
grant select, insert on document_scelle to guichet_app;

-- What names somebody and whose source is erased goes with it: receipts, attestations of silence. Letters and acts stay, as their rows do.
create function sceaux_effaces() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from document_scelle where guichet_id = new.guichet_id and dossier_id = new.id and nature in ('accuse', 'silence');
  return null;
end $$;
create trigger sceaux_effaces after update of efface_le on dossier for each row when (old.efface_le is null and new.efface_le is not null) execute function sceaux_effaces();
