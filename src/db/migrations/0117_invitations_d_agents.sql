-- Somebody asked to work in the guichet: the roles that wait for them, given once its link is followed. `empreinte`: of the link's token, which is kept nowhere else; none
-- once the invitation is over. `appels`: by slug; `tous`: every call, those to come too. The version before neither reads nor writes any of it.
create table invitation_agent (
  id uuid primary key,
  guichet_id uuid not null references guichet,
  courriel text not null check (courriel = lower(courriel) and length(courriel) between 3 and 254),
  nom text not null check (nom <> '' and length(nom) <= 120),
  titre text not null default '' check (length(titre) <= 120),
  roles text[] not null check (roles <> '{}' and roles <@ array['administrateur', 'direction', 'referent_regional', 'referent_departemental', 'membre_comite', 'lecteur']),
  appels text[] not null default '{}',
  tous boolean not null default false,
  departements text[] not null default '{}',
  empreinte text unique check (empreinte ~ '^[0-9a-f]{64}$'),
  invitee_par uuid not null references compte,
  invitee_le timestamptz not null,
  envoyee_le timestamptz not null,
  expire_le timestamptz not null check (expire_le > envoyee_le),
  finie_le timestamptz,
  acceptee_par uuid references compte,
  check ((finie_le is null) = (empreinte is not null)),
  check (acceptee_par is null or finie_le is not null)
);
create unique index invitation_agent_en_attente on invitation_agent (guichet_id, courriel) where finie_le is null;
create index on invitation_agent (guichet_id, invitee_le desc);
create index on invitation_agent (invitee_par);
create index on invitation_agent (acceptee_par) where acceptee_par is not null;
alter table invitation_agent enable row level security;
alter table invitation_agent force row level security;
create policy guichet on invitation_agent using (guichet_id = (select guichet_courant()));
grant select, insert, update, delete on invitation_agent to guichet_app;
