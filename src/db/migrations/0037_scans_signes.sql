-- Signed acts that come back through the scanner, many in one file: read page by page, shown, then filed one by one. Kept a few days.

-- A miniature of each sheet of an act, read from its file the first time that a scan shows it: which sheet a scanned page is.
alter table acte add column vignettes bytea[];

-- `lu_le`: every page is read. `cle` is the form's: sent twice, read once.
create table scan (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  compte_id uuid not null references compte,
  cle text not null,
  depose_le timestamptz not null,
  lu_le timestamptz,
  unique (guichet_id, compte_id, cle)
);
create index on scan (guichet_id, depose_le);

create table scan_fichier (
  scan_id uuid not null references scan on delete cascade,
  rang integer not null check (rang >= 1),
  guichet_id uuid not null references guichet,
  cle text not null unique,
  nom text not null,
  type text not null check (type in ('pdf', 'jpg', 'png')),
  taille bigint not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- how many it has, once opened; or why it was not
  pages integer check (pages >= 1),
  refus text,
  primary key (scan_id, rang),
  check (pages is null or refus is null)
);

-- One page, at its place in the whole scan. `page`: in its file, the first being 0. `codes`: the addresses printed on it. `feuillet`: which sheet of its act.
create table scan_page (
  scan_id uuid not null,
  rang integer not null check (rang >= 1),
  guichet_id uuid not null references guichet,
  fichier integer not null,
  page integer not null check (page >= 0),
  codes text[] not null,
  quart integer not null check (quart between 0 and 3),
  blanche boolean not null,
  feuillet integer check (feuillet >= 1),
  -- by hand: the act that it belongs to, or that it belongs to none
  acte_id uuid references acte,
  ignoree boolean not null default false,
  primary key (scan_id, rang),
  foreign key (scan_id, fichier) references scan_fichier (scan_id, rang) on delete cascade
);

-- An act that somebody confirmed, with its pages in their order: filed by a job, once.
create table scan_acte (
  scan_id uuid not null references scan on delete cascade,
  acte_id uuid not null references acte,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references dossier,
  compte_id uuid not null references compte,
  pages integer[] not null check (cardinality(pages) > 0),
  signe_le date not null,
  etat text not null default 'a_faire' check (etat in ('a_faire', 'fait', 'refuse')),
  motif text,
  fait_le timestamptz,
  primary key (scan_id, acte_id),
  check ((etat = 'a_faire') = (fait_le is null))
);

do $$ declare t text; begin
  foreach t in array array['scan', 'scan_fichier', 'scan_page', 'scan_acte'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy guichet on %I using (guichet_id = (select guichet_courant()))', t);
  end loop;
end $$;
grant select, insert, update, delete on scan, scan_fichier, scan_page, scan_acte to guichet_app;
