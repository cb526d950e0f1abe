-- Who of the service opened which filed dossier, or which file of it, on which day: one row a person, a thing and a day, whatever the number of times. Apart from the journal, whose
-- chain would then wait for readers, and kept a year where acts are kept for ever.
create table consultation (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  compte_id uuid not null references compte on delete cascade,
  dossier_id uuid not null references dossier on delete cascade,
  quoi text not null check (quoi in ('dossier', 'piece')),
  -- the file that was read; the dossier itself when it is the page
  objet_id uuid not null,
  jour date not null,
  le timestamptz not null,
  unique (guichet_id, compte_id, objet_id, jour)
);
create index on consultation (guichet_id, le desc, id desc);
create index on consultation (dossier_id, jour);
create index on consultation (compte_id, le);
alter table consultation enable row level security;
alter table consultation force row level security;
create policy guichet on consultation using (guichet_id = (select guichet_courant()));
grant select, insert, delete on consultation to guichet_app;

-- Each sign-in of an account, for a year. Accounts act in several guichets: no guichet_id, as for `derniere_connexion`.
create table connexion (
  id uuid primary key default gen_random_uuid(),
  compte_id uuid not null references compte on delete cascade,
  le timestamptz not null,
  navigateur text
);
create index on connexion (compte_id, le);
create index on connexion (le);
insert into connexion (compte_id, le, navigateur) select user_id, created_at, left(user_agent, 300) from session_http;
create or replace function noter_connexion() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into public.derniere_connexion values (new.user_id, new.created_at)
    on conflict (compte_id) do update set le = greatest(derniere_connexion.le, excluded.le);
  insert into public.connexion (compte_id, le, navigateur) values (new.user_id, new.created_at, left(new.user_agent, 300));
  return null;
end $$;
grant select, delete on connexion to guichet_app;

-- What the last verification of the journal found, and that one was asked for. One row a guichet.
create table journal_preuve (
  guichet_id uuid primary key references guichet,
  demandee_le timestamptz,
  verifiee_le timestamptz,
  rang bigint,
  empreinte text,
  rompue text,
  check (verifiee_le is null or rang is not null)
);
alter table journal_preuve enable row level security;
alter table journal_preuve force row level security;
create policy guichet on journal_preuve using (guichet_id = (select guichet_courant()));
grant select, insert, update on journal_preuve to guichet_app;
