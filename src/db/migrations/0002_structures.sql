-- How names of structures are compared: as everywhere, and « St », « Ste » spelled out.
create function forme_structure(text) returns text language sql immutable strict parallel safe
  return regexp_replace(regexp_replace(trim(forme_recherche($1)), '\mst\M', 'saint', 'g'), '\mste\M', 'sainte', 'g');

-- Who files and who instructs. `guichet_id` null: the national referential, the same for all; otherwise a body that one guichet added.
create table structure (
  id uuid primary key,
  guichet_id uuid references guichet,
  type text not null check (type in ('commune', 'epci', 'collectivite_corse', 'departement', 'region', 'syndicat', 'groupement', 'personne_morale_financee', 'etat')),
  nature text,
  nom text not null,
  siren text check (siren ~ '^[0-9]{9}$'),
  code_insee text,
  departement text,
  region text,
  population integer check (population >= 0),
  epci_siren text,
  recherche text generated always as (forme_structure(nom)) stored,
  unique nulls not distinct (guichet_id, siren, type, code_insee)
);
create index on structure (siren);
create index on structure (code_insee);
create index on structure (epci_siren);
create index on structure (region, departement);
-- Nearest names first, straight from the index. Not GIN: under row-level security its operators may not be used before the policy.
create index structure_recherche on structure using gist (recherche gist_trgm_ops (siglen = 64));

create table departement (code text primary key, nom text not null, region text not null);

-- Which account speaks for which structure, how that is known (`preuve`), and since when.
create table appartenance (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  structure_id uuid not null references structure,
  compte_id uuid not null references compte on delete cascade,
  etat text not null check (etat in ('demandee', 'active', 'retiree')),
  preuve text not null check (preuve in ('declaree', 'proconnect', 'domaine', 'referent')),
  fonction text,
  demandee_le timestamptz not null,
  active_le timestamptz,
  retiree_le timestamptz,
  prouvee_le timestamptz,
  prouvee_par uuid references compte
);
create unique index appartenance_une_seule on appartenance (guichet_id, structure_id, compte_id) where etat <> 'retiree';
create index on appartenance (compte_id);
create index on appartenance (guichet_id, structure_id);

-- The SIRET that ProConnect last gave for an account, in a profile that it signed. Accounts act in several guichets: no guichet_id.
create table siret_prouve (
  compte_id uuid primary key references compte on delete cascade,
  siret text not null check (siret ~ '^[0-9]{14}$'),
  prouve_le timestamptz not null
);

create table invitation (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  structure_id uuid not null references structure,
  courriel text not null,
  invitee_par uuid not null references compte,
  invitee_le timestamptz not null,
  acceptee_le timestamptz
);
create unique index invitation_en_cours on invitation (guichet_id, structure_id, lower(courriel)) where acceptee_le is null;

-- What an agent may do here, and for which départements and volets (empty: all).
create table role (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  compte_id uuid not null references compte on delete cascade,
  role text not null check (role in ('referent_departemental', 'referent_regional', 'administrateur', 'lecteur')),
  departements text[] not null default '{}',
  volets text[] not null default '{}',
  unique (guichet_id, compte_id, role)
);
create index on role (compte_id);

-- Domains of a structure's mailboxes, as the service of this guichet knows them: a verified address there proves a membership.
create table domaine_structure (
  guichet_id uuid not null references guichet,
  structure_id uuid not null references structure,
  domaine text not null check (domaine = lower(domaine)),
  retenu_par uuid references compte,
  retenu_le timestamptz not null,
  primary key (guichet_id, structure_id, domaine)
);
