-- The dossier whole: partners and their validations, what was filed as typed tables, edits after filing, derogations, uploads that resume.

-- A filed dossier may be edited again until the closing: `rouvert_le` says since when. What was filed stands in `depot` meanwhile.
alter table dossier add column rouvert_le timestamptz;
alter table dossier add column copie_de uuid references dossier;
alter table dossier drop constraint dossier_etat_check;
alter table dossier add constraint dossier_etat_check check (etat in ('brouillon', 'depose', 'abandonne', 'retire'));
alter table dossier drop constraint dossier_check;
alter table dossier add constraint dossier_depose_le check ((etat in ('depose', 'retire')) = (depose_le is not null));
alter table dossier add constraint dossier_rouvert_le check (rouvert_le is null or etat = 'depose');

-- The answers and the files of each filing, as the pages read them; `contenu` is the text whose SHA-256 stands on the receipt.
alter table depot add column reponses jsonb;
alter table depot add column pieces uuid[] not null default '{}';
alter table depot disable trigger inalterable;
-- a plain owner would see no row of a table where the policy is forced
alter table depot no force row level security;
alter table dossier no force row level security;
alter table piece no force row level security;
update depot p set reponses = d.reponses,
  pieces = coalesce((select array_agg(x.id order by x.id) from piece x where x.dossier_id = d.id and x.retiree_le is null), '{}')
  from dossier d where d.id = p.dossier_id;
alter table depot force row level security;
alter table dossier force row level security;
alter table piece force row level security;
alter table depot enable trigger inalterable;
alter table depot alter column reponses set not null;

-- Another structure of a joint project (C2.5). Known by the referential, or by a mailbox whose owner will say which structure they speak for.
create table partenaire (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references dossier,
  structure_id uuid references structure,
  courriel text,
  contact text not null default '',
  role text not null default '',
  -- codes of the étapes that it may fill in
  etapes text[] not null default '{}',
  invite_le timestamptz not null,
  invite_par uuid references compte,
  relance_le timestamptz,
  retire_le timestamptz,
  retire_par uuid references compte,
  check (structure_id is not null or courriel is not null)
);
create unique index partenaire_une_fois on partenaire (dossier_id, structure_id) where retire_le is null and structure_id is not null;
create unique index partenaire_courriel_une_fois on partenaire (dossier_id, lower(courriel)) where retire_le is null and structure_id is null;
create index on partenaire (guichet_id, structure_id) where retire_le is null;
create index on partenaire (dossier_id);

-- A partner validates the project and its own commitment, in its own name (C2.7): what it read word for word, so that a later change shows.
create table validation (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  partenaire_id uuid not null references partenaire,
  compte_id uuid references compte,
  nom text not null,
  fonction text not null default '',
  valide_le timestamptz not null,
  moyens text not null,
  contenu jsonb not null,
  empreinte text not null check (empreinte ~ '^[0-9a-f]{64}$')
);
create index on validation (partenaire_id, valide_le desc);
create trigger inalterable before update or delete or truncate on validation for each statement execute function refuser_modification();

-- What was filed, line by line, for those who compare, add up and follow: written at each filing from the draft, which may hold what cannot be read.
create table lot (
  id uuid primary key, guichet_id uuid not null references guichet, dossier_id uuid not null references dossier,
  rang integer not null, intitule text not null, aide boolean not null,
  unique (dossier_id, rang)
);
create table depense (
  id uuid primary key, guichet_id uuid not null references guichet, dossier_id uuid not null references dossier, lot_id uuid references lot on delete cascade,
  rang integer not null, libelle text not null, fournisseur text, nature text not null,
  ht bigint not null check (ht >= 0), ttc bigint check (ttc >= 0),
  unique (dossier_id, rang)
);
create table ressource (
  id uuid primary key, guichet_id uuid not null references guichet, dossier_id uuid not null references dossier,
  rang integer not null, origine text not null check (origine in ('aide', 'part', 'autre')), financeur text not null,
  publique boolean not null, etat text not null, montant bigint not null check (montant >= 0),
  unique (dossier_id, rang)
);
create table jalon (
  id uuid primary key, guichet_id uuid not null references guichet, dossier_id uuid not null references dossier,
  rang integer not null, libelle text not null, echeance date not null,
  unique (dossier_id, rang)
);
create table indicateur (
  id uuid primary key, guichet_id uuid not null references guichet, dossier_id uuid not null references dossier,
  rang integer not null, nom text not null, unite text not null, depart numeric, cible numeric not null,
  unique (dossier_id, rang)
);
create table beneficiaire (
  id uuid primary key, guichet_id uuid not null references guichet, dossier_id uuid not null references dossier,
  rang integer not null, public text not null, genre text not null check (genre in ('agents', 'usagers', 'autres')), nombre bigint not null check (nombre >= 0),
  unique (dossier_id, rang)
);

-- A reasoned prolongation for one dossier, by the administrator.
create table derogation (
  dossier_id uuid primary key references dossier,
  guichet_id uuid not null references guichet,
  jusqu_au timestamptz not null,
  motif text not null,
  accordee_par uuid references compte,
  accordee_le timestamptz not null
);

-- An upload that may be cut and taken up again: bytes received so far, under its id in the storage's waiting room.
create table televersement (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  dossier_id uuid not null references dossier,
  code text not null,
  nom text not null,
  taille bigint not null check (taille > 0),
  -- tells the same file when it is chosen again: name, size, date, first and last bytes, as the browser sees them
  marque text not null check (marque ~ '^[0-9a-f]{64}$'),
  recu bigint not null default 0 check (recu >= 0 and recu <= taille),
  compte_id uuid not null references compte on delete cascade,
  cree_le timestamptz not null,
  modifie_le timestamptz not null,
  unique (dossier_id, code, compte_id, marque)
);
create index on televersement (guichet_id, modifie_le);

-- Who has a dossier open, and where: seen by the others who have it open too.
create table presence (
  dossier_id uuid not null references dossier,
  compte_id uuid not null references compte on delete cascade,
  guichet_id uuid not null references guichet,
  etape text not null,
  vu_le timestamptz not null,
  primary key (dossier_id, compte_id)
);

-- A reminder sent to a dossier's structure before a closing: once each, whatever outage (C4.1).
create table rappel (
  dossier_id uuid not null references dossier,
  guichet_id uuid not null references guichet,
  code text not null check (code in ('j_7', 'j_2', 'dernier_jour')),
  cloture timestamptz not null,
  envoye_le timestamptz not null,
  primary key (dossier_id, code, cloture)
);

-- A mail about a dossier stands among the messages of those whom it was sent to.
alter table courriel add column dossier_id uuid references dossier;
create index on courriel (dossier_id, cree_le desc) where dossier_id is not null;

do $$ declare t text; begin
  foreach t in array array['partenaire', 'validation', 'lot', 'depense', 'ressource', 'jalon', 'indicateur', 'beneficiaire', 'derogation', 'televersement', 'presence', 'rappel'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy guichet on %I using (guichet_id = (select guichet_courant()))', t);
  end loop;
end $$;
grant select, insert, update, delete on partenaire, lot, depense, ressource, jalon, indicateur, beneficiaire, derogation, televersement, presence, rappel to guichet_app;
grant select, insert on validation to guichet_app;
