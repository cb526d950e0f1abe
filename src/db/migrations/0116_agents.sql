-- What the guichet itself knows of somebody who works in it: their title, and, while they are suspended, the roles that they held. Suspended, they hold none: whatever asks
-- who instructs, who sits or who signs sees nobody, and no query has to remember it. The version before neither reads nor writes any of it.
create table agent (
  guichet_id uuid not null references guichet,
  compte_id uuid not null references compte,
  titre text not null default '' check (length(titre) <= 120),
  suspendu_le timestamptz,
  suspendu_par uuid references compte,
  -- [{role, perimetres: [{appel, departements, volets, instances}]}], as they are given back
  roles_gardes jsonb not null default '[]' check (jsonb_typeof(roles_gardes) = 'array'),
  primary key (guichet_id, compte_id),
  check ((suspendu_le is null) = (roles_gardes = '[]'::jsonb)),
  check (suspendu_par is null or suspendu_le is not null)
);
create index on agent (compte_id);
create index on agent (suspendu_par) where suspendu_par is not null;
alter table agent enable row level security;
alter table agent force row level security;
create policy guichet on agent using (guichet_id = (select guichet_courant()));
grant select, insert, update, delete on agent to guichet_app;
