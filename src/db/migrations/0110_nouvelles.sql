-- Whoever follows a call is told by mail what happens to it: a relevé that is announced, a closing, money that is added. An address is asked for, then confirmed from its
-- own mailbox; it leaves with its line, and its mails with it. The version before neither reads nor writes any of it.
create table abonnement (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  courriel text not null check (courriel = lower(courriel) and length(courriel) between 3 and 254),
  -- opens the one page of this address: it stands in every mail that it receives
  jeton text not null unique check (jeton ~ '^[A-Za-z0-9_-]{43}$'),
  demande_le timestamptz not null,
  confirme_le timestamptz,
  check (confirme_le >= demande_le),
  unique (appel_id, courriel)
);
create index on abonnement (guichet_id, courriel);
create index abonnement_a_confirmer on abonnement (guichet_id, demande_le) where confirme_le is null;
alter table abonnement enable row level security;
alter table abonnement force row level security;
create policy guichet on abonnement using (guichet_id = (select guichet_courant()));
grant select, insert, update, delete on abonnement to guichet_app;

-- What is told, as its act wrote it, and when it leaves: some minutes after what may still be undone. `source_id`: the line that it tells.
create table nouvelle (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  appel_id uuid not null references appel,
  genre text not null check (genre in ('releve', 'fermeture', 'reouverture', 'abondement')),
  source_id uuid not null,
  sujet text not null check (sujet <> ''),
  phrases text[] not null check (cardinality(phrases) > 0),
  signe text not null,
  annoncee_le timestamptz not null,
  part_le timestamptz not null check (part_le >= annoncee_le),
  retiree_le timestamptz,
  partie_le timestamptz,
  destinataires integer not null default 0,
  check (retiree_le is null or partie_le is null),
  unique (source_id, genre)
);
create index on nouvelle (appel_id);
create index nouvelle_a_envoyer on nouvelle (guichet_id, part_le) where partie_le is null and retiree_le is null;
alter table nouvelle enable row level security;
alter table nouvelle force row level security;
create policy guichet on nouvelle using (guichet_id = (select guichet_courant()));
grant select, insert on nouvelle to guichet_app;
grant update (retiree_le, partie_le, destinataires) on nouvelle to guichet_app;

alter table courriel add column abonnement_id uuid references abonnement on delete cascade;
create index on courriel (abonnement_id) where abonnement_id is not null;
