-- What every other table stands on: French collations and search, the guichet, accounts, the journal, mail.

create extension unaccent;
create extension pg_trgm;

-- Words are always ordered by a French ICU collation, the same on every machine.
create collation fr (provider = icu, locale = 'fr-u-kn-true');

create function sans_accent(text) returns text language sql immutable strict parallel safe
  return public.unaccent('public.unaccent'::regdictionary, $1);
-- How names are compared in searches: no accents, no case, apostrophes and hyphens as spaces.
create function forme_recherche(text) returns text language sql immutable strict parallel safe
  return regexp_replace(lower(sans_accent($1)), '[^a-z0-9]+', ' ', 'g');
create text search configuration fr (copy = french);
alter text search configuration fr alter mapping for hword, hword_part, word with unaccent, french_stem;

create function guichet_courant() returns uuid language sql stable
  return nullif(current_setting('app.guichet_id', true), '')::uuid;

-- A préfecture's desk. Its identity (service, theme, territory) is configuration, kept here as it was at the last start.
create table guichet (
  id uuid primary key,
  slug text not null unique,
  nom text not null,
  configuration jsonb not null
);

-- The demonstration's clock: the instant that was set, and the system's instant at which it was. Empty in production.
create table horloge (
  guichet_id uuid primary key references guichet,
  instant timestamptz not null,
  reglee_le timestamptz not null
);

-- Accounts (better-auth's tables, printed by its own generator; a test prints them again and compares). An account may act in several
-- guichets: these tables carry no guichet_id.
create table compte (
  id uuid default pg_catalog.gen_random_uuid() not null primary key, name text not null, email text not null unique, email_verified boolean not null,
  image text, created_at timestamptz default current_timestamp not null, updated_at timestamptz default current_timestamp not null, two_factor_enabled boolean
);
create table session_http (
  id uuid default pg_catalog.gen_random_uuid() not null primary key, expires_at timestamptz not null, token text not null unique,
  created_at timestamptz default current_timestamp not null, updated_at timestamptz not null, ip_address text, user_agent text,
  user_id uuid not null references compte (id) on delete cascade, second_facteur boolean
);
create table identite (
  id uuid default pg_catalog.gen_random_uuid() not null primary key, account_id text not null, provider_id text not null,
  user_id uuid not null references compte (id) on delete cascade, access_token text, refresh_token text, id_token text,
  access_token_expires_at timestamptz, refresh_token_expires_at timestamptz, scope text, password text,
  created_at timestamptz default current_timestamp not null, updated_at timestamptz not null
);
create table verification (
  id uuid default pg_catalog.gen_random_uuid() not null primary key, identifier text not null, value text not null, expires_at timestamptz not null,
  created_at timestamptz default current_timestamp not null, updated_at timestamptz default current_timestamp not null
);
create table second_facteur (
  id uuid default pg_catalog.gen_random_uuid() not null primary key, secret text not null, backup_codes text not null,
  user_id uuid not null references compte (id) on delete cascade, verified boolean, failed_verification_count integer, locked_until timestamptz
);
create table cle_acces (
  id uuid default pg_catalog.gen_random_uuid() not null primary key, name text, public_key text not null, user_id uuid not null references compte (id) on delete cascade,
  credential_id text not null, counter integer not null, device_type text not null, backed_up boolean not null, transports text, created_at timestamptz, aaguid text
);
create table limite_debit (
  id uuid default pg_catalog.gen_random_uuid() not null primary key, key text not null unique, count integer not null, last_request bigint not null
);
create index on session_http (user_id);
create index on identite (user_id);
create index on verification (identifier);
create index on second_facteur (secret);
create index on second_facteur (user_id);
create index on cle_acces (user_id);
create index on cle_acces (credential_id);

-- The journal: append-only, each row sealed by the hash of its content and of the row before it. `journal_tete` holds the last link, so that
-- rows cut off at the end show as well; its row lock is what makes the chain one chain.
create table evenement (
  guichet_id uuid not null references guichet,
  rang bigint not null default 0, -- this and both hashes: set by the trigger below, whatever is given
  instant timestamptz not null,
  action text not null,
  objet_id uuid not null,
  acteur_id uuid,
  donnees jsonb not null,
  hash_precedent bytea not null default '',
  hash bytea not null default '',
  primary key (guichet_id, rang)
);
create index on evenement (guichet_id, objet_id, rang);
create table journal_tete (guichet_id uuid primary key references guichet, rang bigint not null, hash bytea not null);

create function sceller_evenement() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare tete public.journal_tete;
begin
  insert into public.journal_tete values (new.guichet_id, 0, '\x00') on conflict do nothing;
  select * into tete from public.journal_tete where guichet_id = new.guichet_id for update;
  new.rang := tete.rang + 1;
  new.hash_precedent := tete.hash;
  new.hash := sha256(convert_to(concat_ws(chr(31), new.guichet_id, new.rang, extract(epoch from new.instant)::text, new.action, new.objet_id,
    coalesce(new.acteur_id::text, '-'), new.donnees::text, encode(tete.hash, 'hex')), 'UTF8'));
  update public.journal_tete set rang = new.rang, hash = new.hash where guichet_id = new.guichet_id;
  return new;
end $$;
create trigger sceller before insert on evenement for each row execute function sceller_evenement();

create function refuser_modification() returns trigger language plpgsql as $$
begin
  raise exception '% : on ajoute, on ne modifie ni ne supprime', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger inalterable before update or delete or truncate on evenement for each statement execute function refuser_modification();

-- Every mail, before and after it leaves. `cle` makes « each once » a constraint. Texts that open a session are emptied once sent.
create table courriel (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  cle text,
  destinataire text not null,
  sujet text not null,
  texte text not null,
  lien text,
  secret boolean not null default false,
  cree_le timestamptz not null,
  envoye_le timestamptz,
  erreur text,
  unique (guichet_id, cle)
);
create index on courriel (guichet_id, cree_le desc, id desc);
