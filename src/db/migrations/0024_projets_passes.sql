-- Lists of projects aided in the past, elsewhere than in this guichet, imported from a file that its owner published. Each line is kept twice: as it
-- stands in the file (`cellules`, in the order of `entetes`), so that it is given back whole, and as it is understood.
create table liste_passee (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  titre text not null check (titre <> ''),
  -- the description that was imported with the file: source, licence, dates, columns
  description jsonb not null,
  entetes jsonb not null,
  separateur text not null check (separateur in (',', ';')),
  fichier text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  importee_le timestamptz not null,
  unique (guichet_id, slug),
  unique (guichet_id, id)
);

-- One line. Amounts are cents. Nothing tells two lines of one dossier apart but their rank in the file.
create table projet_passe (
  liste_id uuid not null,
  guichet_id uuid not null references guichet,
  rang integer not null check (rang >= 1),
  dossier text,
  titre text not null check (titre <> ''),
  beneficiaire text not null check (beneficiaire <> ''),
  siren text check (siren ~ '^[0-9]{9}$'),
  siret text check (siret ~ '^[0-9]{14}$'),
  rna text check (rna ~ '^W[0-9]{9}$'),
  montant bigint not null check (montant > 0),
  commune text check (commune ~ '^([0-9]{5}|2[AB][0-9]{3})$'),
  departement text,
  theme text,
  accordee_le date not null,
  cellules jsonb not null,
  primary key (liste_id, rang),
  foreign key (guichet_id, liste_id) references liste_passee (guichet_id, id) on delete cascade
);

do $$ declare t text; begin
  foreach t in array array['liste_passee', 'projet_passe'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy guichet on %I using (guichet_id = (select guichet_courant()))', t);
  end loop;
end $$;
grant select, insert, update, delete on liste_passee, projet_passe to guichet_app;
